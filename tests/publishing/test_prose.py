from __future__ import annotations

import pytest
from docutils import nodes

from nevbook.publishing import prose


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["充电", "\n", "曲线"], "充电曲线"),
        (["充电，", "\n", "曲线", "\n", "见图"], "充电，曲线见图"),
        (["电压为 12 V", "\n", "的电源"], "电压为 12 V\n的电源"),
        (["two", "\n", "words"], "two\nwords"),
    ],
)
def test_chinese_lines_are_joined_and_others_are_not(lines, shown):
    paragraph = nodes.paragraph("", "", *(nodes.Text(line) for line in lines))
    document = nodes.document(None, None)
    document += paragraph
    prose.join_lines(document)
    assert paragraph.astext() == shown


def test_code_keeps_its_lines():
    block = nodes.literal_block("", "", nodes.Text("甲"), nodes.Text("\n"), nodes.Text("乙"))
    document = nodes.document(None, None)
    document += block
    prose.join_lines(document)
    assert block.astext() == "甲\n乙"


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("**注意：**看", ["unread-emphasis"]),
        ("as measured[^gone].", ["footnote-missing"]),
        ("x[^1] and ** too", ["unread-emphasis", "footnote-missing"]),
        ("2^[3], [a], 10^3 and a * b", []),
    ],
)
def test_marks_that_readers_would_see_are_found(said, codes):
    document = nodes.document(None, None)
    document += nodes.paragraph("", "", nodes.Text(said), nodes.literal("", "", nodes.Text("a**b[^c]")))
    assert [code for code, _ in prose.left_over(document)] == codes
