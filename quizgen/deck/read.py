"""Reads YAML nodes into checked Python values, as the key table says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Mapping as MappingType
from decimal import Decimal
from typing import Any, TypeGuard

from quizgen.deck.dates import DateError, PartialDate, parse_date
from quizgen.deck.keys.facts import MISTAKEN_KEYS, PICTURE_KEYS
from quizgen.deck.keys.key import Key, Shape, Table
from quizgen.deck.model.facts import Mistaken
from quizgen.diagnostics import Place, Problems, did_you_mean, slip_of
from quizgen.media.model import Media
from quizgen.yaml.nodes import Broken, Mapping, Node, Scalar, Sequence

_ID = re.compile(r"[^\W_](?:[\w-]{0,78}[^\W_])?")
# Characters without a shape: joiners, selectors, Hangul fillers, the empty Braille pattern.
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_FILLERS = "\u034f\ufe0e\ufe0f\u115f\u1160\u2800\u3164\uffa0"
_FLAGS = {"true": True, "false": False}
# Other programs read these as true and false.
_MEANT_BY = {
    **dict.fromkeys(("yes", "on", "true", "1"), "true"),
    **dict.fromkeys(("no", "off", "false", "0"), "false"),
}


def read_keys(node: Mapping, table: Table, problems: Problems) -> dict[str, Any]:
    """Return key -> value for a mapping with the table's keys; sections stay nodes.

    Unknown keys, wrong shapes and missing keys are reported, and left out of the result.
    """
    read: dict[str, Any] = {}
    for name, value in node:
        key = table.get(name.text)
        if key is None:
            unknown_key(name, table, problems)
            continue
        converted = read_shape(key, value, problems)
        if converted is not None:
            read[key.name] = converted
    written = {name.text for name, _ in node}
    for key in table.values():
        if key.required and key.name not in written and node.whole:
            problems.error("Q202", f"the key `{key.name}` is missing", node.place, key.to_add)
    return read


def unknown_key(name: Scalar, known: MappingType[str, object], problems: Problems) -> None:
    """Report a key that is not in the table; fields of a kind are offered before other keys."""
    meant = _meant(name.text, known)
    fields = [each for each, what in known.items() if not isinstance(what, Key)]
    fix = f"did you mean `{meant}`?" if meant else did_you_mean(name.text, known, fields)
    mend = meant or slip_of(name.text, known)
    problems.error("Q201", f"unknown key `{shorten(name.text)}`", name.place, fix, mend=mend)


def _meant(written: str, known: MappingType[str, object]) -> str:
    """Return the key that people often confuse with this one, "" for none."""
    keys = (key for key in known.values() if isinstance(key, Key))
    return next((key.name for key in keys if written in key.mistaken), "")


def read_shape(key: Key, node: Node, problems: Problems) -> Any:  # noqa: ANN401 - as key.shape says
    """Return the node's value in the key's shape, None after reporting another shape."""
    if isinstance(node, Broken):
        return None
    if key.shape is Shape.SECTION:
        if isinstance(node, Mapping):
            return node
        fix = f"write them below it, indented; {key.told}"
        problems.error("Q203", f"`{key.name}` takes {key.shape.value}", node.place, fix)
        return None
    if key.shape is Shape.EITHER and isinstance(node, Mapping):
        return node
    if key.shape in _NODE_SHAPES:
        return _NODE_SHAPES[key.shape](key, node, problems)
    text = read_text_node(key.name, node, problems)
    return None if text is None else _SCALAR_SHAPES[key.shape](key, text, node, problems)


# What to write for keys that cannot be left out.
_TO_FILL = {
    "alt": "say what the picture shows; if nobody needs to see it, delete the picture",
}


def read_text_node(name: str, node: Node, problems: Problems) -> str | None:
    """Return a scalar's text, normalised to NFC, None after reporting anything else."""
    if isinstance(node, Broken):
        return None
    if not isinstance(node, Scalar):
        shape = "a list" if isinstance(node, Sequence) else "keys of its own"
        fix = "write one text"
        if isinstance(node, Mapping) and node.place.length and not node.entries:
            fix = "quote braces that are part of the text"
        problems.error("Q203", f"`{name}` takes one value, not {shape}", node.place, fix)
        return None
    if is_blank(node.text):
        fix = _TO_FILL.get(name, "write one, or delete the key")
        problems.error("Q204", f"`{name}` has no value", node.place, fix)
        return None
    return clean_text(node.text)


def read_texts(name: str, node: Node, problems: Problems) -> tuple[str, ...] | None:
    """Return the texts of a list; a single text counts as a list of one."""
    if isinstance(node, Sequence):
        read = [read_text_node(name, item, problems) for item in node]
        return tuple(text for text in read if text is not None)
    if isinstance(node, Mapping):
        problems.error("Q203", f"`{name}` takes a list", node.place, f"write `{name}: [one, two]`")
        return None
    text = read_text_node(name, node, problems)
    return None if text is None else (text,)


def clean_text(text: str) -> str:
    """Return the text in Unicode's composed form (NFC) without space around it."""
    return unicodedata.normalize("NFC", text).strip()


def is_blank(text: str) -> bool:
    """Tell whether a text has no visible character, only spaces, controls, joiners and fillers."""
    if text[:1].isascii() and text[:1].isalnum():
        return False
    return all(unicodedata.category(char) in _UNSEEN or char in _FILLERS for char in text)


def shorten(text: str, most: int = 40) -> str:
    """Return the text cut to `most` characters for showing it in a message."""
    return text if len(text) <= most else text[: most - 1] + "…"


def check_id(node: Scalar, problems: Problems) -> bool:
    """Tell whether an id is well-formed, and report it if not."""
    is_normal = node.text.isascii() or unicodedata.is_normalized("NFC", node.text)
    if is_normal and _ID.fullmatch(node.text):
        return True
    words = unicodedata.normalize("NFC", node.text).strip().lower()
    proposal = re.sub(r"[^\w]+", "-", words).strip("-_")[:80]
    fix = "use letters, digits and hyphens" + (f": `{proposal}`" if proposal else "")
    shown = f"`{shorten(node.text)}`" if node.text.strip() else "an empty text"
    problems.error("Q205", f"{shown} is not an id", node.place, fix, mend=proposal)
    return False


def read_date(text: str, place: Place, problems: Problems) -> PartialDate | None:
    """Return the date in the text, None after reporting why there is none."""
    try:
        return parse_date(text)
    except DateError as error:
        problems.error("Q206", error.message, place, error.fix, mend=error.mend)
        return None


def _text(_key: Key, text: str, _node: Node, _problems: Problems) -> str:
    return text


def _date(_key: Key, text: str, node: Node, problems: Problems) -> PartialDate | None:
    return read_date(text, node.place, problems)


def _id(_key: Key, text: str, node: Node, problems: Problems) -> str | None:
    return text if isinstance(node, Scalar) and check_id(node, problems) else None


def _whole(key: Key, text: str, node: Node, problems: Problems) -> int | None:
    digits = re.fullmatch(r"[0-9]{1,12}", text)
    if digits and key.least <= int(text) <= key.most:
        return int(text)
    message = (
        f"`{key.name}` must be a whole number from {key.least} to {key.most}, not `{shorten(text)}`"
    )
    problems.error("Q207", message, node.place, key.told)
    return None


def _flag(key: Key, text: str, node: Node, problems: Problems) -> bool | None:
    if text in _FLAGS:
        return _FLAGS[text]
    problems.error(
        "Q208",
        f"`{key.name}` must be true or false, not `{shorten(text)}`",
        node.place,
        "write `true` or `false`",
        mend=_MEANT_BY.get(text.lower(), ""),
    )
    return None


def _choice(key: Key, text: str, node: Node, problems: Problems) -> str | None:
    if not key.choices or text in key.choices:
        return text
    fix = did_you_mean(text, key.choices)
    mend = slip_of(text, key.choices)
    message = f"`{key.name}` cannot be `{shorten(text)}`"
    problems.error("Q209", message, node.place, fix, mend=mend)
    return None


def _choices(key: Key, node: Node, problems: Problems) -> tuple[str, ...] | None:
    texts = read_texts(key.name, node, problems)
    places = [item.place for item in node] if isinstance(node, Sequence) else [node.place]
    known = []
    for text, place in zip(texts or (), places, strict=False):
        if not key.choices or text in key.choices:
            known.append(text)
        else:
            fix = did_you_mean(text, key.choices)
            mend = slip_of(text, key.choices)
            message = f"`{key.name}` cannot hold `{shorten(text)}`"
            problems.error("Q209", message, place, fix, mend=mend)
    return None if texts is None else tuple(dict.fromkeys(known))


def _points(key: Key, text: str, node: Node, problems: Problems) -> Decimal | None:
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", text) and (Decimal(text) or not key.least):
        return Decimal(text)
    message = f"`{key.name}` is a number such as 1, 2 or 0.5, not `{shorten(text)}`"
    problems.error("Q207", message, node.place, key.told)
    return None


def _texts(key: Key, node: Node, problems: Problems) -> tuple[str, ...] | None:
    return read_texts(key.name, node, problems)


def _offers(key: Key, node: Node, problems: Problems) -> tuple[str | Media, ...] | None:
    """Return the texts and pictures of a list; a single one counts as a list of one."""
    if isinstance(node, Mapping) and not is_pictured(node):
        return read_texts(key.name, node, problems)
    read = [
        _picture(item, problems) if is_pictured(item) else read_text_node(key.name, item, problems)
        for item in (node.items if isinstance(node, Sequence) else (node,))
    ]
    return tuple(each for each in read if each is not None)


def is_pictured(node: Node) -> TypeGuard[Mapping]:
    """Tell whether a node is written as a picture: {picture: …, alt: …}."""
    return isinstance(node, Mapping) and any(name.text in PICTURE_KEYS for name, _ in node)


def _picture(node: Mapping, problems: Problems) -> Media | None:
    """Return a picture among the options; the answer decides whether it needs a description."""
    read = read_keys(node, PICTURE_KEYS, problems)
    place = next((value.place for name, value in node if name.text == "picture"), node.place)
    if "picture" not in read:
        return None
    return Media("image", read["picture"], read.get("alt", ""), place=place)


def _mistaken(key: Key, node: Node, problems: Problems) -> tuple[Mistaken, ...]:
    """Return the look-alikes of a list; a single one counts as a list of one."""
    items = node.items if isinstance(node, Sequence) else (node,)
    read = (_look_alike(key, item, problems) for item in items)
    return tuple(each for each in read if each is not None)


def _look_alike(key: Key, node: Node, problems: Problems) -> Mistaken | None:
    if isinstance(node, Mapping):
        read = read_keys(node, MISTAKEN_KEYS, problems)
        return Mistaken(read["value"], read.get("why", "")) if "value" in read else None
    text = read_text_node(key.name, node, problems)
    return None if text is None else Mistaken(text)


def _grouped(key: Key, node: Node, problems: Problems) -> Mapping | tuple[str, ...] | None:
    return node if isinstance(node, Mapping) else read_texts(key.name, node, problems)


def _listed(_key: Key, node: Node, _problems: Problems) -> Node:
    return node


_NODE_SHAPES: dict[Shape, Callable[[Key, Node, Problems], Any]] = {
    Shape.TEXTS: _texts,
    Shape.CHOICES: _choices,
    Shape.LISTED: _listed,
    Shape.OFFERS: _offers,
    Shape.MISTAKEN: _mistaken,
    Shape.GROUPED: _grouped,
}
_SCALAR_SHAPES: dict[Shape, Callable[[Key, str, Node, Problems], Any]] = {
    Shape.TEXT: _text,
    Shape.EITHER: _text,
    Shape.DATE: _date,
    Shape.ID: _id,
    Shape.WHOLE: _whole,
    Shape.POINTS: _points,
    Shape.FLAG: _flag,
    Shape.CHOICE: _choice,
}
