"""Marked texts as Markdown that any program reads: CommonMark, with `$` around formulas."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from markdown_it import MarkdownIt

from quizgen.markup.nodes import (
    Code,
    CodeBlock,
    Formula,
    Link,
    Listing,
    Node,
    Nodes,
    Span,
    Style,
    is_address,
    is_block,
    unlinked,
    without_stray_signs,
)
from quizgen.markup.written import nodes_of

# Signs that mean something within a line, and those that do at its beginning.
_SIGNS = re.compile(r"[\\`*_\[\]<>#|~$&!]")
_AT_START = re.compile(r"^([-+=]|\d+(?=[.)]))", re.MULTILINE)
# Programs take these for formulas, entities, tags and code, whatever stands around them.
_NEVER_PLAIN = re.compile(r"[`<>$&\\~|]")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_MARKS = {Style.EMPHASIS: "*", Style.STRONG: "**"}
_MARK_SIGNS = frozenset("*_")
_TAGS = {
    Style.EMPHASIS: "em",
    Style.STRONG: "strong",
    Style.SUBSCRIPT: "sub",
    Style.SUPERSCRIPT: "sup",
}


def commonmark(text: str) -> str:
    """Return a marked text as Markdown; lines that follow a block stand in paragraphs."""
    return _of_nodes(tuple(without_stray_signs(nodes_of(text)))).strip()


def heading(text: str) -> str:
    """Return a marked text as Markdown on one line, where no sign is left unescaped."""
    return " ".join(_joined(nodes_of(text), plain=False).replace("\\\n", " ").split())


def indented(text: str, width: int) -> str:
    """Return lines of Markdown that belong to an item of a list, but for the first one."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)


def _of_nodes(nodes: Nodes) -> str:
    made = _joined(nodes, plain=len(nodes) == 1)
    made = re.sub(r"\n{3,}", "\n\n", made)
    # A paragraph neither begins nor ends with a line break.
    return re.sub(r"(\A|\n\n)(?:\\\n)+", r"\1", re.sub(r"(?:\\\n)+(?=\n|\Z)", "\n", made))


def _joined(nodes: Nodes, *, plain: bool) -> str:
    """Return nodes one after the other; words that are `plain` need no escapes if alone."""
    made = ""
    for node, after in zip(nodes, (*nodes[1:], ""), strict=True):
        if is_block(node):
            made += f"\n\n{_block(node)}\n\n"
        elif isinstance(node, Span):
            made += _span(node, made[-1:], after[:1] if isinstance(after, str) else "")
        else:
            words = _inline(node, plain=plain)
            # Two codes side by side would be one.
            is_beside = made.endswith("`") and words.startswith("`")
            made += f"<!-- -->{words}" if is_beside else words
    return made


def _span(span: Span, before: str, after: str) -> str:
    inner = _joined(span.parts, plain=False)
    mark = _MARKS.get(span.style, "")
    within = before.isalnum() or after.isalnum() or before in _MARK_SIGNS or after in _MARK_SIGNS
    # Within a word, or beside another mark, asterisks would be mere signs.
    if not mark or within or not (inner[:1].isalnum() and inner[-1:].isalnum()):
        tag = _TAGS[span.style]
        return f"<{tag}>{inner}</{tag}>"
    return f"{mark}{inner}{mark}"


def _block(node: Node) -> str:
    if isinstance(node, CodeBlock):
        text = node.text.rstrip("\n")
        fence = _fence(text, 3)
        return f"{fence}{node.language}\n{text}\n{fence}"
    if isinstance(node, Listing):
        marks = (f"{number}. " if node.numbered else "- " for number in range(1, 10_000))
        items = zip(marks, node.items, strict=False)
        return "\n".join(
            mark + indented(_of_nodes(item).strip(), len(mark)) for mark, item in items
        )
    return f"$$\n{node.latex}\n$$" if isinstance(node, Formula) else ""


def _inline(node: Node, *, plain: bool) -> str:  # noqa: PLR0911 - one for each node
    match node:
        case str():
            return _words(node, plain=plain)
        case Span():
            return _span(node, "", "")
        case Link() if not is_address(node.address):
            return _all(node.parts)
        case Link():
            address = re.sub(r"[<>\\\s]", lambda sign: f"%{ord(sign[0]):02X}", node.address)
            return f"[{_all(unlinked(node.parts))}](<{address}>)"
        case Code():
            return _code(node.text)
        case Formula():
            # A formula ends where its second sign stands.
            return f"${' '.join(node.latex.split())}$".replace("|", r"\vert ")
        case CodeBlock() | Listing():
            return _all(_flat(node))


def _all(nodes: Nodes) -> str:
    return _joined(nodes, plain=False)


def _flat(node: CodeBlock | Listing) -> Nodes:
    if isinstance(node, CodeBlock):
        return (Code(node.text),)
    parts: list[Node] = []
    for item in node.items:
        parts += ["; ", *item] if parts else list(item)
    return tuple(parts)


def _code(text: str) -> str:
    line = " ".join(text.split("\n"))
    fence = _fence(line, 1)
    pad = " " if line.startswith(("`", " ")) or line.endswith(("`", " ")) else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def _fence(text: str, least: int) -> str:
    runs = [len(run) for run in re.findall("`+", text)]
    return "`" * max(least, max(runs, default=0) + 1)


def _words(text: str, *, plain: bool) -> str:
    """Return plain words as Markdown that means them; a line break in them stays one."""
    if plain and _is_plain(text):
        return text
    # Blanks at the beginning of a line would hide the sign that begins it.
    lines = _LINE_BREAK.sub("\n", text)
    escaped = _AT_START.sub(_escaped_start, _SIGNS.sub(r"\\\g<0>", lines))
    return escaped.replace("\n", "\\\n")


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}"


@lru_cache(maxsize=4096)
def _is_plain(text: str) -> bool:
    """Return whether Markdown means a text by itself, so that it needs no escapes."""
    if _NEVER_PLAIN.search(text) or "\n" in text:
        return False
    tokens = _reader().parse(text)
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return False
    children = tokens[1].children or []
    return [(child.type, child.content) for child in children] == [("text", text)]


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["strikethrough", "table"])
