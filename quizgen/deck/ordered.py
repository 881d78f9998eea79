"""Checks of an author's list of all options."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingType

from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Kind
from quizgen.deck.offers import is_answer, path_of
from quizgen.deck.read import clean_text, is_pictured, shorten
from quizgen.deck.types.registry import type_of
from quizgen.diagnostics import Place, Problems
from quizgen.language.labels import truth_words
from quizgen.media.model import Media
from quizgen.yaml.nodes import Mapping, Node, Scalar, Sequence

_FEWEST, _MOST = 3, 20
_EXAMPLE = "write all of them in order, the answer among them: [daily, weekly, monthly]"
_PICTURES = "write all of them in order, the answer among them: [{picture: …, alt: …}, …]"

# The keys that offer other options.
_RIVALS = frozenset(["only", "distractors", "mistaken_for"])


def check_options(node: Mapping, content: Content, problems: Problems) -> None:
    """Report `options` that are too few or too many, repeat one, or lack the answer.

    The answer of a reference is known only once it is tied to its fact (`check_reference`).
    """
    listed = next((value for name, value in node if name.text == "options"), None)
    if isinstance(listed, Scalar):
        problems.error("Q237", "`options` takes all options", listed.place, _EXAMPLE)
    elif listed is not None and is_pictured(listed):
        problems.error("Q237", "`options` takes all options", listed.place, _PICTURES)
    elif isinstance(listed, Sequence) and _are_of_one_sort(listed, content, problems):
        _check_items(listed, content, problems)
        _check_rivals(node, problems)


def _check_rivals(node: Mapping, problems: Problems) -> None:
    """Report further options beside a list of all of them."""
    rival = next(
        (name for name, _ in node if name.text in {"only", "distractors", "mistaken_for"}), None
    )
    if rival is not None:
        message = f"`options` are all, and `{rival.text}` asks for others"
        problems.error("Q237", message, rival.place, "delete one")


def _are_of_one_sort(listed: Sequence, content: Content, problems: Problems) -> bool:
    """Return whether the options are words beside words, or pictures beside a picture."""
    is_picture = type_of(content).media(content) is not None
    if is_picture and not any(map(is_pictured, listed)):
        fix = (
            "write them as pictures: {picture: …, alt: …}; "
            "ids of facts with pictures stand under `distractors`"
        )
        message = "`options` are words, and the answer is a picture or sound"
        problems.error("Q237", message, listed.place, fix)
        return False
    # `check_offers` has reported each one that does not fit.
    return all(is_pictured(item) == is_picture for item in listed)


def _check_items(listed: Sequence, content: Content, problems: Problems) -> None:
    media = type_of(content).media(content)
    items = [(item, _name(item)) for item in listed if isinstance(item, Scalar) or path_of(item)]
    fewest = 2 if _are_true_and_false([name for _, name in items]) else _FEWEST
    if not fewest <= len(items) <= _MOST:
        how = "few" if len(items) < _FEWEST else "many"
        message = f"{len(items)} options are too {how}: an answer has {_FEWEST} to {_MOST}"
        problems.error("Q237", message, listed.place, _PICTURES if media else _EXAMPLE)
        return
    _check_doubles(items, problems, are_paths=media is not None)
    if media:
        _check_pictures(listed, media, problems)
    elif not _holds(content, (name for _, name in items)):
        _report_missing(content, listed.place, problems)


def _are_true_and_false(names: Iterable[str]) -> bool:
    """Return whether two options make a question of true or false, in any shipped language."""
    folded, (yes, no) = {name.casefold() for name in names}, truth_words()
    return len(folded) == 2 and bool(folded & yes and folded & no)


def _check_doubles(items: list[tuple[Node, str]], problems: Problems, *, are_paths: bool) -> None:
    """Report options that stand twice in the list."""
    seen: set[str] = set()
    for item, name in items:
        folded = name if are_paths else name.casefold()
        if folded in seen:
            message = f"`{shorten(name)}` stands twice among the options"
            problems.error("Q237", message, item.place, "delete one")
        seen.add(folded)


def _holds(content: Content, names: Iterable[str]) -> bool:
    """Return whether one of the names is the answer, or may be once it is tied to its fact."""
    field_type = type_of(content)
    return field_type.is_tied or any(field_type.is_said(content, name) for name in names)


def _name(item: Node) -> str:
    """Return what tells an option from others: its text, or the file of a picture."""
    return clean_text(item.text) if isinstance(item, Scalar) else path_of(item)


def _check_pictures(listed: Sequence, content: Media, problems: Problems) -> None:
    """Report options without the picture that is the answer, or with other words for it."""
    answers = [item for item in listed if is_answer(content, item)]
    if not answers:
        _report_missing(content, listed.place, problems)
    for item in answers:
        entries = item if isinstance(item, Mapping) else ()
        alt = next((value for name, value in entries if name.text == "alt"), None)
        if isinstance(alt, Scalar) and clean_text(alt.text) != content.alt:
            path = shorten(content.path)
            message = f"`{path}` is the answer, and has another description there"
            problems.error("Q237", message, alt.place, "delete this one, or write the same")


def check_reference(
    value: Value, facts: MappingType[str, Fact], kinds: MappingType[str, Kind], problems: Problems
) -> None:
    """Report `options` that lack the name of the fact that a value refers to."""
    target = facts.get(type_of(value.content).fact(value.content))
    if target is None or not value.control.options:
        return
    held = target.values.get(kinds[target.kind].name, ())
    written = ((*_spellings(each.content), *each.control.also) for each in held)
    names = {name.casefold() for each in written for name in each}
    options = {each.casefold() for each in value.control.options if isinstance(each, str)}
    if not names & options:
        _report_missing(held[0].content if held else value.content, value.place, problems)


def _spellings(content: Content) -> tuple[str, ...]:
    return type_of(content).spellings(content)


def _report_missing(content: Content, place: Place, problems: Problems) -> None:
    answer = "".join(f", `{shorten(text)}`," for text in _spellings(content))
    message = f"the answer{answer} is not among its `options`"
    problems.error("Q237", message, place, "add it at its place in the order")
