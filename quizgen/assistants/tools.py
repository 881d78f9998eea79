"""The tools by name: each takes its arguments as data and returns an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict

from quizgen.assistants import (
    asking,
    checking,
    drafting,
    format,  # noqa: A004 - a module's name
    saving,
)
from quizgen.assistants.answers import Answer, refusal
from quizgen.assistants.folder import UNNAMED, Given, given_deck, refused
from quizgen.assistants.reading import given_articles, given_source
from quizgen.diagnostics import QuizgenError
from quizgen.sandbox.inputs import reason_of


class Arguments:
    """The arguments of a call, each of the type that the tool's schema demands."""

    def __init__(self, given: Mapping[str, object]) -> None:
        self._given = given

    def text(self, name: str) -> str:
        """Return a text, "" if it was left out."""
        value = self._given.get(name, "")
        return value if isinstance(value, str) else ""

    def number(self, name: str, default: int) -> int:
        """Return a whole number."""
        value = self._given.get(name, default)
        return value if isinstance(value, int) else default

    def has(self, name: str) -> bool:
        """Return whether something was asked for."""
        return self._given.get(name) is True

    @property
    def deck(self) -> Given:
        """Return the deck; raises QuizgenError as `given_deck` does."""
        return given_deck(self.text("deck"), self.text("text"))

    @property
    def deck_if_any(self) -> Given | None:
        """Return the deck, None if none was given."""
        return self.deck if self.text("deck") or self.text("text") else None


def _draft(given: Arguments) -> Answer:
    with given_source(given.text("article"), given.text("article_text")) as source:
        deck = given_deck(given.text("deck") or UNNAMED, "")
        return drafting.draft(deck, source, given.text("language"))


def _check(given: Arguments) -> Answer:
    with given_articles(given.text("article"), given.text("article_text")) as articles:
        start, most = given.number("start", 0), given.number("most", 50)
        return checking.check(given.deck, articles, start=start, most=most)


def _lint(given: Arguments) -> Answer:
    return checking.lint(given.deck, start=given.number("start", 0), most=given.number("most", 50))


def _fix(given: Arguments) -> Answer:
    with given_articles(given.text("article"), given.text("article_text")) as articles:
        return checking.fix(given.deck, articles)


def _coverage(given: Arguments) -> Answer:
    with given_articles(given.text("article"), given.text("article_text")) as articles:
        start, most = given.number("start", 0), given.number("most", 20)
        return checking.coverage(given.deck, articles, start=start, most=most)


def _items(given: Arguments) -> Answer:
    start, most = given.number("start", 0), given.number("most", 20)
    prefix, language = given.text("prefix"), given.text("language")
    return asking.items(given.deck, prefix, language, start=start, most=most)


def _preview(given: Arguments) -> Answer:
    return asking.preview(given.deck, given.text("fact"), given.text("language"))


def _kinds(given: Arguments) -> Answer:
    return format.kinds(given.text("kind"), given.deck_if_any)


def _schema(given: Arguments) -> Answer:
    return format.schema(given.text("kind"), given.deck_if_any)


def _explain(given: Arguments) -> Answer:
    return format.explained(given.text("code"))


def _write_deck(given: Arguments) -> Answer:
    return saving.write_deck(
        given.text("deck"),
        given.text("text"),
        allow_errors=given.has("allow_errors"),
        allow_lost_cards=given.has("allow_lost_cards"),
    )


def _apply_fix(given: Arguments) -> Answer:
    with given_articles(given.text("article"), given.text("article_text")) as articles:
        return saving.apply_fix(given.text("deck"), articles)


TOOLS: dict[str, Callable[[Arguments], Answer]] = {
    "draft": _draft,
    "check": _check,
    "lint": _lint,
    "fix": _fix,
    "coverage": _coverage,
    "items": _items,
    "preview": _preview,
    "kinds": _kinds,
    "schema": _schema,
    "explain": _explain,
    "write_deck": _write_deck,
    "apply_fix": _apply_fix,
}


def call(tool: str, arguments: Mapping[str, object]) -> dict[str, object]:
    """Call a tool; return its `text`, its `data`, and whether it `failed`."""
    given = Arguments(arguments)
    try:
        answer, failed = TOOLS[tool](given), False
    except QuizgenError as error:
        answer, failed = refusal(error.diagnostics, _texts(given)), True
    except OSError as error:
        name = str(error.filename or "the file")
        answer = refusal(refused("Q003", reason_of(error), name, "check the file").diagnostics)
        failed = True
    return {**asdict(answer), "failed": failed}


def _texts(given: Arguments) -> dict[str, str]:
    """Return the text of a deck by the name of its file, for the lines that problems show."""
    try:
        return given.deck.shown
    except QuizgenError:
        return {}
