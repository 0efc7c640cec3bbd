"""The three registers under ``courses/``: people, competencies, standards. One bad entry does not hide the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nevbook.curriculum.facts import Competency, Facts, Organisation, Person, Source, Standard
from nevbook.curriculum.text_file import read_text
from nevbook.curriculum.validating import validate
from nevbook.curriculum.yaml_text import BrokenYamlError, Lines, read_yaml
from nevbook.problems import Problem, nearest, problem

#: File → its blocks, and what an entry of each is.
REGISTERS: Mapping[str, Mapping[str, type[Facts]]] = {
    "people.yml": {"organisations": Organisation, "people": Person},
    "competencies.yml": {"sources": Source, "competencies": Competency},
    "standards.yml": {"standards": Standard},
}


@dataclass
class Registers:
    """What the registers hold; filled file by file."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[Path, Lines] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_registers(root: Path) -> Registers:
    """Read the registers of a repository."""
    registers = Registers()
    for name, blocks in REGISTERS.items():
        registers.entries.update({block: {} for block in blocks})
        value, lines, problems = read_mapping(root / "courses" / name, f"courses/{name}")
        registers.lines[root / "courses" / name] = lines
        registers.problems += problems
        if value is not None:
            _read_blocks(registers, f"courses/{name}", value, lines, blocks)
    return registers


def read_mapping(path: Path, shown: str) -> tuple[dict[str, Any] | None, Lines, tuple[Problem, ...]]:
    """Read a YAML file that must hold keys with values; None where it does not."""
    if not path.is_file():
        return None, Lines(), (problem("missing-file", shown),)
    text = read_text(path, shown)
    if isinstance(text, Problem):
        return None, Lines(), (text,)
    try:
        value, lines = read_yaml(text)
    except BrokenYamlError as broken:
        return None, Lines(), (broken.problem(shown, text),)
    if not isinstance(value, dict):
        return None, lines, (problem("wrong-value", shown, 1, key="—", value=str(value)[:60], example="key: value"),)
    return value, lines, ()


def _read_blocks(
    registers: Registers, shown: str, value: dict[str, Any], lines: Lines, blocks: Mapping[str, type[Facts]]
) -> None:
    for key in value.keys() - blocks.keys():
        near = nearest(key, blocks) or "—"
        known = ", ".join(blocks)
        registers.problems.append(problem("unknown-key", shown, lines.line(key), key=key, nearest=near, known=known))
    for block, model in blocks.items():
        entries = value.get(block)
        if not isinstance(entries, dict) or not entries:
            code = "wrong-value" if block in value else "missing-key"
            told = {"value": entries} if block in value else {}
            example = f"{block}: {{…}}"
            registers.problems.append(problem(code, shown, lines.line(block), key=block, example=example, **told))
            continue
        for id_, entry in entries.items():
            facts, problems = validate(model, entry, shown, lines, (block, id_))
            registers.problems += problems
            if facts is None:
                registers.unreadable.add(id_)
            else:
                registers.entries[block][id_] = facts
