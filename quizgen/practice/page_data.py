"""Questions as the data of the page, which its script reads."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from quizgen.bank.wording import sentence_case
from quizgen.exchange.model import Answering, Option, Question, QuestionSet
from quizgen.exchange.texts import plain_line
from quizgen.forms.form import title_label
from quizgen.forms.registry import FORMS
from quizgen.language.labels import language_of_words, load_labels
from quizgen.language.script import direction_of
from quizgen.markup.signs import is_marked
from quizgen.paper.filenames import slug
from quizgen.practice.rich_text import Rich, rich
from quizgen.quiz.manifest import Passage, Picture, Student

# The labels of the page begin with this.
_LABELS = "practice_"
_PLAYS = {
    Answering.ONE: "one",
    Answering.CLAIM: "one",
    Answering.MANY: "several",
    Answering.PAIRS: "slots",
    Answering.ORDER: "slots",
    Answering.GAP: "write",
    Answering.WORDS: "write",
    Answering.TEXT: "open",
}
# An answer in words that is longer than this can't be compared letter by letter.
_LONGEST_TO_COMPARE = 80
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What a page is for: to practise, or an exam, which shows nothing until its end.

    `seed` decides about the order of questions and options. An exam about a printed quiz has the
    name of its `version`, and `printed` has the number on paper of each item, by its id. If the
    version is the paper of one `student`, the page knows the name and the number.
    """

    exam: bool = False
    seed: int = 1
    version: str = ""
    printed: Mapping[str, int] | None = None
    student: Student | None = None


def page_data(asked: QuestionSet, settings: PageSettings) -> dict[str, Any]:
    """Return all that the page knows, as values of JSON."""
    labels = load_labels(asked.language)
    items = [_item(each, asked, settings) for each in asked.questions]
    used = {each.file for each in _pictures_of(asked)}
    return {
        "key": _key(asked, settings),
        "stamp": _digest([items, settings.seed]),
        "file": slug(asked.deck),
        "title": rich(asked.title),
        "source": rich(asked.source),
        "instructions": rich(asked.instructions),
        "language": asked.language.replace("_", "-"),
        "wordsLanguage": language_of_words(asked.language),
        "dir": direction_of(asked.language),
        "seed": settings.seed,
        "exam": settings.exam,
        "printed": settings.printed is not None,
        "version": settings.version,
        "student": _student(settings.student),
        "marking": {"wrong": asked.wrong, "partial": asked.partial},
        "words": words_of(asked.labels),
        "articles": [each.casefold() for each in labels.articles],
        "passages": {name: _passage(each) for name, each in asked.passages.items()},
        "items": items,
        "media": {name: _data_address(name, asked.pictures[name]) for name in sorted(used)},
    }


def _student(student: Student | None) -> dict[str, str]:
    if student is None:
        return {}
    return {"name": student.name, "student_number": student.number}


def words_of(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the words of the page among the labels of a language."""
    return {
        name.removeprefix(_LABELS): words
        for name, words in labels.items()
        if name.startswith(_LABELS)
    }


def _key(asked: QuestionSet, settings: PageSettings) -> str:
    """Return the name under which a browser keeps what belongs to this page."""
    name = f"{asked.id}/{asked.language}"
    return f"{name}/exam" if settings.exam else name


def _digest(data: object) -> str:
    text = json.dumps(data, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _item(question: Question, asked: QuestionSet, settings: PageSettings) -> dict[str, Any]:
    answering = question.answering
    play = _play(question)
    item: dict[str, Any] = {
        "id": f"{question.form} {question.id}",
        "exercise": question.id,
        "form": question.form,
        "label": _label(question.form, asked.labels),
        "play": play,
        "stem": rich(_stem(question, asked.labels)),
        "options": [rich(each.text) for each in question.options],
        "order": _order(question),
        "key": list(question.key),
        "answer": rich(question.answer),
        "notes": [rich(each) for each in _notes(question, asked.labels)],
        "sources": [rich(each) for each in question.cited],
        "facts": list(question.facts),
        "points": question.points,
    }
    if answering is Answering.PAIRS:
        item["left"] = [rich(each) for each in question.left]
    if play == "write":
        item["accepted"] = list(question.accepted)
        item["range"] = list(question.bounds) if question.bounds else None
    if settings.printed is not None:
        item["number"] = settings.printed[question.id]
        item["letters"] = _letters(question, asked)
    return item | _extras(question)


def _label(form: str, labels: Mapping[str, str]) -> str:
    """Return the name of a form above one question; a section's title may be a plural."""
    title = labels.get(title_label(form), "")
    return labels.get(f"{_LABELS}form_{form}", title)


def _extras(question: Question) -> dict[str, Any]:
    """Return what few items have; the key is missing where there is nothing."""
    options = question.options
    found = {
        "texts": _plain_texts(options),
        "why": {index: rich(each.feedback) for index, each in enumerate(options) if each.feedback},
        "media": [_picture(each) for each in question.pictures],
        "optionMedia": [_picture(each.picture) for each in options if each.picture],
        "otherKeys": [list(each) for each in question.other_keys],
        "rubric": [f"{each.words} ({each.points:g})" for each in question.rubric],
        "passage": question.passage,
    }
    return {name: value for name, value in found.items() if value}


def _stem(question: Question, labels: Mapping[str, str]) -> str:
    """Return the stem; in matching without the words about numbers and letters on paper."""
    if question.answering is not Answering.PAIRS:
        return question.stem
    found = _pattern(labels["match"]).fullmatch(question.stem)
    return sentence_case(found["question"]) if found else question.stem


def _notes(question: Question, labels: Mapping[str, str]) -> Iterable[str]:
    """Return the explanation; where many facts are asked about, without what each is not."""
    if question.answering not in {Answering.PAIRS, Answering.ORDER}:
        return question.explanation
    mistaken = _pattern(labels["mistaken"])
    return [each for each in question.explanation if not mistaken.match(each)]


@lru_cache(maxsize=8)
def _pattern(label: str) -> re.Pattern[str]:
    """Return a pattern for the texts that a label with slots gives."""
    parts = re.split(r"\{(\w+)\}", label)
    made = [f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts)]
    return re.compile("".join(made), re.DOTALL)


def _play(question: Question) -> str:
    """Return how the page has a question answered; learners mark long answers themselves."""
    play = _PLAYS[question.answering]
    shortest = min(map(len, question.accepted), default=0)
    if play == "write" and not question.bounds and shortest > _LONGEST_TO_COMPARE:
        return "open"
    return play


def _order(question: Question) -> str:
    if question.answering is Answering.ORDER and question.shuffle:
        return "disordered"
    return "shuffle" if question.shuffle else "fixed"


def _letters(question: Question, asked: QuestionSet) -> list[str]:
    letters = FORMS[question.form].letters(asked.labels)
    return list(letters[: len(question.options)])


def _plain_texts(options: Iterable[Option]) -> list[str]:
    """Return the options as quizgen's tables have them, if that is not how the page shows them."""
    texts = [each.text for each in options]
    return [plain_line(each) for each in texts] if any(map(is_marked, texts)) else []


def _passage(passage: Passage) -> dict[str, Any]:
    pictures = [_picture(each) for each in passage.pictures]
    return {"title": rich(passage.title), "text": rich(passage.text), "media": pictures}


def _picture(picture: Picture) -> dict[str, Any]:
    if _media_type(picture.file).startswith("audio/"):
        # The words of a sound are the answer, or next to it.
        return {"kind": "audio", "file": picture.file}
    made: dict[str, Any] = {
        "kind": "image",
        "file": picture.file,
        "alt": plain_line(picture.alt),
        "width": picture.width,
        "height": picture.height,
    }
    if picture.marks:
        made["marks"] = [
            {"label": mark.label, "kind": mark.shape, "points": [list(x) for x in mark.points]}
            for mark in picture.marks
        ]
    return made


def _pictures_of(asked: QuestionSet) -> Iterable[Picture]:
    for question in asked.questions:
        yield from question.every_picture
    for passage in asked.passages.values():
        yield from passage.pictures


def _data_address(name: str, data: bytes) -> str:
    return f"data:{_media_type(name)};base64,{base64.b64encode(data).decode()}"


_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "flac": "audio/flac",
}


def _media_type(name: str) -> str:
    """Return the media type of a picture or a sound by its file name."""
    return _TYPES[name.rpartition(".")[2]]


__all__ = ["PageSettings", "Rich", "page_data", "words_of"]
