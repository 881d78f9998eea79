"""What an author offers beside an answer: words beside words, pictures beside a picture, and these told apart."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from quizgen.deck.model import Content, Control, Field, Offer, Value
from quizgen.deck.read import clean_text, is_pictured, shorten
from quizgen.deck.types.registry import type_of
from quizgen.diagnostics import Problems
from quizgen.media.model import Media
from quizgen.yaml.nodes import Mapping, Node, Scalar, Sequence

_OFFERS = ("distractors", "only", "options")
_AS_PICTURE = '{picture: media/file.png, alt: "…"}'


def check_offers(node: Mapping, content: Content, field: Field, problems: Problems) -> None:
    """Report words offered beside a picture, pictures offered beside words, and pictures without words of their own.

    In a field of pictures alone, a word is the id of a fact.
    """
    media = type_of(content).media(content)
    pictured = media is not None and media.kind == "image"
    for key, items in (
        (name.text, _items(listed)) for name, listed in node if name.text in _OFFERS
    ):
        # Of options that are all words, the list is what is wrong (`check_options`).
        has_no_words = any(map(is_pictured, items)) if key == "options" else field.or_picture
        for item in items:
            if is_pictured(item):
                if not pictured:
                    fix = "write all of them in words, or the answer as a picture, too"
                    problems.error(
                        "Q238",
                        f"the answer is no picture, and one of its `{key}` is",
                        item.place,
                        fix,
                    )
                elif not _is_described(item) and not (
                    key == "options" and is_answer(content, item)
                ):
                    fix = (
                        f'say what it shows: {{picture: {shorten(path_of(item) or "…")}, alt: "…"}}'
                    )
                    problems.error(
                        "Q230", "a picture needs words for those who cannot see it", item.place, fix
                    )
            elif isinstance(item, Scalar) and pictured and has_no_words:
                message = (
                    f"the answer is a picture, and `{shorten(item.text)}` of its `{key}` is words"
                )
                fix = f"write it as a picture, too: {_AS_PICTURE}"
                problems.error("Q238", message, item.place, fix)


def check_answers(values: tuple[Value, ...], field: Field, problems: Problems) -> None:
    """Report an answer in words beside one that is a picture: no card could show both alike."""
    pictured = [type_of(value.content).media(value.content) is not None for value in values]
    if field.or_picture and any(pictured) and not all(pictured):
        fix = "write all of them as pictures, or all in words"
        place = values[pictured.index(not pictured[0])].place
        problems.error("Q238", f"`{field.name}` holds words beside pictures", place, fix)


def _items(listed: Node) -> tuple[Node, ...]:
    """Return the entries of a list; one alone counts as a list of one."""
    return listed.items if isinstance(listed, Sequence) else (listed,)


def _is_described(item: Mapping) -> bool:
    return any(name.text == "alt" for name, _ in item) or not item.whole


def path_of(node: Node) -> str:
    """Return the file that a picture among the options names, "" where it names none."""
    found = (
        (value for name, value in node if name.text == "picture")
        if isinstance(node, Mapping)
        else iter(())
    )
    return next((_plain(clean_text(each.text)) for each in found if isinstance(each, Scalar)), "")


def _plain(path: str) -> str:
    return posixpath.normpath(path)


def is_answer(content: Content, item: Node) -> bool:
    """Tell whether a picture among the options is the answer: the same file by its name."""
    media = type_of(content).media(content)
    return media is not None and path_of(item) == _plain(media.path)


def with_pictures(control: Control, answer: Media, fill: Callable[[Media], Media]) -> Control:
    """Return the control with each of its pictures as `fill` returns it; among all options, the answer is itself."""

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
    """Report pictures beside a picture that have its bytes or its words, or those of each other."""
    answer, control = type_of(value.content).media(value.content), value.control
    if answer:
        _check_group(answer, (*control.distractors, *control.only), problems)
        # One that is named twice among all options has been told (`check_options`).
        named = {_plain(offer.path): offer for offer in control.options if isinstance(offer, Media)}
        _check_group(answer, [offer for offer in named.values() if offer is not answer], problems)


def _check_group(answer: Media, offers: Iterable[Offer], problems: Problems) -> None:
    files, described = {answer.file: answer}, {" ".join(words(answer.alt)): answer}
    for offer in offers:
        if not isinstance(offer, Media):
            continue
        shown, told = shorten(offer.path), " ".join(words(offer.alt))
        if offer.file and offer.file in files:
            message = f"`{shown}` is the same picture as `{shorten(files[offer.file].path)}`, and stands beside it"
            message = (
                f"`{shown}` stands beside itself"
                if offer.path == files[offer.file].path
                else message
            )
            problems.error("Q238", message, offer.place, "delete one, or give another file")
        elif told and told in described:
            message = (
                f"`{shown}` is described in the same words as `{shorten(described[told].path)}`"
            )
            problems.error("Q238", message, offer.place, "say in what they differ")
        files.setdefault(offer.file, offer)
        described.setdefault(told, offer)


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, by which two descriptions are told apart."""
    return re.findall(r"\w+", text.casefold())
