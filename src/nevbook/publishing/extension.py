"""The Sphinx extension of the book, loaded by ``nevbook build`` and by a plain ``jupyter-book build .`` alike.

It gives pages what does not stand in their text: words of the interface in the page's language, facts of chapters and
courses, the switch to the other language, assets without network; and it says where code failed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

from nevbook.curriculum import read_curriculum
from nevbook.publishing import (
    assets,
    citation_style,
    execution,
    facts,
    job_cards,
    live,
    markup,
    prose,
    references,
    review,
    search,
    teacher,
    theme_words,
    toc,
)
from nevbook.publishing.complaints import Complaints
from nevbook.publishing.languages import HOME, language, words
from nevbook.publishing.page_runs import LANGUAGE
from nevbook.publishing.paper import sheets
from nevbook.publishing.paths import BookPaths

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

log = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything; called by Sphinx."""
    app.add_config_value("nevbook_titles", {}, "html", dict)
    app.add_config_value("nevbook_siblings", {}, "html", dict)
    app.add_config_value("nevbook_edition", "book", "env", str)
    app.add_config_value("nevbook_released", "", "html", str)
    app.add_config_value("nevbook_curriculum", None, "")
    # Pages made by another state of this package are read again; pages made for other looks are written again.
    app.add_config_value("nevbook_publishing", execution.digest(Path(__file__).parent), "env", str)
    app.add_config_value("nevbook_looks", "", "html", str)
    app.add_directive("nev-courses", facts.Courses)
    app.add_directive("nev-glossary", facts.GlossaryOfBook)
    app.add_directive("nev-to-confirm", review.ToConfirm)
    app.add_directive("nev-coverage", review.CoverageOfCourses)
    # Before the extensions that write their hints into pages read them.
    app.connect("config-inited", configure, priority=100)
    # After sphinx-external-toc has read the table of contents.
    app.connect("config-inited", publish_named_pages_only, priority=950)
    # After myst-nb has chosen its own folder for outputs.
    app.connect("builder-inited", begin, priority=600)
    app.connect("env-get-outdated", facts.outdated)
    app.connect("doctree-read", complete)
    app.connect("builder-inited", search.replace_sphinx)
    app.connect("html-collect-pages", job_cards.pages)
    app.connect("html-collect-pages", search.page)
    app.connect("html-page-context", offer_siblings)
    for name in assets.BENCH_FILES:
        # Before the book's own, which may change what benches look like.
        if name.endswith(".css"):
            app.add_css_file(f"{assets.BENCHES}/{name}", priority=400)
        else:
            app.add_js_file(f"{assets.BENCHES}/{name}", loading_method="defer")
    app.connect("html-page-context", sheets.tell)
    live.setup(app)
    app.connect("build-finished", theme_words.translate)
    # Last: the fonts have the characters of the pages as they stand then.
    app.connect("build-finished", assets.finish, priority=900)
    citation_style.register()
    markup.mend(app)
    Complaints(app)
    return {"parallel_read_safe": False, "parallel_write_safe": True}


def configure(app: Sphinx, config: Config) -> None:
    """Set everything that follows from the language."""
    code = language(config.language).code
    says = words(code)
    config.html_title = config.nevbook_titles.get(code, config.html_title)
    notice = f"<strong>{says['notice']}</strong> <span>{says['notice-more']}</span>"
    day = config.nevbook_released
    config.today = day
    released = f"<p>{says['released'].format(day=day)}</p>" if day else ""
    config.html_theme_options |= {
        "announcement": f'<p class="nev-notice">{notice}</p>',
        "extra_footer": f"<p>{says['licence']}</p>{released}",
        "search_bar_text": says["search"]["ask"],
        "toc_title": says["contents"],
        "article_header_end": ["live-button.html", "language-switch.html", "article-header-buttons.html"],
        "footer_content_items": ["extra-footer.html"],
        "use_download_button": False,
    }
    config.togglebutton_hint = says["cell"]["more"]
    config.togglebutton_hint_hide = says["cell"]["less"]
    config.nb_code_prompt_show = says["cell"]["show"]
    config.nb_code_prompt_hide = says["cell"]["hide"]
    if config.nevbook_edition == "teacher":
        teacher.configure(app, config)
    kept = Path(app.doctreedir).parent
    outputs = BookPaths(Path(app.srcdir), "teacher").outputs(code) if config.nevbook_edition == "teacher" else kept
    config.nb_execution_cache_path = str(execution.cache_folder(outputs))
    references.in_language(config, Path(app.srcdir), code, kept)
    config.nevbook_looks = execution.digest(*(Path(app.srcdir) / folder for folder in config.html_static_path))
    config.templates_path = [*config.templates_path, str(Path(__file__).parent / "templates")]
    os.environ.update({**execution.environment(), LANGUAGE: code})


def publish_named_pages_only(_: Sphinx, config: Config) -> None:
    """Let Sphinx see the pages of the table of contents and nothing else.

    ``only_build_toc_files`` looks for other pages to leave out, and overlooks those in hidden folders.
    """
    config.include_patterns = sorted(config.external_site_map)
    if config.nevbook_edition == "teacher":
        # The book's settings keep from readers what this edition is for.
        config.exclude_patterns = []


def begin(app: Sphinx) -> None:
    """Read the courses, where they are not given, and put the assets of every page in place."""
    curriculum = app.config.nevbook_curriculum or read_curriculum(Path(app.srcdir))[0]
    app.env.nevbook_curriculum = curriculum
    for_teachers = app.config.nevbook_edition == "teacher"
    app.env.nevbook_pages = {code: toc.docnames(curriculum, code, for_teachers) for code in app.config.nevbook_siblings}
    beside = str(Path(app.doctreedir).parent / "jupyter_execute")
    app.env.mystnb_config = app.env.mystnb_config.copy(output_folder=beside)
    if app.builder.format == "html":
        assets.copy_mathjax(Path(app.outdir) / "_static")
        assets.copy_benches(Path(app.outdir) / "_static")


def complete(app: Sphinx, doctree: nodes.document) -> None:
    """Complete a page that was read: facts under its title, Chinese lines joined, failures of its code reported."""
    docname = app.env.docname
    code = language(app.config.language).code
    report_code(app, doctree, docname)
    for wrong, text in prose.left_over(doctree):
        line = text.parent.line or getattr(text.parent.parent, "line", 0)
        said = str(text).strip()
        log.warning("left over in the text: %s", said, location=(docname, line), type="nevbook", subtype=wrong)
    if code == "zh":
        prose.join_lines(doctree)
    facts.add_to(app, doctree)
    job_cards.offer(app.env, doctree, code)


def report_code(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Warn of a cell that failed, and of what cells wrote to the error stream."""
    path = Path(app.env.doc2path(docname))
    documents = app.env.nevbook_curriculum.documents()
    cells = next((document.code_cells for document in documents if document.path == path), ())
    run = app.env.nb_metadata.get(docname, {}).get("exec_data") or {}
    if run.get("traceback"):
        line, error = execution.failed_cell(run["traceback"], cells)
        log.warning("a code cell failed: %s", error, location=(docname, line), type="nevbook", subtype="cell-failed")
    for node in doctree.findall(nodes.literal_block):
        if "stderr" in node["classes"]:
            line = max((cell.line for cell in cells if cell.line <= (node.line or 0)), default=0)
            said = node.astext().strip()
            log.warning("a code cell warns: %s", said, location=(docname, line), type="nevbook", subtype="cell-warned")


def offer_siblings(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    """Give a page the addresses of itself in the other languages; without a sibling, of their home pages."""
    pages = app.env.nevbook_pages
    up = "../" * pagename.count("/")
    says = words(language(app.config.language).code)["switch"]
    context["nevbook_siblings"] = []
    for code, address in app.config.nevbook_siblings.items():
        other = language(code)
        shared = pagename not in app.env.found_docs or pagename in pages[code]
        context["nevbook_siblings"].append(
            {
                "address": f"{up}{address}/{pagename if shared else HOME}.html",
                "name": other.name,
                "lang": other.sphinx.replace("_", "-"),
                "says": says["page" if shared else "home"].format(name=other.name),
                "keep_place": shared,
            }
        )
