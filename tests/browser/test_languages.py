"""Every page of the real book speaks its own language: text, tooltips, names for screen readers, words of pictures."""

from __future__ import annotations

import re

import pytest
from real_book import all_pages, settled

pytestmark = pytest.mark.browser

#: Everything on a page that is said in words, with the place where it stands. Left out: code and formulas, and what is
#: marked as being in another language; on Chinese pages also works cited under their own titles.
SAID = """(code) => {
  const works = code === "zh" ? `, .citation, em, a[href*="references.html#"]` : "";
  const unread = `code, pre, kbd, .math, mjx-container, script, style, noscript, svg${works}`;
  const own = document.documentElement.lang;
  const foreign = (one) => one.closest("[lang]").lang !== own || one.closest(unread);
  const said = [];
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent.trim();
    const around = texts.currentNode.parentElement;
    if (text && !foreign(around)) said.push([around.tagName, text]);
  }
  const tooltips = ["data-bs-title", "data-bs-original-title", "data-tooltip"];
  const names = ["title", "aria-label", "alt", "placeholder", "value", ...tooltips];
  for (const one of document.querySelectorAll("body *"))
    for (const name of names)
      if (one.getAttribute(name)?.trim() && !foreign(one))
        said.push([`${one.tagName} ${name}`, one.getAttribute(name)]);
  return said;
}"""

#: Latin words that stand on Chinese pages as they are. An abbreviation in capitals needs no entry.
UNITS = "min rad cos arctan atan tan sin exp Vpp Vmax Vmin Udc Cpk"
PROGRAMS = (
    "nevbook nbgrader git Git csv xlsx zip Python JupyterLab Jupyter PostgreSQL Dask Moodle Blackboard Ctrl Windows "
    "Linux Chromium https JupyterHub JupyterLite nbgitpuller Pyodide IPython Matplotlib NumPy SciPy pandas"
)
NAMES = (
    "Clause Kona Ioniq Leaf Lee Moon Park Kim Richter McLinden Lemmon hioniqae com projectgus hyundai-kona-ev-can-logs "
    "kona-ev-dbc dbc motulator Mendes Cardoso Holmes Lipo Press Krishnan Prentice Hall Colbourne Springer Randall "
    "Antoni Plett Montgomery Wiley Doncker Pulle Veltman"
)
ALLOWED = frozenset(" ".join((UNITS, PROGRAMS, NAMES)).split())

#: A term's English word where it comes first, in the manner of the style guide: 术语（term）.
FIRST_USE = re.compile("（[^（）]*）")
WORD = re.compile(r"(?<![0-9A-Za-z_])[A-Za-z][A-Za-z'-]{2,}(?![0-9A-Za-z_])")
FILE = re.compile(r"\S+\.(?:csv|dbc|py|md|yml|zip)\b|\S+/\S+ @ \w+")
#: The specimens of the job cards are called by a name of code.
SPECIMEN = "-example"
HAN = re.compile("[\u4e00-\u9fff]")


def foreign_words(code, text):
    """Give the words of a text that are in the other language."""
    if code == "en":
        return HAN.findall(text)
    plain = FILE.sub("", FIRST_USE.sub("", text))
    return [
        word
        for word in WORD.findall(plain)
        if re.search("[a-z]{2}", word) and word not in ALLOWED and not word.endswith(SPECIMEN)
    ]


@pytest.mark.parametrize("code", [pytest.param("en", marks=pytest.mark.slow), "zh"])
def test_every_page_speaks_its_own_language(built, addresses, page, code):
    wrong = []
    names = [name for name in all_pages(built) if name.startswith(f"{code}/")]
    assert len(names) > 10
    for name in names:
        settled(page, addresses["http"] + name)
        for place, text in page.evaluate(SAID, code):
            if words := foreign_words(code, text):
                wrong.append(f"{name}, {place}: {words} in {text[:100]!r}")
    assert not wrong, "\n".join(wrong)


def test_a_word_in_the_wrong_language_is_seen():
    assert foreign_words("zh", "点击 Toggle hidden content")
    assert foreign_words("en", "Show 展开")
    assert not foreign_words("zh", "时间常数（time constant）为 38 ms，CAN 总线，1000 r/min")


def test_the_front_door_marks_the_language_of_each_link(addresses, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{addresses['file']}index.html")
    links = {link.get_attribute("lang"): link.inner_text() for link in page.locator("li a").all()}
    assert not HAN.search(links["en"])
    assert HAN.search(links["zh"])
    context.close()
