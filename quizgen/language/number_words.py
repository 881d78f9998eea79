"""Numbers in words: the words of each language, and the numbers that they stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct


class NumberWords(Struct, frozen=True):
    """The words for numbers in a language.

    `small` are added to each other, `joiners` may stand between them, `hundreds` multiply what
    stands before them, and `scales` multiply all that stands before them. Four and one of the
    `twenties` are eighty. If `joins_tens`, a joiner also stands between tens and ones.
    """

    small: Mapping[str, int]
    hundreds: Mapping[str, int] = {}
    scales: Mapping[str, int] = {}
    joiners: frozenset[str] = frozenset()
    twenties: frozenset[str] = frozenset()
    joins_tens: bool = False


@cache
def number_words(language: str) -> NumberWords:
    """Return the number words of a language (``de``), those of English for other languages."""
    return _LANGUAGES.get(language, _LANGUAGES["en"])


def goes_on(before: str, word: str, known: NumberWords, *, is_joined: bool) -> bool:
    """Return whether a number word goes on with the number that ends with another one.

    `is_joined` says that a joiner stands between them: one hundred and five is a number, twelve
    and fifteen are two.
    """
    if word in known.hundreds:
        return before in known.small and not is_joined
    if word in known.scales:
        return not is_joined
    if before not in known.small:
        return True
    return (known.joins_tens or not is_joined) and _adds(before, word, known)


def _adds(before: str, word: str, known: NumberWords) -> bool:
    """Return whether a small number is added to the one before it: twenty five."""
    first, second = known.small[before], known.small[word]
    if word in known.twenties and first == 4:
        return True
    if first >= 100:
        return 0 < second < 100
    is_ten = first >= _least_ten(known) and first % 10 == 0
    return is_ten and 0 < second < _most_behind(before, known)


def _least_ten(known: NumberWords) -> int:
    """Return the first ten that ones follow: in French, dix-sept is ten and seven."""
    return 10 if known.twenties else 20


def _most_behind(before: str, known: NumberWords) -> int:
    """Return what a number behind a ten is below: French counts up to nineteen from 60 and 80."""
    counts_on = known.twenties and (known.small[before] == 60 or before in known.twenties)
    return 20 if counts_on else 10


def value_of(words: Sequence[str], known: NumberWords) -> int | None:
    """Return the number that some words stand for, None if they stand for none."""
    total, group = 0, 0
    for word in words:
        if word in known.twenties and group % 100 == 4:
            group += 80 - 4
        elif word in known.small:
            group += known.small[word]
        elif word in known.hundreds:
            group = max(group, 1) * known.hundreds[word]
        elif word in known.scales:
            total += max(group, 1) * known.scales[word]
            group = 0
        elif word not in known.joiners:
            return None
    return total + group


def _counted(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    """Return the numbers of words in ascending order; a slash separates forms of one number."""
    return {
        form: start + step * index
        for index, forms in enumerate(words.split())
        for form in forms.split("/")
    }


def _german() -> dict[str, int]:
    ones = _counted("ein zwei drei vier fünf sechs sieben acht neun", 1)
    tens = _counted("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", 20, 10)
    compounds = {
        f"{one}und{ten}": number + tens[ten] for one, number in ones.items() for ten in tens
    }
    teens = _counted(
        "null eins/eine/einen/einem/einer zwei drei vier fünf sechs sieben acht neun zehn elf "
        "zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
    )
    del teens["eine"], teens["einen"], teens["einem"], teens["einer"]
    return {**teens, **tens, **compounds}


_LANGUAGES = {
    "en": NumberWords(
        _counted(
            "zero one two/both three four five six seven eight nine ten eleven twelve "
            "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
        )
        | _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
        {"hundred": 100, "dozen": 12},
        {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
        frozenset({"and"}),
    ),
    "de": NumberWords(
        _german(),
        {"hundert": 100, "einhundert": 100},
        {
            **dict.fromkeys(("tausend", "tsd", "eintausend"), 10**3),
            **dict.fromkeys(("million", "millionen", "mio"), 10**6),
            **dict.fromkeys(("milliarde", "milliarden", "mrd"), 10**9),
        },
    ),
    "fr": NumberWords(
        _counted(
            "zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
            "quinze seize"
        )
        | _counted(
            "vingt/vingts trente quarante cinquante soixante septante huitante nonante", 20, 10
        ),
        {"cent": 100, "cents": 100},
        {
            "mille": 10**3,
            **dict.fromkeys(("million", "millions"), 10**6),
            **dict.fromkeys(("milliard", "milliards"), 10**9),
        },
        frozenset({"et"}),
        frozenset({"vingt", "vingts"}),
        joins_tens=True,
    ),
    "es": NumberWords(
        _counted(
            "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece "
            "catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún "
            "veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho "
            "veintinueve"
        )
        | _counted("treinta cuarenta cincuenta sesenta setenta ochenta noventa cien/ciento", 30, 10)
        | _counted("doscientos/doscientas trescientos/trescientas", 200, 100)
        | _counted("quinientos/quinientas seiscientos/seiscientas", 500, 100),
        {},
        {"mil": 10**3, "millón": 10**6, "millones": 10**6},
        frozenset({"y"}),
        joins_tens=True,
    ),
    "ru": NumberWords(
        _counted(
            "ноль один/одна/одно/одного два/две/двух/двум три/трёх/трех четыре/четырёх/четырех "
            "пять/пяти шесть/шести семь/семи восемь/восьми девять/девяти десять/десяти "
            "одиннадцать/одиннадцати двенадцать/двенадцати тринадцать четырнадцать пятнадцать "
            "шестнадцать семнадцать восемнадцать девятнадцать"
        )
        | _counted("двадцать/двадцати тридцать/тридцати", 20, 10)
        | _counted("сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти семьдесят", 40, 10)
        | _counted("восемьдесят девяносто сто/ста", 80, 10)
        | _counted("двести триста четыреста пятьсот шестьсот", 200, 100),
        {},
        {
            **dict.fromkeys(("тысяча", "тысячи", "тысяч", "тыс"), 10**3),
            **dict.fromkeys(("миллион", "миллиона", "миллионов", "млн"), 10**6),
            **dict.fromkeys(("миллиард", "миллиарда", "миллиардов", "млрд"), 10**9),
        },
    ),
}
