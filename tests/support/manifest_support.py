"""Manifests with every form, and what their papers must show according to the JSON."""

from __future__ import annotations

import json
import random
import re
from typing import Any

from quizgen.quiz.manifest import (
    ItemOrder,
    Manifest,
    Marking,
    QuizItem,
    QuizSection,
    Source,
    Student,
    Version,
)
from quizgen.quiz.write_manifest import to_json

FORMS = (
    "choice",
    "multiple",
    "true-false",
    "matching",
    "ordering",
    "odd-one-out",
    "fill-in",
    "short",
)
# These look like multiple choice on paper, and the last one like true or false.
ALIKE = ("chronology", "sequence", "classification", "yes-no")
# The letters of the forms with two fixed options.
TWO = {"true-false": "TF", "yes-no": "YN"}
# Their keys say what proves the right option.
EXPLAINED = {"odd-one-out", *ALIKE} - TWO.keys()
Json = dict[str, Any]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def item_of(
    number: int, form: str, words: int = 1, entries: int = 4, entry_words: int = 0
) -> QuizItem:
    """Return an item with marks at both ends of its texts.

    A part of a text can then not pass for the whole.
    """
    name = f"i{number}"
    stem = (
        f"s{name}b "
        + "several words " * words
        + ("______ " if form == "fill-in" else "")
        + f"s{name}e"
    )
    options = tuple(
        f"o{name}x{n}b " + "words " * entry_words + f"o{name}x{n}e" for n in range(entries)
    )
    left = tuple(
        f"l{name}x{n}b " + "words " * entry_words + f"l{name}x{n}e" for n in range(entries)
    )
    key: tuple[int, ...] = (0,)
    if form == "multiple":
        key = (0, entries - 1)
    elif form in {"matching", "ordering"}:
        key = tuple(range(entries))
    elif form in TWO:
        options = ("True", "False") if form == "true-false" else ("Yes", "No")
        key = (number % 2,)
    elif form in {"fill-in", "short"}:
        options, key = (), ()
    return QuizItem(
        name,
        form,
        (f"facts/{name}",),
        "x",
        stem,
        options,
        key,
        left if form == "matching" else (),
        answer=f"a{name}b answer a{name}e",
        remarks=(f"r{name}b " + "remark " * words + f"r{name}e.",),
        cited=(Source("", number + 1),),
    )


def manifest_of(
    sections: list[list[QuizItem]],
    /,
    versions: int = 1,
    students: tuple[Student, ...] = (),
    seed: int = 0,
    **given: object,
) -> Manifest:
    """Return a manifest with sections of items, in versions with shuffled orders."""
    drawn = random.Random(seed)  # noqa: S311 - an order, no secret
    items = tuple(item for section in sections for item in section)
    index = {item.id: number for number, item in enumerate(items)}

    def order(length: int) -> tuple[int, ...]:
        return tuple(drawn.sample(range(length), length))

    def place(item: QuizItem) -> ItemOrder:
        options = (0, 1) if item.form in TWO else order(len(item.options))
        return ItemOrder(index[item.id], options, order(len(item.left)))

    def placed() -> tuple[tuple[ItemOrder, ...], ...]:
        return tuple(tuple(place(section[n]) for n in order(len(section))) for section in sections)

    made = (
        tuple(Version(each.number, placed(), each) for each in students)
        if students
        else tuple(Version(LETTERS[n], placed()) for n in range(versions))
    )
    fields: Json = {"title": "A title", "marking": Marking(), "paper": "a4", **given}
    fields.setdefault("sections", tuple(QuizSection() for _ in sections))
    return Manifest(deck="deck", language="en", seed=1, items=items, versions=made, **fields)


def document(manifest: Manifest) -> Json:
    """Return the manifest as another program reads it."""
    made: Json = json.loads(to_json(manifest))
    return made


def papers(made: Json) -> list[list[list[tuple[int, Json, Json]]]]:
    """Yield what each version and section prints: the number, the item and its place."""
    found = []
    for version in made["versions"]:
        number, sections = 0, []
        for section in version["sections"]:
            listed = []
            for place in section:
                number += 1
                listed.append((number, made["items"][place["item"]], place))
            sections.append(listed)
        found.append(sections)
    return found


def ink(text: str) -> str:
    return re.sub(r"\s", "", text)


def shown(number: int, item: Json, place: Json, gap: int = 21) -> str:
    """Return an item as a paper shows it, without white space, and `gap` underscores for a gap."""
    options = [item["options"][index] for index in place["options"]]
    stem = item["stem"]
    match item["form"]:
        case "true-false" | "yes-no" as form:
            return ink(f"{number}.{TWO[form]}{stem}")
        case "matching":
            left = "".join(f"{n}.{item['left'][index]}" for n, index in enumerate(place["left"], 1))
            return ink(f"{number}.{stem}{left}" + _lettered(options, LETTERS.lower()))
        case "ordering":
            blanks = "".join(f"{n}." for n in range(1, len(options) + 1))
            return ink(f"{number}.{stem}" + _lettered(options, LETTERS) + blanks)
        case "fill-in":
            return ink(f"{number}.{stem}").replace("______", "_" * gap)
        case _:
            return ink(f"{number}.{stem}" + _lettered(options, LETTERS))


def worked(number: int, item: Json, place: Json) -> str:
    """Return an item as a worked copy shows it: the answer and, below it, the reason."""
    options = [item["options"][index] for index in place["options"]]
    stem, key, told = item["stem"], right(item, place), right(item, place)
    match item["form"]:
        case "true-false" | "yes-no" as form:
            body, told = f"{TWO[form]}{stem}", item["answer"]
        case "matching":
            letters = [pair[-1] for pair in key.split()]
            left = [
                f"{letters[n]}{n + 1}.{item['left'][index]}"
                for n, index in enumerate(place["left"])
            ]
            body = stem + "".join(left) + _lettered(options, LETTERS.lower())
        case "ordering":
            blanks = "".join(f"{n}.{letter}" for n, letter in enumerate(key.split(), 1))
            body, told = stem + _lettered(options, LETTERS) + blanks, item["answer"]
        case "fill-in":
            body = stem.replace("______", item["answer"])
        case "short":
            body = stem
        case form:
            ticks = ["✓" if index in item["key"] else "" for index in place["options"]]
            body = stem + "".join(
                f"{tick}{letter}.{option}"
                for tick, letter, option in zip(ticks, LETTERS, options, strict=False)
            )
            told = f"{key}. {item['answer']}" if form in EXPLAINED else key
    return ink(
        f"{number}.{body}Answer: {told}.{item['remarks'][0]}Paragraph "
        f"{item['cited'][0]['paragraph']}."
    )


def _lettered(options: list[str], letters: str) -> str:
    return "".join(f"{letter}.{option}" for letter, option in zip(letters, options, strict=False))


def right(item: Json, place: Json) -> str:
    """Return what is right on a paper, in letters, from the manifest alone."""
    letter = {index: position for position, index in enumerate(place["options"])}
    match item["form"]:
        case "true-false" | "yes-no" as form:
            return TWO[form][item["key"][0]]
        case "matching":
            return " ".join(
                f"{n}{LETTERS.lower()[letter[item['key'][left]]]}"
                for n, left in enumerate(place["left"], 1)
            )
        case "ordering":
            return " ".join(LETTERS[letter[index]] for index in item["key"])
        case "fill-in" | "short":
            return str(item["answer"])
        case _:
            return ", ".join(sorted(LETTERS[letter[index]] for index in item["key"]))
