"""Reads the section `quiz` of a deck: how many items, which forms, which sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from quizgen.deck.answered import Answer, Tried, read_responses, tried_of
from quizgen.deck.inside import folder_of, is_inside
from quizgen.deck.keys.key import Table, with_choices
from quizgen.deck.keys.quiz import HEAD_KEYS, QUIZ_KEYS, SECTION_KEYS
from quizgen.deck.model.looks import Look
from quizgen.deck.model.quiz import FormNames, QuizDefaults, QuizSection
from quizgen.deck.print_template import read_own
from quizgen.deck.read import read_keys, shorten
from quizgen.deck.scale import read_scale
from quizgen.diagnostics import Place, Problems, QuizgenError, did_you_mean
from quizgen.markup.signs import without_signs
from quizgen.media.model import Media
from quizgen.yaml.nodes import Broken, Mapping, Node, Scalar, Sequence

_MOST_SECTIONS = 50
_NO_COVER = ("", "false")
_EXAMPLE = "write `sections: [{forms: [choice], items: 10}, {forms: [true-false], items: 5}]`"


def read_quiz(
    node: Mapping,
    topics: AbstractSet[str] | None,
    forms: FormNames | None,
    deck: Path,
    problems: Problems,
) -> QuizDefaults:
    """Return the settings in the section ``quiz`` of the file `deck`, reporting its problems.

    `topics` are the kinds and tags that a section may name, None if some of them are unknown;
    `forms` are the names of the forms of items, None to accept any name.
    """
    every, stand_in = (forms.every, forms.stand_in) if forms else ((), ())
    table = with_choices(QUIZ_KEYS, {"forms": every, "otherwise": stand_in})
    of_section = with_choices(SECTION_KEYS, {"forms": every})
    read = read_keys(node, table, problems)
    listed = _under("sections", node)
    sections = tuple(_sections(listed, of_section, topics, problems)) if listed else ()
    read.pop("sections", None)
    if "template" in read:
        place = _place_in(node, "template")
        read["template"] = _own(deck, read["template"], place, problems)
    if "responses" in read:
        place = _place_in(node, "responses")
        read["responses"], read["tried"] = _tried(deck, read["responses"], place, problems)
    read["chosen"] = read.pop("with", ())
    read["head"] = _head(read.pop("head", None), problems)
    if "logo" in read:
        place = _place_in(node, "logo")
        read["logo"] = Media("image", without_signs(read["logo"]), place=place)
    cover = without_signs(read.pop("cover", ""))
    read["cover"] = cover not in _NO_COVER
    read["cover_text"] = cover if cover not in {*_NO_COVER, "true"} else ""
    scale = _under("scale", node)
    read["scale"] = read_scale(scale, problems) if scale else ()
    return QuizDefaults(**read, sections=sections, places=_places_of_ids(node))


def _under(key: str, node: Mapping) -> Node | None:
    return next((value for name, value in node if name.text == key), None)


def _head(node: Mapping | None, problems: Problems) -> tuple[tuple[str, str], ...]:
    """Return the fields of the head in the order of their keys, "" for a line to write on."""
    read = read_keys(node, HEAD_KEYS, problems) if node else {}
    words = {name: without_signs(text) for name, text in read.items()}
    return tuple(
        (name, "" if words[name] == "blank" else words[name]) for name in HEAD_KEYS if name in words
    )


def _places_of_ids(node: Mapping) -> dict[str, tuple[Place, ...]]:
    """Return where the ids of questions are written: `with`, `without`, and `of` in sections."""
    places: dict[str, tuple[Place, ...]] = {}
    for each in _written_ids(node):
        places[each.text] = (*places.get(each.text, ()), each.place)
    return places


def _written_ids(node: Mapping) -> Iterator[Scalar]:
    for key in ("with", "without"):
        yield from _scalars(_under(key, node))
    sections = _under("sections", node)
    for section in sections if isinstance(sections, Sequence) else ():
        if isinstance(section, Mapping):
            yield from _scalars(_under("of", section))


def _scalars(node: Node | None) -> Iterator[Scalar]:
    """Yield the texts of a list, or the one text that stands there."""
    listed = node if isinstance(node, Sequence) else (node,)
    yield from (each for each in listed if isinstance(each, Scalar))


def _place_in(node: Mapping, key: str) -> Place:
    return next(value.place for name, value in node if name.text == key)


def _own(deck: Path, name: str, place: Place, problems: Problems) -> Look | None:
    if not is_inside(folder_of(deck), deck.parent, name):
        problems.error(
            "Q007",
            f"`{shorten(name)}` lies outside the deck's folder",
            place,
            "give a path inside it",
        )
        return None
    try:
        return read_own(deck.parent / name, place)
    except QuizgenError as error:
        for problem in error.diagnostics:
            problems.add(problem)
        return None


def _tried(
    deck: Path, names: Iterable[str], place: Place, problems: Problems
) -> tuple[tuple[str, ...], dict[str, tuple[Tried, ...]]]:
    """Return the files of answers that can be read, and what they say of options."""
    answers: list[Answer] = []
    paths: list[str] = []
    for name in names:
        if not is_inside(folder_of(deck), deck.parent, name):
            message = f"`{shorten(name)}` lies outside the deck's folder"
            problems.error("Q007", message, place, "give a path inside it")
            continue
        path = deck.parent / name
        try:
            answers += read_responses(path)
            paths.append(str(path))
        except QuizgenError as error:
            for problem in error.diagnostics:
                problems.add(problem)
    return tuple(paths), tried_of(answers)


def _sections(
    node: Node, table: Table, topics: AbstractSet[str] | None, problems: Problems
) -> Iterator[QuizSection]:
    if isinstance(node, Sequence) and len(node.items) <= _MOST_SECTIONS:
        for each in node:
            if isinstance(each, Mapping):
                yield _section(each, table, topics, problems)
            elif not isinstance(each, Broken):
                problems.error("Q203", "a section takes keys of its own", each.place, _EXAMPLE)
    elif not isinstance(node, Broken):
        problems.error(
            "Q203", f"`sections` takes a list of up to {_MOST_SECTIONS}", node.place, _EXAMPLE
        )


def _section(
    node: Mapping, table: Table, topics: AbstractSet[str] | None, problems: Problems
) -> QuizSection:
    read = read_keys(node, table, problems)
    listed = next((value for name, value in node if name.text == "of"), node)
    places = [item.place for item in listed] if isinstance(listed, Sequence) else [listed.place]
    for topic, place in zip(read.get("of", ()), places, strict=False):
        # Whether a question has this id is known only when all questions are made.
        if topics is not None and topic not in topics and "/" not in topic:
            message = f"`{shorten(topic)}` is neither a kind of fact nor a tag of any fact"
            problems.error("Q236", message, place, did_you_mean(topic, topics))
    return QuizSection(**read, place=node.place)
