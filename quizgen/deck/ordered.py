"""The author's own list of all options: whether it can be one."""

from __future__ import annotations

from collections.abc import Mapping as MappingType

from quizgen.deck.model import Content, Fact, Kind, Value
from quizgen.deck.offers import is_answer, path_of
from quizgen.deck.read import clean_text, is_pictured, shorten
from quizgen.deck.types.registry import type_of
from quizgen.diagnostics import Place, Problems
from quizgen.media.model import Media
from quizgen.yaml.nodes import Mapping, Node, Scalar, Sequence

_FEWEST, _MOST = 3, 20
_EXAMPLE = "write all of them in order, the answer among them: [daily, weekly, monthly]"
_PICTURES = "write all of them in order, the answer among them: [{picture: …, alt: …}, …]"


def check_options(node: Mapping, content: Content, problems: Problems) -> None:
    """Report a list `options` beside an answer that is too short or too long, has one twice, or lacks the answer.

    A reference's answer is known only once it is tied to its fact (`check_reference`).
    """
    listed = next((value for name, value in node if name.text == "options"), None)
    if isinstance(listed, Scalar) or (listed is not None and is_pictured(listed)):
        fix = _EXAMPLE if isinstance(listed, Scalar) else _PICTURES
        problems.error("Q237", "`options` takes all options", listed.place, fix)
    if not isinstance(listed, Sequence) or not _are_of_one_sort(listed, content, problems):
        return
    _check_items(listed, content, problems)
    rival = next((name for name, _ in node if name.text in {"only", "distractors"}), None)
    if rival is not None:
        problems.error(
            "Q237",
            f"`options` are all, and `{rival.text}` asks for others",
            rival.place,
            "delete one",
        )


def _are_of_one_sort(listed: Sequence, content: Content, problems: Problems) -> bool:
    """Tell whether the options are words beside words, or pictures beside a picture; what else they are is told."""
    is_picture = type_of(content).media(content) is not None
    if is_picture and not any(map(is_pictured, listed)):
        fix = "write them as pictures: {picture: …, alt: …}; ids of facts with pictures stand under `distractors`"
        problems.error("Q237", "`options` are words, and the answer is none", listed.place, fix)
        return False
    # Each that does not fit has been told (`check_offers`).
    return all(is_pictured(item) == is_picture for item in listed)


def _check_items(listed: Sequence, content: Content, problems: Problems) -> None:
    field_type = type_of(content)
    media = field_type.media(content)
    items = [(item, _name(item)) for item in listed if isinstance(item, Scalar) or path_of(item)]
    if not _FEWEST <= len(items) <= _MOST:
        how = "few" if len(items) < _FEWEST else "many"
        message = f"{len(items)} options are too {how}: an answer has {_FEWEST} to {_MOST}"
        problems.error("Q237", message, listed.place, _PICTURES if media else _EXAMPLE)
        return
    folded = [name if media else name.casefold() for _, name in items]
    for index, (item, name) in enumerate(items):
        if folded[index] in folded[:index]:
            problems.error(
                "Q237",
                f"`{shorten(name)}` stands twice among the options",
                item.place,
                "delete one",
            )
    if media:
        _check_pictures(listed, media, problems)
    elif not field_type.is_tied and not any(field_type.is_said(content, name) for _, name in items):
        _report_missing(content, listed.place, problems)


def _name(item: Node) -> str:
    """Return an option as it is told from others: its text, or the file of a picture."""
    return clean_text(item.text) if isinstance(item, Scalar) else path_of(item)


def _check_pictures(listed: Sequence, content: Media, problems: Problems) -> None:
    """Report options without the picture that is the answer, or with other words for it."""
    answers = [item for item in listed if is_answer(content, item)]
    if not answers:
        _report_missing(content, listed.place, problems)
    for item in answers:
        alt = (
            next((value for name, value in item if name.text == "alt"), None)
            if isinstance(item, Mapping)
            else None
        )
        if isinstance(alt, Scalar) and clean_text(alt.text) != content.alt:
            message = (
                f"`{shorten(content.path)}` is the answer, and is described in other words there"
            )
            problems.error("Q237", message, alt.place, "delete these, or write the same")


def check_reference(
    value: Value, facts: MappingType[str, Fact], kinds: MappingType[str, Kind], problems: Problems
) -> None:
    """Report `options` that lack the name of the fact that a value refers to."""
    target = facts.get(type_of(value.content).fact(value.content))
    if target is None or not value.control.options:
        return
    held = target.values.get(kinds[target.kind].name, ())
    names = {
        name.casefold() for each in held for name in (*_spellings(each.content), *each.control.also)
    }
    if not names & {
        option.casefold() for option in value.control.options if isinstance(option, str)
    }:
        _report_missing(held[0].content if held else value.content, value.place, problems)


def _spellings(content: Content) -> tuple[str, ...]:
    spellings: tuple[str, ...] = type_of(content).spellings(content)
    return spellings


def _report_missing(content: Content, place: Place, problems: Problems) -> None:
    answer = "".join(f", `{shorten(text)}`," for text in _spellings(content))
    problems.error(
        "Q237",
        f"the answer{answer} is not among its `options`",
        place,
        "add it where it is to be printed",
    )
