"""How many of the facts that a reader finds in the article are drafted, and how many are right.

The article itself is not in the repository: without it, nothing is measured.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import ROOT
from drafting_measure import GOLD, HALF, drafted, in_deck, recall, text_of, unmatched

from quizgen.drafting.draft import draft_deck

PLACES = [folder / "shared" / "article.txt" for folder in ROOT.parents]
ARTICLE = next((path for path in PLACES if path.exists()), PLACES[0])
DECK = ROOT / "decks" / "us-russia-2020.yaml"
# The rules were fitted to the first half of the paragraphs alone.
HALVES = {"first": range(1, HALF + 1), "second": range(HALF + 1, 12)}
LEAST = 0.8

needs_article = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the article is not part of the distribution"
)


@needs_article
@pytest.mark.parametrize("sort", ["dates", "numbers", "offices", "names"])
def test_enough_is_found(sort: str) -> None:
    assert recall(drafted(ARTICLE), sort, range(1, 12)).share >= LEAST


@needs_article
@pytest.mark.parametrize("half", HALVES)
def test_enough_is_found_in_each_half(half: str) -> None:
    facts = drafted(ARTICLE)
    found = [recall(facts, sort, HALVES[half]) for sort in ("dates", "numbers", "offices", "names")]
    assert sum(each.found for each in found) >= LEAST * sum(each.of for each in found)


@needs_article
@pytest.mark.parametrize("half", HALVES)
def test_enough_of_it_is_right(half: str) -> None:
    facts = [each for each in drafted(ARTICLE) if each.paragraph - 1 in HALVES[half]]
    flawed = [each for each in facts if any(text in text_of(each) for text in GOLD["flawed"])]
    wrong = [each for each in unmatched(facts) if each not in flawed]
    assert len(wrong) + len(flawed) <= (1 - LEAST) * len(facts), (wrong, flawed)


@needs_article
def test_most_of_what_the_shipped_deck_says_is_drafted(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(draft_deck(ARTICLE, draft).text, encoding="utf-8")
    found = in_deck(ARTICLE, DECK, draft)
    assert found["dates"].share >= LEAST
    assert found["numbers"].share >= LEAST
    every = found.values()
    assert sum(each.found for each in every) >= LEAST * sum(each.of for each in every), found
