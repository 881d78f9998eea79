"""Checks of the options that an author offers: words beside words, pictures beside pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from quizgen.deck.model.contents import Content, Offer
from quizgen.deck.model.facts import Control, Value
from quizgen.deck.model.kinds import Field
from quizgen.deck.read import clean_text, is_pictured, shorten
from quizgen.deck.types.registry import type_of
from quizgen.diagnostics import Problems
from quizgen.media.model import Media
from quizgen.yaml.nodes import Mapping, Node, Scalar, Sequence

_OFFERS = ("distractors", "only", "options")
_AS_PICTURE = '{picture: media/file.png, alt: "…"}'


def check_offers(node: Mapping, content: Content, field: Field, problems: Problems) -> None:
    """Report words beside a picture, pictures beside words, and pictures without a description.

    In a field that holds only pictures, a word is the id of a fact.
    """
    media = type_of(content).media(content)
    answer = media if media is not None and media.kind == "image" else None
    for name, listed in node:
        if name.text in _OFFERS:
            _check_offered(name.text, _items(listed), answer, field, problems)


def _check_offered(
    key: str, items: tuple[Node, ...], answer: Media | None, field: Field, problems: Problems
) -> None:
    # If all options are words, the whole list is wrong (`check_options`).
    no_words = any(map(is_pictured, items)) if key == "options" else field.or_picture
    for item in items:
        if is_pictured(item):
            _check_picture(key, item, answer, problems)
        elif isinstance(item, Scalar) and answer and no_words:
            _report_words(key, item, problems)


def _check_picture(key: str, item: Mapping, answer: Media | None, problems: Problems) -> None:
    """Report a picture beside an answer that is none, or one without a description."""
    if answer is None:
        fix = "write all of them in words, or the answer as a picture, too"
        message = f"the answer is no picture, and one of its `{key}` is"
        problems.error("Q238", message, item.place, fix)
    elif not _is_described(item) and not (key == "options" and is_answer(answer, item)):
        path = shorten(path_of(item) or "…")
        fix = f'say what it shows: {{picture: {path}, alt: "…"}}'
        message = "a picture needs words for those who cannot see it"
        problems.error("Q230", message, item.place, fix)


def _report_words(key: str, item: Scalar, problems: Problems) -> None:
    message = f"the answer is a picture, and `{shorten(item.text)}` of its `{key}` is words"
    problems.error("Q238", message, item.place, f"write it as a picture, too: {_AS_PICTURE}")


def check_answers(values: tuple[Value, ...], field: Field, problems: Problems) -> None:
    """Report an answer in words beside one that is a picture: no card could show both alike."""
    if not field.or_picture:
        return
    pictured = [type_of(value.content).media(value.content) is not None for value in values]
    if any(pictured) and not all(pictured):
        fix = "write all of them as pictures, or all in words"
        place = values[pictured.index(not pictured[0])].place
        problems.error("Q238", f"`{field.name}` holds words beside pictures", place, fix)


def _items(listed: Node) -> tuple[Node, ...]:
    """Return the entries of a list; one alone counts as a list of one."""
    return listed.items if isinstance(listed, Sequence) else (listed,)


def _is_described(item: Mapping) -> bool:
    return any(name.text == "alt" for name, _ in item) or not item.whole


def path_of(node: Node) -> str:
    """Return the file that a picture among the options names, "" if it names none."""
    entries = node if isinstance(node, Mapping) else ()
    found = (value for name, value in entries if name.text == "picture")
    return next((_plain(clean_text(each.text)) for each in found if isinstance(each, Scalar)), "")


def _plain(path: str) -> str:
    return posixpath.normpath(path)


def is_answer(content: Content, item: Node) -> bool:
    """Return whether a picture among the options names the same file as the answer."""
    media = type_of(content).media(content)
    return media is not None and path_of(item) == _plain(media.path)


def with_pictures(control: Control, answer: Media, fill: Callable[[Media], Media]) -> Control:
    """Return the control with its pictures filled; among all options, the answer is itself."""

    def filled(offer: Offer) -> Offer:
        return fill(offer) if isinstance(offer, Media) else offer

    def placed(offer: Offer) -> Offer:
        is_it = isinstance(offer, Media) and _plain(offer.path) == _plain(answer.path)
        return answer if is_it else filled(offer)

    return replace(
        control,
        distractors=tuple(map(filled, control.distractors)),
        only=tuple(map(filled, control.only)),
        options=tuple(map(placed, control.options)),
    )


def check_alike(value: Value, problems: Problems) -> None:
    """Report pictures with the bytes or the description of the answer, or of one another."""
    answer, control = type_of(value.content).media(value.content), value.control
    if answer:
        _check_group(answer, control.offered, problems)
        # `check_options` has reported a picture that stands twice among all options.
        named = {_plain(offer.path): offer for offer in control.options if isinstance(offer, Media)}
        _check_group(answer, [offer for offer in named.values() if offer is not answer], problems)


def _check_group(answer: Media, offers: Iterable[Offer], problems: Problems) -> None:
    files = {answer.file: answer}
    described = {_folded(answer): answer}
    for offer in offers:
        if not isinstance(offer, Media):
            continue
        told = _folded(offer)
        if offer.file and offer.file in files:
            message = _same_picture(offer, files[offer.file])
            problems.error("Q238", message, offer.place, "delete one, or give another file")
        elif told and told in described:
            path, other = shorten(offer.path), shorten(described[told].path)
            message = f"`{path}` has the same description as `{other}`"
            problems.error("Q238", message, offer.place, "say how they differ")
        files.setdefault(offer.file, offer)
        described.setdefault(told, offer)


def _folded(media: Media) -> str:
    return " ".join(words(media.alt))


def _same_picture(offer: Media, other: Media) -> str:
    path = shorten(offer.path)
    if offer.path == other.path:
        return f"`{path}` stands beside itself"
    return f"`{path}` is the same picture as `{shorten(other.path)}`, and stands beside it"


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, to compare descriptions."""
    return re.findall(r"\w+", text.casefold())
