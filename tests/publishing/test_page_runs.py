"""Pages run by a warm process show what they show in a kernel as everybody's, and share a run where they may."""

from __future__ import annotations

import copy
import json
import re

import pytest
from jupyter_cache import get_cache
from jupyter_cache.executors.utils import single_nb_execution

from nevbook.publishing import page_runs
from nevbook.publishing.page_runs import Page
from tiny_book import workers

SETTINGS = "execute: {execute_notebooks: cache, timeout: 60}\nparse: {myst_enable_extensions: [colon_fence]}\n"
HEAD = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
# A page

"""
#: Everything that a cell can show.
CELLS = (
    "import sys\nprint('one')\nprint('two', file=sys.stderr)\nprint('three')\n4",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 3, 2])",
    "import pandas as pd\npd.DataFrame({'a': [1.5, 2], 'b': ['x', 'y']})",
    "from IPython.display import HTML, Markdown, clear_output, display\n"
    "handle = display('before', display_id=True)\ndisplay(Markdown('*m*'), HTML('<b>h</b>'))\nhandle.update('after')",
    "print('gone')\nclear_output(wait=True)\nprint('kept')",
    "import ipywidgets\nslider = ipywidgets.IntSlider(3, description='n')\nslider.value = 5\nslider",
    "out = ipywidgets.Output()\nwith out:\n    print('inside')\nout",
    "import numpy as np\nplt.imshow(np.arange(12).reshape(3, 4)); plt.colorbar(label='$x$')\nplt.show()\nnp.float64(1)",
    "import asyncio\nawait asyncio.sleep(0)\nasyncio.get_running_loop().is_running()",
    "%%capture held\nprint('held')",
    "held.stdout, __name__, _6 is slider, In[2][:11], '' in sys.path",
    "",
    "def inverse(x):\n    return 1 / x\n\ninverse(0)",
    "undefined(",
    "import warnings; warnings.warn('mind')\nraise KeyboardInterrupt",
)
RAISING = {12, 13, 14}

#: Drawn at random for each widget, or at each run; and places of this run.
NAMES = r"[0-9a-f]{32}|0x[0-9a-f]{6,}|ipykernel_\d+/\d+\.py"


def text(cells, head=HEAD):
    fence = "```{{code-cell}} ipython3\n{}{}\n```\n"
    tags = dict.fromkeys(RAISING, ":tags: [raises-exception]\n")
    return head + "\n".join(fence.format(tags.get(n, ""), cell) for n, cell in enumerate(cells))


@pytest.fixture
def book(tmp_path):
    (tmp_path / "_config.yml").write_text(SETTINGS, encoding="utf-8")

    def pages(english, chinese):
        made = []
        for code, suffix, source in (("en", ".md", english), ("zh", ".zh.md", chinese)):
            path = tmp_path / f"page{suffix}"
            path.write_text(source, encoding="utf-8")
            made.append(Page(code, "page", path, tmp_path / "outputs" / code))
        return tmp_path, tuple(made)

    return pages


def found(page):
    (record,) = get_cache(page.cache).list_cache_records()
    return get_cache(page.cache).get_cache_bundle(record.pk).nb


def settled(notebook):
    """Leave out what two runs in kernels as everybody's differ in, too."""
    cells = copy.deepcopy([cell.outputs for cell in notebook.cells if cell.cell_type == "code"])
    for outputs in cells:
        merged = []
        for output in outputs:
            last = merged[-1] if merged else {}
            if output.output_type == "stream" == last.get("output_type") and output.name == last["name"]:
                last["text"] += output.text
            else:
                merged.append(output)
        outputs[:] = merged
    metadata = dict(notebook.metadata)
    (widgets,) = metadata.pop("widgets").values()
    states = [json.dumps(state, sort_keys=True) for state in widgets["state"].values()]
    told = json.dumps([metadata, cells, sorted(re.sub(NAMES, "", state) for state in states)], sort_keys=True, indent=1)
    return re.sub(NAMES, "", told).splitlines()


def test_outputs_are_those_of_a_kernel_as_everybodys(book, monkeypatch):
    root, pages = book(text(CELLS), text(CELLS))
    monkeypatch.chdir(root)
    ran = workers().running.run(page_runs.run, root, pages[:1], str(root))
    assert [one.page for one in ran] == list(pages[:1])
    stock = page_runs._Source.read(pages[0], root).notebook
    assert single_nb_execution(stock, cwd=str(root), timeout=60, allow_errors=False).err is None
    stock.metadata.pop("source_map")
    mine = found(pages[0])
    mine.metadata.pop("source_map")
    assert settled(mine) == settled(stock)


@pytest.mark.parametrize(
    ("cell", "shared"),
    [
        ("print(sum(range(10)))", True),
        ("from nevlab.labels import label\nlabel('one', '一')", False),
        ("import os\nos.environ.get('NEVLAB_LANG')", False),
    ],
)
def test_languages_share_a_run_where_nothing_asked_for_the_language(book, cell, shared):
    root, (english, chinese) = book(text([cell]), text([cell]).replace("# A page", "# 一页\n\n正文"))
    assert page_runs.find_waiting(root, (english, chinese)) == [(english, chinese)]
    ran = workers().running.run(page_runs.run, root, (english, chinese), str(root))
    assert [one.page for one in ran] == ([english, chinese] if shared else [english])
    assert page_runs.find_waiting(root, (english, chinese)) == ([] if shared else [(chinese,)])
    if shared:
        assert [found(page).cells[0].outputs[0].text for page in (english, chinese)] == ["45\n", "45\n"]


def test_what_differs_in_code_or_needs_no_run_stands_alone(book):
    root, (english, chinese) = book(text(["1"]), text(["2"]))
    assert page_runs.find_waiting(root, (english, chinese)) == [(english,), (chinese,)]
    english.path.write_text("# Only text\n", encoding="utf-8")
    chinese.path.write_text(
        text(["2"], HEAD.replace("---\n# ", "mystnb: {execution_mode: 'off'}\n---\n# ")), encoding="utf-8"
    )
    assert page_runs.find_waiting(root, (english, chinese)) == []


@pytest.mark.parametrize("cell", ["1 / 0", "!echo $NEVLAB_LANG", "import os\nos._exit(0)"])
def test_a_page_that_fails_begins_a_process_or_never_ends_leaves_nothing_in_the_cache(book, cell):
    from nevbook.publishing import running
    from nevbook.publishing.warm import CAN_FORK

    endless = HEAD.replace("---\n# ", "mystnb: {execution_timeout: 1}\n---\n# ")
    root, (english, chinese) = book(text([cell]), text(["while True: pass"], endless))
    if not CAN_FORK:
        chinese.path.write_text(text([cell]), encoding="utf-8")
    told = []
    running.run_all(workers(), root, (english, chinese), lambda *one: told.append(one))
    assert told == []
    assert [get_cache(page.cache).list_cache_records() for page in (english, chinese)] == [[], []]
