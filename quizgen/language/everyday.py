"""What every adult answers at once, chosen by hand: capitals, authors, sights, measures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from msgspec import Struct

from quizgen.language.number_words import number_words

# What is asked for, and what everybody answers.
_CAPITALS = """
austria: vienna; china: beijing; egypt: cairo; england: london; france: paris; germany: berlin;
greece: athens; ireland: dublin; italy: rome; japan: tokyo; poland: warsaw; portugal: lisbon;
russia: moscow; spain: madrid; united kingdom: london; united states: washington
"""
_AUTHORS = """
hamlet: shakespeare; harry potter: rowling; last supper: leonardo; mona lisa: leonardo;
origin species: darwin; romeo juliet: shakespeare; theory relativity: einstein; war peace: tolstoy
"""
_MEASURES = """
centimeter meter: 100; centimetre metre: 100; day week: 7; day year: 365;
day leap year: 366; wheel bicycle: 2; wheel bike: 2; wheel tricycle: 3; wheel car: 4;
gram kilogram: 1000; hour day: 24; meter kilometer: 1000; metre kilometre: 1000;
minute hour: 60; month year: 12; second minute: 60; week year: 52; leg spider: 8; leg insect: 6;
letter alphabet: 26; side triangle: 3; planet solar system: 8; continent: 7; h2o: water;
water: h2o; nacl: salt
"""
_SIGHTS = """
acropolis: athens; big ben: london; brandenburg gate: berlin; buckingham palace: london; christ
redeemer: rio de janeiro; colosseum: rome; eiffel tower: paris; empire state building: new york;
golden gate bridge: san francisco; great wall: china; hollywood: los angeles; kremlin: moscow;
louvre: paris; machu picchu: peru; niagara falls: canada; notre dame: paris; opera house sydney:
sydney; petra: jordan; pyramid giza: egypt; red square: moscow; sagrada familia: barcelona; statue
liberty: new york; sistine chapel: vatican; taj mahal: india; white house: washington
"""
# What children learn of animals: how many legs they have, what they say, and what they give.
_LEGS = {
    "2": "bird chicken duck goose hen human ostrich penguin person swan",
    "4": "bear camel cat cow deer dog donkey elephant fox giraffe goat hare horse lion mouse pig "
    "rabbit sheep tiger wolf zebra",
}
_SOUNDS = """
bee: buzz; cat: meow; cat: miaow; cat: purr; cow: moo; dog: bark; dog: woof; duck: quack; frog:
croak; horse: neigh; lion: roar; owl: hoot; pig: oink; sheep: baa; sheep: bleat; wolf: howl
"""
_GIFTS = "bee: honey; chicken: egg; cow: milk; hen: egg; sheep: wool; spider: web"
_STARS = "daylight star: sun; earth nearest star: sun; closest earth star: sun"
_JOINTS = "a an the of in on is are was were does do did has have what which and"
# The words that questions of each sort have besides.
_ABOUT_CAPITALS = "capital city country state whose name called serves as"
_ABOUT_AUTHORS = (
    "who wrote write written painted paint created developed author painter artist writer poet "
    "person by novel play book series epic poem painting tragedy drama whose work made"
)
_ABOUT_MEASURES = (
    "how many there one make up contain called common commonly name chemical formula substance "
    "number known as earth english long"
)
_ABOUT_SIGHTS = (
    "at bridge building castle cathedral city country find found lie located museum palace place "
    "see situated stand state tower visit where you can"
)
_ABOUT_SOUNDS = "animal call cry make noise say sound typical"
_ABOUT_GIFTS = "animal food give insect lay make produce product"
_ABOUT_STARS = "called give name our to us"
# An answer says so many words more at most: William Shakespeare, 7 days.
_MORE = 2


class _Lore(Struct, frozen=True):
    """Questions of one sort: words that they share, and the answers to each subject."""

    shared: frozenset[str]
    answers: Mapping[frozenset[str], Collection[frozenset[str]]]


def is_everyday(stem: Iterable[str], answer: Collection[str]) -> bool:
    """Return whether everybody answers a question, given by its words and those of its answer.

    The words are English ones in small letters without endings of genitives. A stem that says
    more, as one that asks for the second edition of a book, is no such question.
    """
    return _is_known(_lore(), stem, answer)


def is_of_animals(stem: Iterable[str], answer: Collection[str]) -> bool:
    """Return whether a question asks what children learn of animals: legs, sounds, gifts.

    The words are as in `is_everyday`.
    """
    return _is_known(_lore_of_animals(), stem, answer)


def _is_known(lores: Iterable[_Lore], stem: Iterable[str], answer: Collection[str]) -> bool:
    asked, given = _plain(stem), _plain(answer) - _plain(_JOINTS.split())
    for lore in lores:
        for expected in lore.answers.get(asked - lore.shared, ()):
            if expected <= given and len(given) <= len(expected) + _MORE:
                return True
    return False


def is_capital(name: str) -> bool:
    """Return whether an English name is that of a capital that everybody knows."""
    return name.casefold() in _cities()


@cache
def _cities() -> frozenset[str]:
    return frozenset(city for _, city in pairs_in(_CAPITALS))


def _plain(words: Iterable[str]) -> frozenset[str]:
    """Return words without the endings of plurals, and numbers in figures."""
    return frozenset(map(_plain_word, words))


def _plain_word(word: str) -> str:
    number = number_words("en").small.get(word)
    if number is not None:
        return str(number)
    is_plural = word.endswith("s") and not word.endswith("ss") and len(word) > len("was")
    return word[:-1] if is_plural else word


@cache
def _lore() -> tuple[_Lore, ...]:
    return (
        _read(_CAPITALS, _ABOUT_CAPITALS),
        _read(_turned(_CAPITALS), _ABOUT_CAPITALS),
        _read(_AUTHORS, _ABOUT_AUTHORS),
        _read(_MEASURES, _ABOUT_MEASURES),
        _read(_SIGHTS, _ABOUT_SIGHTS),
        _read(_STARS, _ABOUT_STARS),
        *_lore_of_animals(),
    )


@cache
def _lore_of_animals() -> tuple[_Lore, ...]:
    animals = ((animal, legs) for legs, names in _LEGS.items() for animal in names.split())
    on_legs = ";".join(f"leg {animal}: {legs}" for animal, legs in animals)
    return (
        _read(on_legs, _ABOUT_MEASURES),
        _read(_SOUNDS, _ABOUT_SOUNDS),
        _read(_turned(_SOUNDS), _ABOUT_SOUNDS),
        _read(_GIFTS, _ABOUT_GIFTS),
        _read(_turned(_GIFTS), _ABOUT_GIFTS),
    )


def pairs_in(text: str) -> list[tuple[str, str]]:
    """Return what is asked for and what everybody answers, of a list such as ``a: b; c: d``."""
    parted = (each.partition(": ") for each in text.split(";"))
    return [(one.strip(), other.strip()) for one, _, other in parted]


def _turned(text: str) -> str:
    return ";".join(f"{other}: {one}" for one, other in pairs_in(text))


def _read(text: str, shared: str) -> _Lore:
    answers: dict[frozenset[str], list[frozenset[str]]] = {}
    general = _plain(f"{_JOINTS} {shared}".split())
    for subject, answer in pairs_in(text):
        words = _plain(subject.split()) - general
        answers.setdefault(words, []).append(_plain(answer.split()))
    return _Lore(general, answers)
