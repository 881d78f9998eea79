"""Terms of which one is a kind of the other: what defines the other is true of it as well."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.distractors import Refusal
from quizgen.project import QuizOptions

VERSE = """
  foot: {name: foot, definition: a unit of stressed and unstressed syllables, topic: t}
  iamb: {name: iamb, definition: a foot that rises, topic: t}
  trochee: {name: trochee, definition: a kind of foot that falls, topic: t}
  spondee: {name: spondee, definition: two long syllables in a row, topic: t}
  metre: {name: metre, definition: the rhythm of the syllables in a line, topic: t}
  caesura: {name: caesura, definition: a pause within a line, topic: t}
"""
GROWTHS = """
  neoplasm: {name: neoplasm, definition: a growth of cells that does not stop, topic: t}
  benign: {name: benign neoplasm, definition: a growth of cells that stays in place, topic: t}
  adenoma: {name: adenoma, definition: a benign neoplasm of a gland, topic: t}
  edema: {name: edema, definition: a swelling that comes from fluid, topic: t}
  ascites: {name: ascites, definition: an increase of fluid in the belly, topic: t}
"""
HEARTS = """
  arrhythmia: {name: arrhythmia, definition: an abnormal heartbeat, topic: t}
  bradycardia: {name: Bradycardia, definition: a slow heartbeat, topic: t}
  dysrhythmia: {name: cardiac arrhythmia, definition: a heartbeat without a rhythm, topic: t}
  infarct: {name: infarct, definition: a heartbeat that dies away, topic: t}
"""
SCIENCES = """
  force: {name: force, definition: what changes the motion of a body, topic: t}
  power: {name: power, definition: the work done in a unit of time, topic: t}
"""
SHIPS = """
  vessel: {name: vessel, definition: a ship of any kind, topic: t}
  barge: {name: barge, definition: a flat ship for goods on canals, topic: t}
  pulse: {name: pulse, definition: a wave of pressure that follows each beat, topic: t}
  systole: {name: systole, definition: the phase of a beat in which the heart contracts, topic: t}
"""
ARTERIES = """language: {language}
terms:
  artery: {{name: {artery}, definition: "{which} A", topic: t}}
  coronary: {{name: {coronary}, definition: "{which} B", topic: t}}
"""


def why(tmp_path: Path, deck: str, question: str, candidate: str) -> object:
    """Return why a candidate is wrong or refused in a question, by its text in small letters."""
    asked = project_of(tmp_path, deck).questions(QuizOptions(options=6), explain=True)
    made = next(each for each in asked if each.prompt.id == f"terms/{question}")
    taken = getattr(made, "distractors", ())
    whys = {each.text.casefold(): each.why for each in made.refused}
    whys |= {each.filler.text.casefold(): each.proof for each in taken}
    return whys.get(candidate)


@pytest.mark.parametrize(
    ("deck", "general", "special"),
    [
        (VERSE, "foot", "iamb"),
        (VERSE, "foot", "trochee"),
        (GROWTHS, "neoplasm", "benign neoplasm"),
        (GROWTHS, "neoplasm", "adenoma"),
        # WordNet knows that it is one, whatever the definition says.
        (HEARTS, "arrhythmia", "bradycardia"),
        (HEARTS, "arrhythmia", "cardiac arrhythmia"),
        (HEARTS, "dysrhythmia", "arrhythmia"),
        # A vessel is a tube first, but not where both are ships.
        (SHIPS, "vessel", "barge"),
    ],
)
def test_a_kind_of_the_term_is_no_wrong_answer(
    tmp_path: Path, deck: str, general: str, special: str
) -> None:
    asked = f"{general}/definition/back"
    assert why(tmp_path, f"terms:{deck}", asked, special) is Refusal.UNPROVEN


def test_a_wider_meaning_is_no_wrong_one(tmp_path: Path) -> None:
    wider = "a growth of cells that does not stop"
    assert why(tmp_path, f"terms:{GROWTHS}", "benign/definition", wider) is Refusal.UNPROVEN


@pytest.mark.parametrize(
    ("deck", "asked", "candidate"),
    [
        # Neither of two kinds is the other one.
        (VERSE, "iamb", "trochee"),
        (VERSE, "foot", "metre"),
        (GROWTHS, "edema", "ascites"),
        (HEARTS, "bradycardia", "arrhythmia"),
        (HEARTS, "arrhythmia", "infarct"),
        # Other words mean the same only where the definitions have something in common.
        (SCIENCES, "power", "force"),
        (SHIPS, "pulse", "systole"),
    ],
)
def test_terms_side_by_side_stay_wrong(
    tmp_path: Path, deck: str, asked: str, candidate: str
) -> None:
    found = why(tmp_path, f"terms:{deck}", f"{asked}/definition/back", candidate)
    assert found is not Refusal.UNPROVEN


@pytest.mark.parametrize(
    ("language", "artery", "coronary", "which"),
    [
        ("de", "Arterie", "koronare Arterie", "ein Gefäß"),
        ("es", "arteria", "arteria coronaria", "un vaso"),
        ("fr", "artère", "artère coronaire", "un vaisseau"),
        ("ru", "артерия", "коронарная артерия", "сосуд"),
    ],
)
def test_names_tell_of_kinds_in_other_languages(
    tmp_path: Path, language: str, artery: str, coronary: str, which: str
) -> None:
    deck = ARTERIES.format(language=language, artery=artery, coronary=coronary, which=which)
    asked = "artery/definition/back"
    assert why(tmp_path, deck, asked, coronary.casefold()) is Refusal.UNPROVEN
