"""What the tests of explorers share: readings by name, every choice of every control, what is shown first."""

import re
from html import unescape
from itertools import product

from nevlab.bench import Slider
from nevlab.bench.interlock import CONNECTORS

CHINESE = re.compile("[\u4e00-\u9fff]")
#: An English word: symbols such as U1, MTPA or DAR = R(60 s)/R(30 s) are the same in both languages.
WORD = re.compile("[a-z]{4}")


def texts(explorer, **values):
    """Give what stands beside the picture: name → value with unit, or words."""
    return {number.label: number.text for number in explorer.picture(**values).numbers}


def every_choice(explorer):
    """Give every combination of the ends of the sliders and the options of the switches."""
    names = [control.name for control in explorer.controls]
    ends = [(one.low, one.high) if isinstance(one, Slider) else one.options for one in explorer.controls]
    yield from (dict(zip(names, chosen, strict=True)) for chosen in product(*ends))


def has_its_page(make, monkeypatch, language, recwarn):
    """Check what is shown first: described figures, caption and numbers, in that language, without a warning."""
    monkeypatch.setenv("NEVLAB_LANG", language)
    explorer = make()
    html = explorer.html()
    described, *second = re.findall(
        r'<(?:svg class="nevlab-plot".*?|figure class="nevlab-heat") aria-label="(.*?)"', html
    )
    assert unescape(described).endswith(explorer.alt)
    beside = explorer.picture().beside
    assert list(map(unescape, second)) == ([beside.alt] if beside else [])
    assert html.count("<figcaption>") == 1
    foreign = {"en": CHINESE.search, "zh": lambda words: WORD.search(words) and not CHINESE.search(words)}[language]
    assert [words for words in _words(explorer) if foreign(words)] == []
    assert all(unescape(name) in unescape(html) for name in texts(explorer))
    assert list(recwarn) == []


def _words(explorer):
    picture = explorer.picture()
    named = [*explorer.controls, explorer.x, explorer.y, *picture.curves, *picture.levels, *picture.numbers]
    options = [words for control in explorer.controls for words in getattr(control, "options", {}).values()]
    return [explorer.alt, explorer.caption, *(one.label for one in named), *(set(options) - set(CONNECTORS))]
