"""What a partner still has to confirm is found wherever a text says so, and in both languages alike."""

from pathlib import Path

import pytest

from nevbook.curriculum import read_curriculum
from nevbook.curriculum.model import Cell, Document
from nevbook.curriculum.to_confirm import statements

CURRICULUM, _ = read_curriculum(Path(__file__).parents[2])
PAIRS = {one.id: one for one in (*CURRICULUM.chapters, *CURRICULUM.exercises.values())}

ENGLISH = """\
# Judge

The limit is 5 K. It is the maker's, to be confirmed by the partner. The rest is Ohm's law.

| what | limit | how certain |
|---|---|---|
| tightness | 50 Pa | to be confirmed by the partner |
| ratio | 9 | formula |

:::{admonition} Note
- Clause 5.1.4 is still to be confirmed.
- This stands.
:::

```{code-cell} ipython3
print("to be confirmed")
```
"""
CHINESE = "温差不超过 5 K。这是厂家值，待合作企业确认。其余由欧姆定律得出。\n"


def document(text, language, **options):
    return Document(Path("x.md"), language, "", {}, (Cell("markdown", text, 10, options),))


def test_rows_items_and_sentences_are_found_with_their_line():
    found = [(one.line, one.cells) for one in statements(document(ENGLISH, "en"))]
    assert found == [
        (12, ("The limit is 5 K. It is the maker's, to be confirmed by the partner.",)),
        (16, ("tightness", "50 Pa", "to be confirmed by the partner")),
        (20, ("Clause 5.1.4 is still to be confirmed.",)),
    ]


def test_chinese_sentences():
    (found,) = statements(document(CHINESE, "zh"))
    assert found.cells == ("温差不超过 5 K。这是厂家值，待合作企业确认。",)


def test_emphasis_around_a_chinese_sentence_stays_whole():
    (found,) = statements(document("温差很小。*（待合作企业确认。）* 其余由欧姆定律得出。\n", "zh"))
    assert found.cells[0].startswith("温差很小。*（待合作企业确认。）*")


def test_what_a_marker_alone_sees_is_left_out():
    assert list(statements(document(CHINESE, "zh", manual="reason"))) == []


@pytest.mark.parametrize("name", PAIRS)
def test_both_languages_leave_the_same_to_be_confirmed(name):
    counts = {language: len(list(statements(page))) for language, page in PAIRS[name].pages.items()}
    assert len(set(counts.values())) == 1, counts
