"""Questions about events with the verb for their noun."""

from __future__ import annotations

import pytest

from quizgen.language.happenings import with_verb


@pytest.mark.parametrize(
    ("question", "better"),
    [
        ("In which year did the founding of Intel take place?", "In which year was Intel founded?"),
        (
            "On which date did the release of the Web into the public domain occur?",
            "On which date was the Web released into the public domain?",
        ),
        ("When did the arrival of the crew on Mir happen?", "When did the crew arrive on Mir?"),
        ("Where did the signing of the Pact take place?", "Where was the Pact signed?"),
        (
            "When did the signing of the Convention on the Law of the Sea take place?",
            "When was the Convention on the Law of the Sea signed?",
        ),
        (
            "When did the announcement of Linux on Usenet occur?",
            "When was Linux announced on Usenet?",
        ),
        (
            "When did the end of the first voyage around the world happen?",
            "When did the first voyage around the world end?",
        ),
        (
            "When did the start of Nansen's drift in the Arctic take place?",
            "When did Nansen's drift in the Arctic start?",
        ),
        ("When did the sinking of the Titanic happen?", "When did the Titanic sink?"),
        ("When did the release of the hostages take place?", "When were the hostages released?"),
        (
            "When did the handing out of leaflets at the station take place?",
            "When were leaflets handed out at the station?",
        ),
        ("When did the shooting down of the U-2 occur?", "When was the U-2 shot down?"),
        ("When did the fall of the Twin Towers happen?", "When did the Twin Towers fall?"),
        (
            "When did the introduction of euro notes and coins take place?",
            "When were euro notes and coins introduced?",
        ),
        (
            "When did the signing of the treaty between Spain and Portugal take place?",
            "When was the treaty between Spain and Portugal signed?",
        ),
        (
            "When did the signing of the Helsinki Accords take place?",
            "When were the Helsinki Accords signed?",
        ),
        (
            "When did the first description of cells take place?",
            "When were cells first described?",
        ),
        (
            "When did the first launch of the Shuttle take place?",
            "When was the Shuttle first launched?",
        ),
        (
            "When did the award of the prize to the Union occur?",
            "When was the prize awarded to the Union?",
        ),
        (
            "When did the landing of Napoleon near Cannes take place?",
            "When did Napoleon land near Cannes?",
        ),
        ("When did the fall of Constantinople take place?", "When did Constantinople fall?"),
        (
            "When did the royal family's arrest on its flight from Paris take place?",
            "When was the royal family arrested on its flight from Paris?",
        ),
        (
            "When did Napoleon's landing in France after his escape from Elba take place?",
            "When did Napoleon land in France after his escape from Elba?",
        ),
        (
            "When did Napoleon's coronation as emperor occur?",
            "When was Napoleon crowned emperor?",
        ),
        ("When did the hostages' rescue take place?", "When were the hostages rescued?"),
        ("When did the treaty of Verdun take place?", "When was the treaty of Verdun concluded?"),
        ("When did the Oslo Accords take place?", "When were the Oslo Accords concluded?"),
        ("When did the Edict of Nantes occur?", "When was the Edict of Nantes issued?"),
        ("When did the Stamp Act take place?", "When was the Stamp Act passed?"),
    ],
)
def test_a_known_noun_becomes_a_verb(question: str, better: str) -> None:
    assert with_verb(question) == better


@pytest.mark.parametrize(
    "question",
    [
        "When did the Battle of Zama take place?",
        "When did the act of sabotage take place?",
        "When did the fall of Robespierre take place?",
        "When did the fall of the king take place?",
        "When did Napoleon's first abdication take place?",
        "When did Napoleon's seizure of power take place?",
        "When did Darwin's publication on species take place?",
        "When did the king's arrest of the members take place?",
        "When did the Christmas Truce take place?",
        "When did the talks on the treaty take place?",
        "When did the landing of troops whose ships sank take place?",
        "When did the bombing of 1945 take place?",
        "When did the release of news take place?",
        "When did the election of the House of Commons and the Lords take place?",
        "When did the execution of Louis XVI and Marie Antoinette take place?",
        "When did the discovery of the planet Mars take place?",
        "When did the eruption of the volcano that buried Pompeii take place?",
        "When was the launch of Ariane due to take place?",
        "When did the first landing of the Shuttle take place?",
        "When did the publication of the sentence that cells come from cells take place?",
    ],
)
def test_any_other_question_stays(question: str) -> None:
    assert with_verb(question) == question
