"""German questions without a colon before what they ask about."""

from __future__ import annotations

import pytest

from quizgen.language.german import without_colon

EVENT = "an welchem Tag fand dieses Ereignis statt: "


@pytest.mark.parametrize(
    ("question", "better"),
    [
        (f"{EVENT}der Mauerfall?", "an welchem Tag fand der Mauerfall statt?"),
        (f"{EVENT}die Krönung Karls?", "an welchem Tag fand die Krönung Karls statt?"),
        (f"{EVENT}die erste Messe?", "an welchem Tag fand die erste Messe statt?"),
        (
            "wann trat dieser Vertrag in Kraft: der Vertrag von Rom?",
            "wann trat der Vertrag von Rom in Kraft?",
        ),
        (
            "zu welchem Land gehört diese Organisation: die Reichsbahn?",
            "zu welchem Land gehört die Reichsbahn?",
        ),
        (
            "auf wen trifft diese Beschreibung zu: der Mönch, der Erbsen zählte?",
            "wer war der Mönch, der Erbsen zählte?",
        ),
        (
            "welche Organisation ist hier beschrieben: die Zeitung, die Marx leitete?",
            "wie heißt die Zeitung, die Marx leitete?",
        ),
        (
            "wie groß ist dieser Wert: Anzahl der Schulen?",
            "wie groß ist die Anzahl der Schulen?",
        ),
        (
            "wie groß war 1990 dieser Wert mindestens: Anteil der Wähler?",
            "wie groß war 1990 mindestens der Anteil der Wähler?",
        ),
        (
            "wie groß ist dieser Wert: die Höhe des Turms?",
            "wie groß ist die Höhe des Turms?",
        ),
    ],
)
def test_a_name_stands_in_its_place(question: str, better: str) -> None:
    assert without_colon(question, "war") == better


@pytest.mark.parametrize(
    "question",
    [
        f"{EVENT}die Kriege?",
        f"{EVENT}die ersten Wahlen?",
        f"{EVENT}Krönung Karls?",
        f"{EVENT}die Konferenz, die Wilson leitete?",
        "auf wen trifft diese Beschreibung zu: Entdecker des Neptun?",
        "wie groß ist dieser Wert: Kosten des Turms?",
        "wie lautet der volle Name dieses Vertrags: der Vertrag von Rom?",
    ],
)
def test_other_questions_keep_their_colon(question: str) -> None:
    assert without_colon(question, "war") == question
