"""German questions that everybody can answer: capitals, measures of daily life, brands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from quizgen.language.everyday import pairs_in
from quizgen.language.famous import is_brand, is_famous_thing, is_famous_work
from quizgen.language.number_words import number_words
from quizgen.language.words import set_of, tokens
from quizgen.late import late_pattern

# As words are compared: ss for ß.
_CAPITALS = """
belgien: brüssel; china: peking; deutschland: berlin; dänemark: kopenhagen; england: london;
frankreich: paris; griechenland: athen; grossbritannien: london; irland: dublin; italien: rom;
japan: tokio; niederlande: amsterdam; polen: warschau; portugal: lissabon; russland: moskau;
schweden: stockholm; schweiz: bern; spanien: madrid; tschechien: prag; ungarn: budapest;
usa: washington; ägypten: kairo; österreich: wien
"""
_MEASURES = """
beine hund: 4; beine insekt: 6; beine katze: 4; beine spinne: 8; buchstaben alphabet: 26;
ecken dreieck: 3; gramm kilogramm: 1000; meter kilometer: 1000; minuten stunde: 60;
monate jahr: 12; räder auto: 4; räder fahrrad: 2; sekunden minute: 60; seiten dreieck: 3;
stunden tag: 24; tage jahr: 365; tage schaltjahr: 366; tage woche: 7; wochen jahr: 52;
zentimeter meter: 100
"""
_ABOUT_CAPITALS = set_of(
    "ist die hauptstadt von der des was welche welches welchem stadt land staat landes staates "
    "heisst wie nenne lautet"
)
_ABOUT_MEASURES = set_of(
    "wie viele hat haben ein eine einen einem einer in im der das die gibt es sind"
)
_ASKS_MEANING = late_pattern(
    r"was (?:ist|sind|war|waren) (?:der |die |das )?(?P<name>[^?]+?)\s*\?"
    r"|was versteht man unter (?:dem |der |den )?(?P<meant>[^?]+?)\s*\?",
    re.IGNORECASE,
)
_QUOTES = "\"'„“”»« "
_ARTICLES = set_of("der die das")


def asks_daily_life(stem: str, answer: str) -> bool:
    """Return whether everybody knows the answer to a German question, as to a capital."""
    words = tokens(stem)
    given = " ".join(_number(word) for word in tokens(answer) if word not in _ARTICLES)
    if not given:
        return False
    if "hauptstadt" in words:
        subject = _rest(words, _ABOUT_CAPITALS)
        return given in (_capital_of(subject), *_lands_of(subject))
    return _pairs(_MEASURES).get(_rest(words, _ABOUT_MEASURES)) == given.split(" ")[0]


def household_name_in(stem: str) -> str:
    """Return the name of a thing of which a German stem asks what it is, "" if some don't know."""
    asked = _ASKS_MEANING.fullmatch(stem.strip())
    name = (asked["name"] or asked["meant"]).strip(_QUOTES) if asked else ""
    is_famous = is_famous_thing(name) or is_famous_work(name) or is_brand(name)
    return name if name and is_famous else ""


def _rest(words: tuple[str, ...], shared: frozenset[str]) -> str:
    return " ".join(word for word in words if word not in shared)


def _capital_of(land: str) -> str:
    """Return the capital of a state, also in the genitive: Frankreichs."""
    found = _pairs(_CAPITALS)
    return found.get(land) or found.get(land.removesuffix("s"), "")


def _lands_of(capital: str) -> list[str]:
    return [land for land, city in _pairs(_CAPITALS).items() if city == capital]


def _number(word: str) -> str:
    return str(number_words("de").small.get(word, word))


@cache
def _pairs(text: str) -> Mapping[str, str]:
    return dict(pairs_in(text))
