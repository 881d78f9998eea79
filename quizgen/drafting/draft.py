"""Drafts a deck from an article: finds facts, proves them, and writes them as YAML."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.deck.load import load_deck
from quizgen.deck.model.deck import Deck
from quizgen.deck.tables import id_from
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.drafting.additions import CannotAddError, with_facts
from quizgen.drafting.article import article_of as titled
from quizgen.drafting.article import count_before_end
from quizgen.drafting.facts import Drafted
from quizgen.drafting.known import new_facts
from quizgen.drafting.mistakes import fitting
from quizgen.drafting.new_deck import Head, new_deck
from quizgen.drafting.proving import Proved, Writes, proved
from quizgen.drafting.rules import MOST_CHARACTERS, facts_by_rules
from quizgen.forms.registry import form_names
from quizgen.grounding.article import Article, article_of
from quizgen.grounding.blocks import bodies
from quizgen.grounding.language import language_of
from quizgen.grounding.reading import read_blocks
from quizgen.grounding.source import Articles
from quizgen.yaml.text import read_text

# Finds facts in an article for a deck that may have some already, and what it left out and why.
Finds = Callable[[Article, Deck | None], tuple[Sequence[Drafted], Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted deck: its text, the facts that are new in it, and how many were left out."""

    text: str
    facts: tuple[Drafted, ...]
    left_out: int
    is_new: bool
    names_article: bool

    @property
    def counts(self) -> dict[str, int]:
        """Return the number of new facts by their kinds."""
        found: dict[str, int] = {}
        for fact in self.facts:
            found[fact.kind] = found.get(fact.kind, 0) + 1
        return found


def by_rules(article: Article, deck: Deck | None) -> tuple[Sequence[Drafted], Sequence[str]]:
    """Return the facts that rules find, and the paragraphs that are too long for them."""
    left_out = [
        f"paragraph {each.number}: it has more than {MOST_CHARACTERS:,} characters; split it"
        for each in article.paragraphs
        if len(each.text) > MOST_CHARACTERS
    ]
    return facts_by_rules(article, deck), left_out


def draft_deck(source: Path, path: Path, find: Finds = by_rules, language: str = "") -> Draft:
    """Return a deck of the facts of the article in `source`, to be written to `path`.

    If `path` is a deck, the facts that it lacks are added to it. `find` finds the facts.
    `language` is the code of the article's language; without it, the words tell.
    Raises QuizgenError if the article or the deck cannot be read, or if nothing can be added.
    """
    if os.path.lexists(path):
        return _added(source, path, find)
    return new_draft(source, path, find, language)


def article_in(source: Path, language: str = "") -> tuple[Article, str]:
    """Return the article in a file without what follows it, and its title.

    Raises QuizgenError.
    """
    blocks = read_blocks(source)
    texts = bodies(blocks)
    if not texts:
        fix = "check that the file holds the article"
        raise _refused("Q605", "the text has no paragraphs", source, fix)
    code = language or language_of(" ".join(texts), "en")
    title = titled(blocks).title or source.stem
    article = article_of(texts, code)
    return Article(article.paragraphs[: count_before_end(blocks)], code), title


def new_draft(source: Path, path: Path, find: Finds = by_rules, language: str = "") -> Draft:
    """Return a new deck of the facts of an article, as `draft_deck` does, whatever is at `path`."""
    article, title = article_in(source, language)
    deck_id = id_from(path.stem) or "deck"
    head = Head(deck_id, title, article.language, title, _beside(source, path))
    facts, left_out = find(article, None)
    found, unfit = _proved(facts, lambda each: new_deck(head, each, ()), path, source)
    _require(found, source)
    listed = [*left_out, *_listed(found), *unfit]
    text = new_deck(head, found.kept, listed)
    return Draft(text, found.kept, len(listed), is_new=True, names_article=bool(head.text))


def _added(source: Path, path: Path, find: Finds) -> Draft:
    text = read_text(path)
    deck = _sound(path)
    sought = Articles(source).of(deck)
    if sought.article is None:
        raise QuizgenError(tuple(sought.problems))
    facts, left_out = find(sought.article, deck)
    lacking = tuple(new_facts(facts, deck, sought.article))
    lacking = _with_needed(lacking, facts)

    def write(each: Sequence[Drafted]) -> str:
        return _with(text, each, (), path)

    found, unfit = _proved(lacking, write, path, source)
    listed = [*left_out, *_listed(found), *unfit]
    made = _with(text, found.kept, listed, path) if found.kept or listed else text
    _check_kept(deck, found, path)
    has_text = bool(deck.source.text)
    return Draft(made, found.kept, len(listed), is_new=False, names_article=has_text)


def _proved(
    facts: Sequence[Drafted], write: Writes, path: Path, source: Path
) -> tuple[Proved, list[str]]:
    """Return the facts that are right, without wrong answers that do not fit, and these."""
    articles = Articles(source)
    found = proved(facts, write, path, articles)
    if found.deck is None or not any(map(_has_mistakes, found.kept)):
        return found, []
    kept, unfit = fitting(found.kept, found.deck)
    again = proved(kept, write, path, articles)
    return replace(again, refused=(*found.refused, *again.refused)), unfit


def _has_mistakes(fact: Drafted) -> bool:
    values = fact.values.values()
    return any(isinstance(each, Mapping) and "mistaken_for" in each for each in values)


def _with(text: str, facts: Sequence[Drafted], left_out: Sequence[str], path: Path) -> str:
    try:
        return with_facts(text, facts, left_out)
    except CannotAddError as error:
        message = f"quizgen cannot add facts to `{error}`: the section is no list of lines"
        fix = f"write each fact of `{error}` on lines of its own, or draft into another file"
        raise _refused("Q610", message, path, fix) from None


def _with_needed(lacking: Sequence[Drafted], facts: Sequence[Drafted]) -> tuple[Drafted, ...]:
    """Return the facts that are lacking, and with quotations those who said them."""
    needed = {str(each.values["by"]) for each in lacking if "by" in each.values}
    there = {each.id for each in lacking}
    speakers = [each for each in facts if each.id in needed - there]
    return (*speakers, *lacking)


def _sound(path: Path) -> Deck:
    loaded = load_deck(path, form_names())
    errors = [each for each in loaded.diagnostics if each.severity is Severity.ERROR]
    if loaded.deck is None or errors:
        raise QuizgenError(errors or list(loaded.diagnostics))
    return loaded.deck


def _check_kept(deck: Deck, found: Proved, path: Path) -> None:
    """Raise QuizgenError if the deck lost or changed a fact: then it is not written."""
    after = found.deck
    same = after is not None and all(
        ref in after.facts and after.facts[ref].values.keys() == fact.values.keys()
        for ref, fact in deck.facts.items()
    )
    if not same:
        message = "quizgen cannot add the facts without changing others"
        raise _refused("Q610", message, path, "draft into another file, and copy what you want")


def _listed(found: Proved) -> list[str]:
    return [f"{each.ref} (paragraph {each.paragraph}): {why}" for each, why in found.refused]


def _require(found: Proved, source: Path) -> None:
    if not found.kept:
        message = "quizgen finds no facts in this text"
        fix = "write them yourself, with `quizgen new NAME --from FILE`; or draft with --model"
        raise _refused("Q611", message, source, fix)


def _beside(source: Path, path: Path) -> str:
    """Return the file of the article as the deck names it, "" if it is outside its folder."""
    folder, real = path.resolve().parent, source.resolve()
    return real.relative_to(folder).as_posix() if real.is_relative_to(folder) else ""


def _refused(code: str, message: str, path: Path, fix: str) -> QuizgenError:
    return QuizgenError([Diagnostic(code, message, Place(str(path)), fix)])
