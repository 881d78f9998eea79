# ruff: noqa: RUF001 - the letters and signs of other scripts are intended
"""Spaces at which no line may break: within dates, before units and signs, after initials."""

from __future__ import annotations

import re

_NBSP = "\N{NO-BREAK SPACE}"
# The first letters of months, in the languages with their own, and the Spanish word before them.
_MONTHS = (
    "jan|feb|fév|mar|mär|apr|avr|abr|may|mai|jun|jui|jul|aug|aoû|ago|sep|oct|okt|"
    "nov|dec|déc|dez|dic|ene|de |"
    "янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек"
)
_UNITS = (
    # Signs.
    "[kcdmnµμ]?m|[kmµμ]?g|[MG]?t|ha|[mcdh]?[lL]|h|min|[mµμn]?s|ft|mi|mph|lbs?|oz|"
    "K|[kMGT]?W|[kMGT]?Wh|[mk]?V|m?A|[kMG]?Ω|[kMG]?Hz|[kM]?J|k?cal|[kMG]?eV|k?N|[hkM]?Pa|m?bar|"
    "m?mol|dB|[kKMGT]B|"
    # Words.
    "Mio|Mrd|millions?|billions?|milliards?|millones|percent|Prozent|degrees|Grad|"
    "years?|months?|days?|hours?|minutes?|seconds?|miles?|feet|(?:kilo)?met(?:er|re)s?|light-years?|"
    "Jahren?|Jahre|Monaten?|Monate|Tagen?|Tage|Stunden?|Minuten?|Sekunden?|(?:Kilom|M)etern?|"
    "Lichtjahren?|Lichtjahre|Euro|ans?|jours?|heures?|(?:kilo)?mètres?|años?|días?|horas?|"
    "(?:kiló)?metros?|dollars?|euros?|"
    "км|м|см|мм|кг|г|мг|т|ч|мин|с|га|л|тыс|млн|млрд|лет|дней|часов|руб|градусов|процентов"
)
# Each alternative begins with the space, which is quick to find; lookbehinds check what precedes.
_BLANK = re.compile(
    # Before signs, as French sets them, and before a dash, because no line begins with one.
    r" (?:(?=[?!;:»%‰°€$£–—])(?:(?=[^€$£–—])|(?=[€$£](?!\d))|(?=[–—](?: |$)))"
    # Within a number and before its unit: 384 400 km; before a sign of multiplication.
    rf"|(?<=\d )(?:(?=\d{{3}}(?!\d)|[×±]|(?:{_UNITS})(?!\w))"
    # After a day: 12 janvier, 4 de octubre.
    rf"|(?:(?<=\b\d )|(?<=\b\d\d ))(?i:(?={_MONTHS})))"
    # After an ordinal with a point and an initial: 20. August, J. Smith, z. B.; not U.S. Army.
    r"|(?<=\. )(?:(?:(?<=\b\d\. )|(?<=\b\d\d\. ))(?=[^\W\d_]{3})"
    r"|(?<=(?<![\w.])[^\W\d_]\. )(?=[^\W\d_]))"
    # After a sign of multiplication.
    r"|(?<=[×±] )(?=\d)"
    # After a quotation mark, and after a Russian preposition or conjunction of one letter.
    r"|(?<=« )|(?<=[вкосуияаВКОСУИЯА] )(?<=(?<!\w)\w )(?=\w))"
)
# Two words this short fit on any line together.
_PARTS, _SHORT_LAST, _SHORT = 3, 4, 7
# Where a number may belong to a name: Apollo 11, February 5.
_NUMBER = re.compile(r" (?=\d\d?(?!\w|[.,:]\d))")
_LAST_WORD = re.compile(r"[^\W\d_][\w-]*\Z")


def bound(text: str) -> str:
    """Return the text with no-break spaces where a line may not end."""
    return _NUMBER.sub(_after_name, _BLANK.sub(_NBSP, text))


def ending_whole(text: str) -> str:
    """Return the text with its last two words kept together if both are short.

    A short word alone on the last line looks lost.
    """
    words = text.rsplit(" ", 2)
    if (
        len(words) == _PARTS
        and len(words[2]) <= _SHORT_LAST
        and len(words[1]) <= _SHORT
        and " " in words[0]
    ):
        return f"{words[0]} {words[1]}{_NBSP}{words[2]}"
    return text


def _after_name(blank: re.Match[str]) -> str:
    before = _LAST_WORD.search(blank.string, 0, blank.start())
    return _NBSP if before and before[0][0].isupper() else " "
