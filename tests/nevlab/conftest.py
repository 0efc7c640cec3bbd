"""Each test of the workshop starts outside a class, a page and a grader, in English."""

from __future__ import annotations

import json

import pytest

from nevlab import labels


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch, tmp_path):
    for name in ("NEVLAB_STATIC", "NEVLAB_CLASS", "NEVLAB_STUDENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NEVLAB_LANG", "en")
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def handed_out(tmp_path):
    """Give a function that lays a handed-out record into the working folder, with further events behind it."""

    def lay(exercise: str = "tiny", *events: dict, language: str = "en") -> None:
        opened = {
            "event": "opened", "format": 1, "nevlab": "0.1.0",
            "exercise": exercise, "class": "nev24-1", "language": language,
        }  # fmt: skip
        lines = [
            json.dumps({"n": n, "at": "2026-11-21T12:00:00Z", **event}) + "\n"
            for n, event in enumerate([opened, *events], start=1)
        ]
        (tmp_path / f"{exercise}.jobcard.jsonl").write_text("".join(lines), encoding="utf-8")

    return lay
