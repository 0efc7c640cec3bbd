"""MyST Markdown as the plain Markdown that every notebook shows: directives, roles and notes in readable words.

The text is read by MyST's own parser, and written again by mdformat.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nevbook.curriculum.markdown import CODE_DIRECTIVES, Directive, directive, html_images, is_chinese_break

#: As the book's settings have them: what of MyST an author can write.
_SYNTAX = [
    "amsmath",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "html_image",
    "substitution",
    "tasklist",
]
#: Directives that docutils titles by their names.
_TITLED = ("attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning")
_DANGEROUS = {"attention", "caution", "danger", "warning", "high-voltage"}
#: What a reader never sees.
_UNSEEN = ("front_matter", "myst_target", "myst_line_comment", "myst_block_break")
_TITLE_AND_TARGET = re.compile(r"(.+?)\s*<[^<>]+>", re.DOTALL)


@dataclass(frozen=True)
class Elsewhere:
    """What becomes of the things outside itself that a text names.

    Parameters
    ----------
    link : callable
        From a link's target to the address that the notebook links to; an empty one leaves the words alone.
    image : callable
        From an image's target to its address.
    cite : callable
        From the keys of cited works to what stands in the text for them.
    """

    link: Callable[[str], str] = str
    image: Callable[[str], str] = str
    cite: Callable[[list[str]], str] = ", ".join


def plain(texts: Iterable[str], language: str, elsewhere: Elsewhere | None = None) -> list[str]:
    """Write the texts of one document's cells as plain Markdown.

    Parameters
    ----------
    texts : iterable of str
        Notes and link targets that stand in one of them are known in all.
    language : str
        ``"en"`` or ``"zh"``, for the titles of notices.
    elsewhere : Elsewhere, optional
        Without it, links and images stay as they are, and works are cited by their keys.
    """
    cells = list(texts)
    writer = _Writer(language, elsewhere or Elsewhere())
    writer.read("\n\n".join(cells))
    return [writer.write(text).rstrip("\n") for text in cells]


class _Writer:
    """Writes texts; to mdformat it is a plugin that brings renderers."""

    def __init__(self, language: str, elsewhere: Elsewhere) -> None:
        from docutils.languages import get_language
        from mdformat.plugins import PARSER_EXTENSIONS
        from mdformat.renderer import MDRenderer
        from myst_parser.config.main import MdParserConfig
        from myst_parser.parsers.mdit import create_md_parser

        self._titles: Mapping[str, str] = get_language({"zh": "zh-cn"}.get(language, language), None).labels
        self._elsewhere = elsewhere
        self._known: dict[str, Any] = {}
        renderer: Any = MDRenderer
        self._parser = create_md_parser(MdParserConfig(enable_extensions=set(_SYNTAX)), renderer)
        self._parser.core.ruler.push("unseen", _drop_unseen)
        self._parser.options["mdformat"] = {"number": True}
        self._parser.options["parser_extension"] = [PARSER_EXTENSIONS["tables"], PARSER_EXTENSIONS["gfm"], self]
        self.RENDERERS: dict[str, Callable[[Any, Any], str]] = {
            "fence": self._fence,
            "colon_fence": self._fence,
            "myst_role": self._role,
            "link": self._link,
            "image": self._image,
            "html_block": self._html,
            "html_inline": self._html,
            "softbreak": _line_break,
            "math_inline": lambda node, _: f"${node.content}$",
            "math_inline_double": lambda node, _: f"$${node.content}$$",
            "math_block": lambda node, _: f"$$\n{node.content.strip()}\n$$",
            "math_block_label": lambda node, _: f"$$\n{node.content.strip()}\n$$",
            "amsmath": lambda node, _: node.content.strip(),
            "footnote_ref": lambda node, _: f"<sup>[{node.meta['label']}]</sup>",
            "footnote_reference": lambda node, context: f"[{node.meta['label']}] {_blocks(node, context)}",
            "span": _inside,
            "dl": _blocks,
            "dt": lambda node, context: f"**{_inside(node, context)}**",
            "dd": _blocks,
            "field_list": _blocks,
            "fieldlist_name": lambda node, context: f"**{_inside(node, context)}**",
            "fieldlist_body": _blocks,
            "substitution_inline": lambda node, _: f"{{{{{node.content}}}}}",
            "substitution_block": lambda node, _: f"{{{{{node.content}}}}}",
        }

    def read(self, text: str) -> None:
        """Learn the notes and the link targets of a text."""
        self._parser.parse(text, self._known)

    def write(self, text: str) -> str:
        """Write a text, or a part of one, as plain Markdown."""
        notes = dict.fromkeys(self._known.get("footnotes", {}).get("refs", ()), -1)
        known = {"references": self._known.get("references", {}), "footnotes": {"refs": notes, "list": {}}}
        return str(self._parser.render(text, known)).strip("\n")

    def _fence(self, node: Any, context: Any) -> str:
        from mdformat.renderer import DEFAULT_RENDERERS

        found = directive(node)
        if found is None:
            return DEFAULT_RENDERERS["fence"](node, context) if node.type == "fence" else self.write(node.content)
        if found.name in CODE_DIRECTIVES:
            marks = "`" * max(3, len(node.markup))
            return f"{marks}{found.argument}\n{found.body.rstrip()}\n{marks}"
        if found.name == "math":
            return f"$$\n{found.body.strip()}\n$$"
        if found.name in ("image", "figure"):
            shown = f"![{found.options.get('alt', '')}]({self._elsewhere.image(found.argument)})"
            return "\n\n".join(filter(None, (shown, self.write(found.body))))
        if found.name == "dropdown":
            return f"<details><summary>{found.argument}</summary>\n\n{self.write(found.body)}\n\n</details>"
        if found.name in (*_TITLED, "admonition", "seealso"):
            return self._notice(found)
        title = f"**{self.write(found.argument)}**" if found.argument else ""
        return "\n\n".join(filter(None, (title, self.write(found.body))))

    def _notice(self, found: Directive) -> str:
        """Write a notice as a quotation with a title."""
        of_its_own = found.name == "admonition"
        title = found.argument if of_its_own else self._titles.get(found.name, found.name)
        body = found.body if of_its_own else f"{found.argument}\n{found.body}"
        kinds = {found.name, *found.options.get("class", "").split()}
        rows = [f"**{'⚠ ' if kinds & _DANGEROUS else ''}{title}**", "", *self.write(body).split("\n")]
        return "\n".join(f"> {row}".rstrip() for row in rows)

    def _role(self, node: Any, _context: Any) -> str:
        name, text = node.meta["name"], node.content
        if name == "math":
            return f"${text}$"
        if name.partition(":")[0] == "cite":
            return self._elsewhere.cite([key.strip() for key in text.split(",")])
        if name in ("sub", "sup", "kbd"):
            return f"<{name}>{text}</{name}>"
        titled = _TITLE_AND_TARGET.fullmatch(text)
        return titled[1] if titled else text

    def _link(self, node: Any, context: Any) -> str:
        from mdformat.renderer import DEFAULT_RENDERERS

        address = self._elsewhere.link(node.attrs["href"])
        if not address:
            return _inside(node, context)
        node.attrs["href"] = address
        return DEFAULT_RENDERERS["link"](node, context)

    def _image(self, node: Any, context: Any) -> str:
        from mdformat.renderer import DEFAULT_RENDERERS

        node.attrs["src"] = self._elsewhere.image(node.attrs["src"])
        return DEFAULT_RENDERERS["image"](node, context)

    def _html(self, node: Any, _context: Any) -> str:
        text = str(node.content).rstrip("\n")
        for tag, image in html_images(text):
            text = text.replace(tag, tag.replace(image.target, self._elsewhere.image(image.target)))
        return text


def _drop_unseen(state: Any) -> None:
    state.tokens = [token for token in state.tokens if token.type not in _UNSEEN]


def _inside(node: Any, context: Any) -> str:
    return "".join(child.render(context) for child in node.children)


def _blocks(node: Any, context: Any) -> str:
    return "\n\n".join(child.render(context) for child in node.children)


def _line_break(node: Any, _context: Any) -> str:
    line = node.siblings
    at = line.index(node)
    before, behind = ("".join(map(_text, part)) for part in (line[:at], line[at + 1 :]))
    return "" if is_chinese_break(before, behind) else "\n"


def _text(node: Any) -> str:
    return "".join(map(_text, node.children)) if node.children else str(node.content)
