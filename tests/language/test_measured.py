"""Figures whose words say what is measured are not asked for as numbers of it."""

from __future__ import annotations

import pytest

from quizgen.language.measured import without_count


@pytest.mark.parametrize(
    ("language", "sentence", "better"),
    [
        (
            "en",
            "what is the number of the height of the tower?",
            "what is the height of the tower?",
        ),
        (
            "en-GB",
            "what was the approximate number of the share of nuclear energy in the town?",
            "what was the approximate share of nuclear energy in the town?",
        ),
        (
            "en",
            "the number of the mass of the bell is 5.4 t.",
            "the mass of the bell is 5.4 t.",
        ),
        (
            "en",
            "what is the number of the number of schools in the town?",
            "what is the number of schools in the town?",
        ),
        (
            "en",
            "what is the number of the raise that the union demands?",
            "what is the raise that the union demands?",
        ),
        ("en", "the number of the yearly fee is $12.", "the yearly fee is $12."),
        (
            "de",
            "wie groß ist dieser Wert: Anzahl die Höhe des Turms?",
            "wie groß ist dieser Wert: die Höhe des Turms?",
        ),
        (
            "de",
            "wie groß ist dieser Wert: Anzahl der Anteil der Kernkraft?",
            "wie groß ist dieser Wert: der Anteil der Kernkraft?",
        ),
        (
            "es",
            "¿cuál es el valor de este dato: número de la altura de la torre?",
            "¿cuál es el valor de este dato: la altura de la torre?",
        ),
        (
            "fr",
            "quelle est la valeur de cette donnée (nombre) : la hauteur de la tour ?",
            "quelle est la valeur de cette donnée : la hauteur de la tour ?",
        ),
        (
            "ru",
            "чему равно значение этого показателя: число высота башни?",
            "чему равно значение этого показателя: высота башни?",
        ),
    ],
)
def test_measures_are_no_counts(language: str, sentence: str, better: str) -> None:
    assert without_count(sentence, language) == better


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "what is the number of the people of France?"),
        ("en", "what is the number of the schools of the town?"),
        ("en", "what is the number of the bus?"),
        ("en", "what is the number of the tax office in Horn?"),
        ("en", "what is the number of the bus with the highest fare?"),
        ("en", "what is the number of moons of Mars?"),
        ("de", "wie groß ist dieser Wert: Anzahl der Schulen des Bezirks?"),
        ("es", "¿cuál es el valor de este dato: número de las escuelas del distrito?"),
        ("fr", "quelle est la valeur de cette donnée (nombre) : écoles de la ville ?"),
        ("ru", "чему равно значение этого показателя: число школ в районе?"),
        ("it", "il numero di la casa?"),
    ],
)
def test_counts_stay(language: str, sentence: str) -> None:
    assert without_count(sentence, language) == sentence
