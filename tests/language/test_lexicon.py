"""What WordNet tells of English nouns and names."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from quizgen.language.lexicon import (
    KEYS,
    NAMES,
    NOUNS,
    are_synonyms,
    is_kind_of,
    named,
    place,
    sorts_of,
)
from quizgen.language.phrases import head_of, is_activity, is_no_noun_phrase
from quizgen.language.renown import year_of
from quizgen.language.sorted_lines import SortedLines, SplitLines

SCRIPT = Path(__file__).parents[1] / "scripts" / "renew_lexicon.py"


@pytest.mark.parametrize(
    ("name", "sort", "born"),
    [
        ("Sandro Botticelli", "art", 1444),
        ("Ludwig van Beethoven", "music", 1770),
        ("Sophocles", "writing", -496),
        ("Carl Linnaeus", "medicine", 1707),
        ("Frederick Banting", "medicine", 1891),
        ("Albert Einstein", "learning", 1879),
        ("Ovid", "writing", -43),
        ("Homer", "writing", -850),
    ],
)
def test_people_have_a_profession_and_a_birth(name: str, sort: str, born: int) -> None:
    found = named(name)
    assert found is not None
    assert sort in found.sorts
    assert found.born == born


@pytest.mark.parametrize(
    ("special", "general"),
    [
        ("tachycardia", "arrhythmia"),
        ("siege", "blockade"),
        ("barges", "vehicles"),
        ("coronary artery", "vein"),
        ("quartz", "quartzz"),
        ("", ""),
    ],
)
def test_nouns_are_kinds_of_others(special: str, general: str) -> None:
    is_kind = general in {"arrhythmia", "blockade", "vehicles"}
    assert is_kind_of(special, general) is is_kind
    assert not is_kind_of(general, special)


def test_rarer_senses_count_if_asked() -> None:
    assert not is_kind_of("barge", "vessel")
    assert is_kind_of("barge", "vessel", most=2)


def test_synonyms_have_the_same_usual_sense() -> None:
    assert are_synonyms("ceasefire", "truce")
    assert are_synonyms("armistice", "cease-fire")
    assert not are_synonyms("arrhythmia", "tachycardia")
    assert not are_synonyms("zzz", "zzz")


def test_places_lie_in_countries_and_other_places() -> None:
    dallas, andes = place("Dallas"), place("Andes")
    assert dallas is not None
    assert dallas.country == "united states"
    assert andes is not None
    assert {"peru", "south america"} <= set(andes.wholes)
    assert place("Beethoven") is None
    assert named("Nobody Atall") is None


@pytest.mark.parametrize(
    ("noun", "sort"),
    [
        ("erosion", "process"),
        ("barometer", "tool"),
        ("savanna", "place"),
        ("mitochondria", "part of a body"),
        ("lively", "no noun"),
    ],
)
def test_nouns_have_sorts(noun: str, sort: str) -> None:
    assert sort in sorts_of(noun)


def test_unknown_words_have_no_sort() -> None:
    assert not sorts_of("qwertz")


def test_usual_senses_come_first() -> None:
    assert sorts_of("layer", 2) < sorts_of("layer")


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("hills shaped like eggs below a glacier", "hills"),
        ("a prosecutor brought in from outside", "prosecutor"),
        ("a tomato seed of the year before", "seed"),
        ("a red striped shirt", "shirt"),
    ],
)
def test_what_is_done_to_something_is_not_its_noun(phrase: str, head: str) -> None:
    assert head_of(phrase) == head


def test_phrases_tell_what_they_are_about() -> None:
    assert head_of("a drowned valley that a glacier carved") == "valley"
    assert is_activity("the wearing away of land by water")
    assert not is_activity("the building that a bank owns")
    assert is_no_noun_phrase("at a walking pace")
    assert not is_no_noun_phrase("a walk at noon")


def test_everybody_knows_some_years() -> None:
    assert year_of("the first landing of people on the Moon", "en") == 1969
    assert year_of("the assassination of John F. Kennedy", "en") == 1963
    assert year_of("the assassination of Julius Caesar", "en") is None
    assert year_of("the fall of Saigon", "en") is None
    assert year_of("the fall of the Berlin Wall", "de") is None


def test_names_are_found_by_the_keys_of_their_lines() -> None:
    keys = runpy.run_path(str(SCRIPT))["keys_of"](NAMES.read_text("utf-8").splitlines())
    lines = [f"{key}\t{number}" for key, number in sorted(keys.items())]
    renew = "run `python tests/scripts/renew_lexicon.py`"
    assert KEYS.read_text("utf-8").splitlines() == lines, renew


@pytest.mark.parametrize(
    ("search", "path"), [(SplitLines, KEYS), (SortedLines, KEYS), (SortedLines, NOUNS)]
)
def test_the_search_finds_every_line(search: type[SortedLines | SplitLines], path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    known = dict(line.split("\t", 1) for line in lines)
    searched = search(path)
    some = [*list(known)[:: len(known) // 500], min(known), max(known)]
    assert [searched.about(word) for word in some] == [known[word] for word in some]
    assert not any(map(searched.about, ("", "\t", "a\nb", "no such word", "\U0010ffff")))
