"""Checks an author's other and wrong answers: none may be both, and none a name beside a date."""

from __future__ import annotations

from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Content
from quizgen.deck.model.kinds import Kind
from quizgen.deck.read import clean_text, shorten
from quizgen.deck.types.registry import type_of
from quizgen.diagnostics import Problems
from quizgen.language.symbols import folded_case
from quizgen.yaml.nodes import Mapping, Node, Scalar, Sequence

_WRONG = ("mistaken_for", "distractors", "only", "not")


def check_wrong(node: Mapping, content: Content, problems: Problems) -> None:
    """Report a right answer among the wrong ones; warn of several wrong ones in one text."""
    others = {
        folded_case(clean_text(item.text))
        for name, listed in node
        if name.text == "also"
        for item in _texts(listed)
    }
    for name, listed in node:
        if name.text not in _WRONG:
            continue
        check_list(name.text, listed, problems)
        for item in _texts(listed):
            text = clean_text(item.text)
            if folded_case(text) in others or _is_answer(content, text):
                message = f"`{shorten(text)}` is the answer, but stands under `{name.text}`"
                fix = "delete it: only wrong answers belong there"
                problems.error("Q240", message, item.place, fix)


def check_no_names(node: Mapping, content: Content, kind: Kind, problems: Problems) -> None:
    """Report other names of a fact where other spellings of its date belong."""
    field_type = type_of(content)
    if not (isinstance(content, PartialDate) and kind.name):
        return
    for item in (item for name, listed in node if name.text == "also" for item in _texts(listed)):
        text = clean_text(item.text)
        if field_type.meant(text) is None and not any(map(str.isdigit, text)):
            message = (
                f"`also` gives the date of this {kind.one} again, and `{shorten(text)}` is no date"
            )
            fix = f"write another name with the name: `{kind.name}: {{value: …, also: …}}`"
            problems.error("Q213", message, item.place, fix)


def check_list(name: str, node: Node, problems: Problems) -> None:
    """Report one plain text with commas where a list belongs."""
    if not isinstance(node, Scalar) or not node.plain or ", " not in node.text:
        return
    message = f"`{name}` is one text with a comma in it, not a list"
    items = ", ".join(filter(None, (part.strip() for part in node.text.split(","))))
    fix = f"write `{name}: [{shorten(items, 60)}]`, or put the one text between quotation marks"
    problems.error("Q241", message, node.place, fix, mend=f"[{items}]")


def _is_answer(content: Content, text: str) -> bool:
    # If a sentence has several blanks, the answer to one may be a wrong answer in another.
    field_type = type_of(content)
    return len(field_type.blanks(content)) <= 1 and field_type.is_said(content, text)


def _texts(listed: Node) -> list[Scalar]:
    items = listed.items if isinstance(listed, Sequence) else (listed,)
    values = [_value_in(item) if isinstance(item, Mapping) else item for item in items]
    return [value for value in values if isinstance(value, Scalar)]


def _value_in(item: Mapping) -> Node | None:
    """Return what a look-alike with keys of its own has as its value."""
    return next((value for name, value in item if name.text == "value"), None)
