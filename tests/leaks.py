"""Look for the *content* of solutions, hidden tests, mark schemes and sample answers, wherever it may have gone.

``leaks(secrets_of(exercise, public), folder_or_file, …)`` gives every place where a secret line stands: in any file,
zip member, comment or metadata; JSON-escaped, HTML-escaped, coloured by a highlighter, base64, compressed. In a search
index, which holds single words, it looks for names of code that stand nowhere but in secrets.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np

from nevbook.grading.exercises.regions import REGIONS, region, without_region
from nevbook.grading.samples.answers import read_samples

_SHORTEST_LINE = 8
_SHORTEST_NAME = 8
_STEM = 2  # a search index cuts the endings of words
_DEEPEST = 4
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-](?:[A-Za-z0-9+/_-]|\\n|\s){22,}={0,2}")
_IMPORT = re.compile(r"\s*(?:from [\w.]+ )?import ")  # says where something is, not what it is
_NEVLAB = Path(__file__).parents[1] / "src" / "nevlab"
_LINK = re.compile(r"""(?:href|src)\s*=\s*["']([^"'#?]+)""")


@dataclass(frozen=True)
class Secrets:
    """Lines (without any blanks) and names of code that may stand nowhere outside the exercise's own folder."""

    lines: frozenset[str]
    names: frozenset[str]

    def __or__(self, other: Secrets) -> Secrets:
        """Put the secrets of several exercises together, to look for all of them at once."""
        return Secrets(self.lines | other.lines, self.names | other.names)


def secrets_of(exercise, pages: Iterable[str] = ()) -> Secrets:
    """Collect an exercise's secrets in every language.

    What stands in the exercise's own public parts is no secret, nor is code of ``nevlab``, which every student has.

    Parameters
    ----------
    exercise
        As the curriculum holds it.
    pages
        Texts of the book: names that stand in them may be in its search index. A secret *line* stays one.
    """
    secret, shown = [], [*_workshop()]
    for page in exercise.pages.values():
        for cell in page.cells:
            open_part = cell.source
            for kind in REGIONS:
                secret.append(region(cell.source, kind))
                open_part = without_region(open_part, kind)
            shown.append(open_part)
    for sample in read_samples(exercise, exercise.folder)[0]:
        told = [*sample.answers.entered.values(), *sample.answers.cells.values()]
        secret += [text for text in told if isinstance(text, str)]
    open_text = _bare("\n".join(shown))
    lines = {_bare(line) for text in secret for line in text.splitlines() if not _IMPORT.match(line)}
    known = {name[:length] for text in (*shown, *pages) for name in _names(text) for length in range(1, len(name) + 1)}
    return Secrets(
        frozenset(line for line in lines if len(line) >= _SHORTEST_LINE and line not in open_text),
        frozenset(name for text in secret for name in _names(text) if name[:-_STEM] not in known),
    )


def leaks(secrets: Secrets, *places: Path) -> list[str]:
    """Give ``place: secret`` for every secret found in files and folders, and in local files that pages link to."""
    assert secrets.lines, "nothing to look for: the search would prove nothing"
    found: dict[str, None] = {}
    lines_by_start: dict[int, list[str]] = {}
    for line in secrets.lines:
        lines_by_start.setdefault(int(_runs(line)[0]), []).append(line)
    ends = np.zeros(2**20, dtype=bool)  # few runs end as a start does: the others are not looked up
    ends[[start % len(ends) for start in lines_by_start]] = True
    clean: set[str] = set()  # texts that stand in many files, such as those of scripts
    for file in _files(places):
        for where, text in _texts(file.name, file.read_bytes(), 0):
            bare = _bare(text)
            if bare not in clean:
                runs = _runs(bare)
                near = lines_by_start.keys() & set(runs[ends[runs % len(ends)]].tolist())
                told = [line for start in near for line in lines_by_start[start] if line in bare]
                found |= dict.fromkeys(f"{file} {where}: {line}" for line in told)
                if not told:
                    clean.add(bare)
            if file.name == "searchindex.js":
                index = bare.lower()
                terms = [name for name in secrets.names if f'"{name[:-_STEM]}' in index or f",{name[:-_STEM]}" in index]
                found |= dict.fromkeys(f"{file} {where}: {name}" for name in terms)
    return list(found)


def _files(places: Iterable[Path]) -> list[Path]:
    files: dict[Path, None] = {}
    waiting = [place.resolve() for place in places]
    while waiting:
        place = waiting.pop()
        if place.is_dir():
            waiting += [inner.resolve() for inner in place.rglob("*") if inner.is_file()]
        elif place.is_file() and place not in files:
            files[place] = None
            if place.suffix in (".html", ".htm"):
                waiting += _linked(place)
    return list(files)


def _linked(page: Path) -> Iterator[Path]:
    """Give the local files that a page links to, wherever they lie."""
    for link in _LINK.findall(page.read_text(encoding="utf-8", errors="ignore")):
        parts = urlsplit(html.unescape(link))
        if parts.scheme in ("", "file") and not parts.netloc:
            target = (page.parent / unquote(parts.path)).resolve()
            if target.is_file():
                yield target


def _texts(name: str, data: bytes, depth: int) -> Iterator[tuple[str, str]]:
    """Give every text that some bytes carry, and what was done to get it."""
    if depth > _DEEPEST:
        return
    for coding in ("utf-8", "utf-16-le", "gb18030"):
        text = data.decode(coding, errors="ignore")
        yield f"{name} as {coding}", text
        if coding == "utf-8":
            yield f"{name} as HTML", html.unescape(re.sub(r"<[^>]*>", "", text))
            yield f"{name} unescaped", re.sub(r"\\u([0-9a-fA-F]{4})", lambda mark: chr(int(mark[1], 16)), text)
    for value in _json_texts(data):
        yield f"{name} as JSON", value
    if data.startswith(b"PK"):
        yield from _zip_texts(name, data, depth)
    for unpack in (gzip.decompress, zlib.decompress):
        try:
            yield from _texts(f"{name} unpacked", unpack(data), depth + 1)
        except (OSError, zlib.error, EOFError):
            continue
    for run in _BASE64.findall(data):
        plain = re.sub(rb"\\n|\s", b"", run).rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        try:
            decoded = base64.b64decode(plain + b"=" * (-len(plain) % 4))
        except binascii.Error:
            continue
        yield from _texts(f"{name} base64", decoded, depth + 1)


def _zip_texts(name: str, data: bytes, depth: int) -> Iterator[tuple[str, str]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        return
    with archive:
        yield from _texts(f"{name} comment", archive.comment, depth + 1)
        for member in archive.infolist():
            yield f"{name} member's name", member.filename
            yield from _texts(f"{name}!{member.filename} comment", member.comment + member.extra, depth + 1)
            yield from _texts(f"{name}!{member.filename}", archive.read(member), depth + 1)


def _json_texts(data: bytes) -> Iterator[str]:
    """Give the text of each value of JSON or JSON lines; a list of lines, as notebooks have it, is one text."""
    for part in (data, *(data.splitlines() if data.count(b"\n") < 50_000 else ())):
        if part.lstrip()[:1] in (b"{", b"["):
            try:
                yield from _values(json.loads(part))
            except (ValueError, RecursionError):
                continue


def _values(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _values(inner)
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield "".join(value)
        for inner in value:
            yield from _values(inner)


def _bare(text: str) -> str:
    return "".join(text.split())


def _runs(text: str) -> np.ndarray:
    """Give a number for each run of characters as long as the shortest line; equal runs have equal numbers."""
    letters = np.frombuffer(text.encode("utf-32-le", errors="replace"), dtype=np.uint32).astype(np.uint64)
    count = max(len(letters) - _SHORTEST_LINE + 1, 0)
    numbers = np.zeros(count, dtype=np.uint64)
    for at in range(_SHORTEST_LINE):
        numbers = numbers * np.uint64(1_000_003) + letters[at : at + count]
    return numbers


@cache
def _workshop() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in _NEVLAB.rglob("*.py"))


@cache
def _names(text: str) -> set[str]:
    """Give the names of code that a search index would hold as one term, without case."""
    return {name.lower() for name in re.findall(r"[A-Za-z]\w*_\w+", text, re.ASCII) if len(name) >= _SHORTEST_NAME}
