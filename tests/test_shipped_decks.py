"""The shipped decks load, are rich, and cite what their sources say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from quizgen.bank.asking.questions import make_prompts
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.wording import Wording
from quizgen.deck.dates import PartialDate, Precision
from quizgen.deck.load import load_deck
from quizgen.deck.model.contents import Content, Reference, Sentence, Text
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.quantities import Quantity
from quizgen.grounding.findings import ungrounded
from quizgen.grounding.source import Articles

ROOT = Path(__file__).resolve().parents[1]
US_RUSSIA, ELEMENTS = ROOT / "decks" / "us-russia-2020.yaml", ROOT / "decks" / "elements.yaml"
ARTICLE = ROOT.parent / "shared" / "article.txt"
FIRST, AFTER_LAST = "On Friday, September 25th", "Success!"
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# Kinds with names from the source; events, figures and claims are named by the deck.
NAMED_POOLS = ("person", "organization", "treaty", "term")
LONGEST_COMMON_RUN = 7

needs_article = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the article is not part of the distribution"
)


@cache
def deck_at(path: Path) -> Deck:
    loaded = load_deck(path)
    assert loaded.deck is not None, loaded.diagnostics
    return loaded.deck


@cache
def prompts_at(path: Path) -> tuple[Prompt, ...]:
    deck = deck_at(path)
    return tuple(make_prompts(FactBase(deck, Wording(deck.language))))


@cache
def paragraphs() -> tuple[str, ...]:
    lines = [line.strip() for line in ARTICLE.read_text(encoding="utf-8").splitlines()]
    first = next(number for number, line in enumerate(lines) if line.startswith(FIRST))
    last = next(number for number, line in enumerate(lines) if line.startswith(AFTER_LAST))
    return tuple(plain(line) for line in lines[first:last] if line)


def plain(text: str) -> str:
    """Return the text in lower case with straight quotes and without points in U.S."""
    straight = text.translate(dict.fromkeys(map(ord, '\u2018\u2019\u201c\u201d"'), "'"))
    return " ".join(re.sub(r"\bU\.S\.", "US", straight).split()).casefold()


def without_article(name: str) -> str:
    return re.sub(r"^(the|a|an) ", "", plain(name))


def stands_in(name: str, paragraph: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(without_article(name))}(?!\w)", paragraph) is not None


def names_of(deck: Deck, fact: Fact) -> list[str]:
    kind = deck.kinds[fact.kind]
    fields = [
        field.name for field in kind.fields.values() if field.name == kind.name or field.other_name
    ]
    values = [value for name in fields for value in fact.values.get(name, ())]
    texts = [value.content.text for value in values if isinstance(value.content, Text)]
    return [*texts, *(also for value in values for also in value.control.also)]


def names_in_pool(deck: Deck, pool: str, text: str) -> list[str]:
    """Return the text, and every name of facts in the pool that have it as a name."""
    found = [text]
    for fact in deck.facts.values():
        names = names_of(deck, fact) if deck.kinds[fact.kind].pool == pool else []
        if without_article(text) in {without_article(name) for name in names}:
            found += names
    return found


def date_forms(date: PartialDate) -> Iterator[str]:
    """Yield the ways to write a date's start or end in an article.

    The year is left out unless it is all that is known.
    """
    for point in {date.start, date.end}:
        month = MONTHS[point.month - 1] if point.month else ""
        if date.precision is Precision.DAY:
            yield rf"{month} {point.day}(?:st|nd|rd|th)?"
        elif date.precision is Precision.MONTH:
            yield f"{date.qualifier} {month}".strip()
        else:
            yield str(point.year)


def date_stands(date: PartialDate, paragraph: str, deck: Deck) -> bool:
    as_of = deck.source.as_of
    years = {date.start.year, date.end.year} - ({as_of.start.year} if as_of else set())
    patterns = [plain(form) for form in date_forms(date)] + [str(year) for year in years]
    return all(re.search(rf"\b{pattern}\b", paragraph) for pattern in patterns)


def number_stands(quantity: Quantity, paragraph: str) -> bool:
    digits = re.escape(quantity.digits) + (r"\s?%" if quantity.unit == "%" else r"(?!\d)")
    words = (
        [NUMBER_WORDS[int(quantity.number)]] if quantity.number in range(len(NUMBER_WORDS)) else []
    )
    return any(
        re.search(rf"(?<![\w,.]){form}", paragraph)
        for form in (digits, *(rf"{word}\b" for word in words))
    )


def missing_in(deck: Deck, fact: Fact, field: str, content: Content, paragraph: str) -> str:
    """Return the part of a content that the paragraph doesn't have, or ""."""
    kind = deck.kinds[fact.kind]
    if isinstance(content, PartialDate):
        return "" if date_stands(content, paragraph, deck) else f"the date {content}"
    if isinstance(content, Quantity):
        return "" if number_stands(content, paragraph) else f"the number {content.digits}"
    if isinstance(content, Reference):
        names = names_of(deck, deck.facts[content.fact])
    elif isinstance(content, Text) and kind.key == "quotes" and field == kind.name:
        return "" if plain(content.text) in paragraph else f"the words “{content.text}”"
    elif isinstance(content, Text) and field == kind.name and kind.pool in NAMED_POOLS:
        names = names_of(deck, fact)
    elif isinstance(content, Text) and kind.fields[field].other_name:
        names = [content.text]
    else:
        return ""
    return "" if any(stands_in(name, paragraph) for name in names) else f"the name {names[0]}"


def missing_blanks(deck: Deck, fact: Fact, sentence: Sentence, paragraph: str) -> Iterator[str]:
    for blank in sentence.blanks:
        if not isinstance(blank.content, Text):
            yield missing_in(deck, fact, "text", blank.content, paragraph)
        elif not any(
            stands_in(name, paragraph)
            for name in names_in_pool(deck, blank.type, blank.content.text)
        ):
            yield f"the blank {blank.content.text}"


def cited_values(deck: Deck) -> Iterator[tuple[Fact, str, Value]]:
    """Yield each value that gives its paragraph in the article."""
    for fact in deck.facts.values():
        for field, values in fact.values.items():
            for value in values:
                told = value.provenance
                if told.paragraph and not (told.source or value.background or fact.background):
                    yield fact, field, value


def uncovered(deck: Deck) -> list[str]:
    """Return a line for each date, number and name that its paragraph doesn't contain."""
    found = []
    for fact, field, value in cited_values(deck):
        number = value.provenance.paragraph
        assert number is not None
        if number > len(paragraphs()):
            found.append(f"{fact.ref}: there is no paragraph {number}")
            continue
        paragraph = paragraphs()[number - 1]
        if isinstance(value.content, Sentence):
            missing = [*missing_blanks(deck, fact, value.content, paragraph)]
        else:
            missing = [missing_in(deck, fact, field, value.content, paragraph)]
        found += [
            f"{fact.ref}.{field}: {what} is not in paragraph {number}" for what in missing if what
        ]
    return found


def own_texts(path: Path) -> Iterator[str]:
    """Yield every text of a deck file except its header's source and the quotations."""
    tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it builds texts only
    waiting = [node for key, node in tree.items() if key not in ("source", "quotes")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
        else:
            yield re.sub(r"\{\{([^{}|]*)\|[^{}]*\}\}", r"\1", node)


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", plain(text))
    yield from (tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def written_to(folder: Path, old: str, new: str) -> Path:
    """Return a copy of the article's deck in which `new` replaces `old`, which occurs once."""
    text = US_RUSSIA.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = folder / "broken.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "path", sorted((ROOT / "decks").glob("*.yaml")), ids=lambda path: path.stem
)
def test_a_shipped_deck_has_no_problem(path: Path) -> None:
    loaded = load_deck(path)
    assert loaded.diagnostics == ()
    assert loaded.deck is not None
    assert loaded.deck.id == path.stem


@pytest.mark.parametrize("path", [US_RUSSIA, ELEMENTS], ids=lambda path: path.stem)
def test_every_question_is_asked_in_words_and_once(path: Path) -> None:
    prompts = prompts_at(path)
    assert all("{" not in prompt.stem and "  " not in prompt.stem for prompt in prompts)
    assert all(prompt.stem.endswith(("?", ".")) for prompt in prompts)
    # Questions with a list have one stem for all facts that share a value.
    asked = [prompt.stem for prompt in prompts if not prompt.listed]
    assert len(set(asked)) == len(asked)


def test_the_deck_of_the_article_is_rich() -> None:
    asked = [fact for fact in deck_at(US_RUSSIA).facts.values() if not fact.background]
    ways = [prompt.way for prompt in prompts_at(US_RUSSIA)]
    assert len(asked) >= 70
    assert len(ways) >= 100
    assert all(ways.count(way) >= 10 for way in Way)


def test_every_fact_asked_cites_its_paragraph() -> None:
    facts = deck_at(US_RUSSIA).facts.values()
    silent = [fact.ref for fact in facts if not fact.background and not _cites(fact)]
    cited = {value.provenance.paragraph for _, _, value in cited_values(deck_at(US_RUSSIA))}
    assert silent == []
    assert cited == set(range(1, 12))


def _cites(fact: Fact) -> bool:
    return any(value.provenance.paragraph for values in fact.values.values() for value in values)


def test_what_comes_from_elsewhere_is_never_asked() -> None:
    asked = [
        prompt
        for prompt in prompts_at(US_RUSSIA)
        if any(value.provenance.source for value in prompt.values)
    ]
    assert asked == []


@needs_article
def test_the_article_has_eleven_paragraphs() -> None:
    assert len(paragraphs()) == 11
    first = deck_at(US_RUSSIA).source.first_paragraph
    assert first
    assert paragraphs()[0].startswith(plain(first))


@needs_article
def test_dates_numbers_and_names_stand_in_the_paragraph_cited() -> None:
    assert uncovered(deck_at(US_RUSSIA)) == []


@needs_article
@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("value: 2019-03-22\n", "value: 2019-03-23\n", "events/mueller-report.date: the date"),
        (
            "value: early 2020-09\n      contested: truth",
            "value: late 2020-09\n      contested: truth",
            "events/navalny-attack.date: the date",
        ),
        (
            "value: at least 200\n      ask",
            "value: at least 20\n      ask",
            "figures/hacked-organizations.value: the number 20",
        ),
        ("value: 90 %\n", "value: 9 %\n", "figures/nuclear-share.value: the number 9"),
        (
            "name: Microsoft\n",
            "name: Macrosoft\n",
            "organizations/microsoft.name: the name Macrosoft",
        ),
        (
            "quote: American paranoia",
            "quote: American phobia",
            "quotes/paranoia.quote: the words “American phobia”",
        ),
        (
            "{{Afghanistan|text|",
            "{{Armenia|text|",
            "statements/bounty-country.text: the blank Armenia",
        ),
        (
            "value: nyt\n",
            "value: brookings\n",
            "claims/media-disinformation.by: the name the Brookings Institution",
        ),
    ],
)
def test_a_value_that_is_not_in_its_paragraph_is_found(
    tmp_path: Path, old: str, new: str, missing: str
) -> None:
    deck = load_deck(written_to(tmp_path, old, new)).deck
    assert deck is not None
    assert any(line.startswith(missing) for line in uncovered(deck))


@needs_article
def test_the_deck_is_in_its_own_words() -> None:
    length = LONGEST_COMMON_RUN + 1
    article = {run for paragraph in paragraphs() for run in runs(paragraph, length)}
    copied = [
        " ".join(run)
        for text in own_texts(US_RUSSIA)
        for run in runs(text, length)
        if run in article
    ]
    assert copied == []
    assert set(runs(f"It is said that {paragraphs()[9][:200]}", length)) & article


@needs_article
def test_the_article_says_what_the_facts_say() -> None:
    assert list(ungrounded(deck_at(US_RUSSIA), Articles(ARTICLE))) == []
