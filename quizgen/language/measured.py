"""Figures whose words say what is measured: the height of a tower is no "number of the height"."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.late import late_pattern

# Genitives such as "der Schulen" follow "Anzahl", so that only some nouns tell a measure.
_GERMAN = "Anteil|Preis|Wert|Umfang|Durchmesser|Abstand|Verbrauch|Ertrag|Umsatz|Gewinn|Betrag"
_RUSSIAN = (
    "высота|длина|ширина|глубина|толщина|масса|вес|площадь|доля|население|численность|стоимость"
    "|цена|объём|объем|возраст|скорость|температура|расстояние|число|количество"
)
# Amounts of money, which are no counts; a tax office is none.
_AMOUNT = (
    "bonus|budget|cost|debt|deficit|fare|fee|fine|grant|income|loan|loss|pension|price|profit|raise"
    "|ransom|rent|revenue|reward|salary|subsidy|tax|toll|wage"
)
_AFTER = "at|for|from|in|is|of|on|paid|per|that|to|under|was|which|with"
# What a count is called, in small letters: most texts lack it, and need no search.
_COUNT = {
    "en": "number of the ",
    "de": "anzahl ",
    "es": "número de ",
    "fr": " (nombre)",
    "ru": "число ",
}
# The same before the words that tell a measure themselves.
_COUNTED = {
    "en": late_pattern(
        r"number of the (?=(?:(?!of\b)[\w-]+ ){0,3}(?!people|men|women|children)"
        r"[\w-]*(?:[^\Ws]|ss) of "
        rf"|(?:(?!(?:{_AFTER})\b)[\w-]+ ){{0,3}}(?:{_AMOUNT})(?:[?.]| (?:{_AFTER})\b))",
        re.IGNORECASE,
    ),
    "de": late_pattern(rf"Anzahl (?=(?:die|das) |der (?:{_GERMAN})\b)"),
    "es": late_pattern(r"número de (?=(?:el|la) [\w-]+ (?:de|del) )"),
    "fr": late_pattern(r" \(nombre\)(?=.*: (?:la |le |l['\u2019]))"),
    "ru": late_pattern(rf"число (?=(?:{_RUSSIAN})\b)"),
}


def without_count(sentence: str, language: str) -> str:
    """Return a question or claim about a figure without "number of" before another measure.

    `language` is a code such as `en`. "What is the number of the height of the tower?" becomes
    "What is the height of the tower?".
    """
    code = _main(language)
    if code not in _COUNT or _COUNT[code] not in sentence.lower():
        return sentence
    return _COUNTED[code].sub("", sentence, count=1)


@lru_cache(maxsize=16)
def _main(language: str) -> str:
    return language.partition("-")[0].casefold()
