"""Typed values into facts; pydantic's errors into problems with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from nevbook.curriculum.facts import Facts
from nevbook.curriculum.yaml_text import Key, Lines
from nevbook.problems import Problem, nearest, problem

F = TypeVar("F", bound=Facts)


def validate(
    model: type[F], value: Any, path: str, lines: Lines, way: Key = ()
) -> tuple[F | None, tuple[Problem, ...]]:
    """Make facts of what somebody typed.

    Parameters
    ----------
    model : type
        What the facts must be.
    value : object
        What was typed.
    path : str
        The file, for problems.
    lines : Lines
        Where the file's keys stand.
    way : tuple
        The way to `value` from the top of the file.

    Returns
    -------
    tuple
        The facts, read as far as unknown keys allow, or None; and what is wrong.
    """
    try:
        return model.model_validate(value), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False)
    problems = tuple(_problem(model, detail, path, lines, way) for detail in details)
    if all(detail["type"] == "extra_forbidden" for detail in details):
        # Nothing is missing and nothing wrong: the rest counts, so that one slip does not hide the chapter.
        return model.model_validate(_without(value, [detail["loc"] for detail in details])), problems
    return None, problems


def _problem(model: type[Facts], detail: Any, path: str, lines: Lines, way: Key) -> Problem:
    loc = tuple(part for part in detail["loc"] if part != "[key]")
    line, key = lines.line(*way, *loc), _key(way + loc)
    if detail["type"] == "extra_forbidden":
        known = list(_fields(_owner(model, loc)))
        near = nearest(str(loc[-1]), known)
        return problem("unknown-key", path, line, key=key, nearest=near or "—", known=", ".join(known))
    example = _example(model, loc)
    if detail["type"] == "missing":
        return problem("missing-key", path, line, key=key, example=f"{loc[-1]}: {example}")
    name = loc[-1] if loc and isinstance(loc[-1], str) else ""
    told = f"{name}: {example}" if name else example
    return problem("wrong-value", path, line, key=key, value=_short(detail["input"]), example=told)


def _key(way: Key) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in way) or "—"


def _short(value: Any) -> str:
    text = "∅" if value is None or value == "" else " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:57]}…"


def _models(annotation: Any) -> type[BaseModel] | None:
    """Find the model inside an annotation such as ``tuple[Author, ...]`` or ``BothWords | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _models(part))), None)


def _owner(model: type[BaseModel], loc: Key) -> type[BaseModel]:
    """Give the model that holds the last key of `loc`."""
    for part in loc[:-1]:
        if isinstance(part, str) and part in _fields(model):
            model = _models(_fields(model)[part].annotation) or model
    return model


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Give the fields of a model by the keys that people type."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _example(model: type[BaseModel], loc: Key) -> str:
    """Give the example of the innermost field on the way `loc`."""
    example = ", ".join(f"{name}: {field.examples[0]}" for name, field in _fields(model).items() if field.examples)
    example = "{" + example + "}"
    for part in loc:
        field = _fields(model).get(part) if isinstance(part, str) else None
        if field is None:
            continue
        if field.examples:
            example = str(field.examples[0])
        model = _models(field.annotation) or model
    return example


def _without(value: Any, locs: list[Any]) -> Any:
    """Copy `value` without the keys at `locs`."""
    drop = {loc[0] for loc in locs if len(loc) == 1}
    if isinstance(value, Mapping):
        return {
            key: _without(item, [loc[1:] for loc in locs if len(loc) > 1 and loc[0] == key])
            for key, item in value.items()
            if key not in drop
        }
    if isinstance(value, list):
        return [
            _without(item, [loc[1:] for loc in locs if len(loc) > 1 and loc[0] == index])
            for index, item in enumerate(value)
        ]
    return value
