"""Puts values into words: dates, numbers, names and lists in the deck's language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from quizgen.bank.bodies import ORGANIZATION
from quizgen.bank.people import PERSON
from quizgen.deck.dates import FIRST_PLAIN_YEAR, PartialDate, Point, Precision, century_of
from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Value
from quizgen.deck.model.kinds import Kind
from quizgen.deck.powers import raised
from quizgen.deck.quantities import Quantity
from quizgen.deck.types.registry import type_of
from quizgen.language.labels import FORMAL, Labels, load_labels
from quizgen.language.plurals import is_plural_name, may_be_plural_name
from quizgen.language.tokens import beginnings, tokens
from quizgen.markup.plain import plain
from quizgen.markup.signs import LEADING, OPEN

# How many texts, dates and facts are remembered with what was read from them. Questions come in
# an order in which neighbours need the same ones, so that more would not help a large deck.
KEPT = 1 << 13
# Several people under one English name: Ferdinand and Isabella, the Beatles.
_SEVERAL = re.compile(r" and |^the [A-Z]\w+s$")


class Wording:
    """The words of one language for the values of facts, and for its readers (`address`)."""

    def __init__(self, language: str, address: str = FORMAL) -> None:
        self.labels: Labels = load_labels(language, address)
        self.is_english = language.partition("-")[0] == "en"
        self.gap = Text(self.labels.texts["gap"])
        self._locale = self.labels.locale
        self._read_normal = lru_cache(KEPT)(self._normal)
        self._read_beginnings = lru_cache(KEPT)(self._beginnings)
        self._read_date = lru_cache(KEPT)(self._date)
        # An elided article (l', before a vowel) has no space after it.
        articles = "|".join(
            re.escape(each) + (r"\s+" if each[-1].isalpha() else "")
            for each in self.labels.articles
        )
        self._article_in_any_case = (
            re.compile(rf"(?:{articles})(?=\S)", re.IGNORECASE) if articles else None
        )
        # A capital article belongs to the name: The Trial, El País.
        self._article = re.compile(rf"(?:{articles})(?=\S)") if articles else None

    def date(self, date: PartialDate) -> str:
        """Return the date in words at its own precision: ``early September 2020``."""
        return self._read_date(date)

    def _date(self, date: PartialDate) -> str:
        if date.century:
            return self._century(date, f"{date.qualifier}_century" if date.qualifier else "century")
        words = self._unqualified(date)
        return self._fill(date.qualifier, date, date=words) if date.qualifier else words

    def _unqualified(self, date: PartialDate) -> str:
        if date.is_span:
            start, end = self._ends(date.start, date.end, "month")
            return self._fill("span", date, start=start, end=end)
        return self._point(date.start, "month_of" if date.qualifier else "month")

    def date_in(self, date: PartialDate) -> str:
        """Return the date after its preposition: ``on March 22, 2019``, ``in 1987``."""
        if date.century:
            return self._century(date, "_".join(filter(None, ("in", date.qualifier, "century"))))
        return self._date_in(date)

    def _date_in(self, date: PartialDate) -> str:
        if f"in_{date.qualifier}" in self.labels.texts:
            return self._fill(f"in_{date.qualifier}", date, date=self._unqualified(date))
        if date.is_span and not date.qualifier:
            start, end = self._ends(date.start, date.end, "month_of")
            return self._fill("in_span", date, start=start, end=end)
        if date.start.year <= 0 and not date.qualifier and "in_bce" in self.labels.texts:
            return self.labels.fill("in_bce", year=1 - date.start.year)
        months = self.labels.months_in
        if date.precision is Precision.MONTH and not date.qualifier and months:
            return self.labels.fill(
                "in_month", date=self._point(date.start, "month", months[date.start.month - 1])
            )
        return self.labels.fill(f"in_{date.precision.value}", date=self.date(date))

    def which(self, date: PartialDate) -> str:
        """Return the words that ask for a date at its precision: ``in which year``."""
        if date.century and not date.qualifier:
            return self.labels.texts["which_century"]
        if date.qualifier:
            name = "which_about" if date.qualifier == "about" else "which_part"
        else:
            name = "which_span" if date.is_span else f"which_{date.precision.value}"
        return self._fill(name, date)

    def _century(self, date: PartialDate, name: str) -> str:
        """Return the label with a century in it: ``19th century``, ``in the 5th century BCE``."""
        number = century_of(date)
        numerals = _numerals(abs(number))
        bare = self.labels.fill("century" if number > 0 else "century_bce", **numerals)
        if number < 0 and f"{name}_bce" in self.labels.texts:
            name = f"{name}_bce"
        return self.labels.fill(name, date=bare, **numerals)

    def limit(self, name: str, date: PartialDate) -> str:
        """Return the date as a limit of time: ``until 2008``; `name` is ``until`` or ``from``."""
        words = self._dependent(date)
        return (
            self.labels.fill(name, date=words)
            if date.qualifier
            else self._fill(name, date, date=words)
        )

    def period(self, start: PartialDate, end: PartialDate) -> str:
        """Return the time from one date to another: ``from 2009 to 2017``."""
        if start == end:
            return self.date_in(start)
        whole = PartialDate(start.start, end.end)
        plain = not (start.qualifier or end.qualifier) and start.precision is whole.end.precision
        if plain and f"between_{start.precision.value}" in self.labels.texts:
            first, last = self._ends(start.start, end.end, "month_of")
            return self._fill("between", whole, start=first, end=last)
        first, last = self._dependent(start), self.date(end)
        if plain and start.precision is Precision.YEAR and start.start.year < FIRST_PLAIN_YEAR:
            first, last = self._ends(start.start, end.end, "month_of")
        return self.labels.fill("between", start=first, end=last)

    def lead(self, date: PartialDate, stem: str) -> str:
        """Return a question after its `as_of` date."""
        return self._fill("as_of_ask", date, date=self.date(date), stem=stem)

    def _dependent(self, date: PartialDate) -> str:
        """Return the date in the form that it has after a preposition, if the language has one."""
        if date.century:
            name = f"{date.qualifier}_century" if date.qualifier else "of_century"
            return self._century(date, name)
        words = self._unqualified(date)
        if date.qualifier:
            name = f"{date.qualifier}_of"
            return self._fill(
                name if name in self.labels.texts else date.qualifier, date, date=words
            )
        if date.is_span:
            return words
        if (
            date.precision is Precision.YEAR
            and date.start.year > 0
            and "year_of" in self.labels.texts
        ):
            return self.labels.fill("year_of", date=words)
        return self._point(date.start, "month_of")

    def _fill(self, name: str, date: PartialDate, /, **slots: str) -> str:
        """Fill the label, in its form for the date's precision if it has one."""
        special = f"{name}_{date.precision.value}"
        same = date.end.precision is date.precision and date.start.year > 0
        same = same or date.century
        return self.labels.fill(special if same and special in self.labels.texts else name, **slots)

    def _point(self, point: Point, form: str = "month", month: str = "") -> str:
        """Return the point in words, with its era if the year alone could be a day or an age."""
        if point.year <= 0:
            return self.labels.fill("bce", year=1 - point.year)
        words = self._in_calendar(point, form, month)
        needs_era = point.year < FIRST_PLAIN_YEAR and "ce" in self.labels.texts
        return self.labels.fill("ce", year=words) if needs_era else words

    def _ends(self, start: Point, end: Point, form: str) -> tuple[str, str]:
        """Return the ends of a time in words, with one era for two years: 98, 117 CE."""
        are_years = start.precision is end.precision is Precision.YEAR
        are_bare = are_years and "year_of" not in self.labels.texts
        if not are_bare or (start.year > 0) is not (end.year > 0):
            return self._point(start, form), self._point(end)
        if start.year <= 0:
            return str(1 - start.year), self._point(end)
        needs_era = start.year < FIRST_PLAIN_YEAR and "ce" in self.labels.texts
        last = self.labels.fill("ce", year=end.year) if needs_era else self._point(end)
        return str(start.year), last

    def _in_calendar(self, point: Point, form: str, month: str) -> str:
        """Return the point; `form` names a month's pattern, `month` its special name."""
        if point.precision is Precision.YEAR:
            return str(point.year)
        day, texts = dt.date(*point.first), self.labels.texts
        if point.precision is Precision.MONTH:
            pattern = texts.get(form) or texts.get("month")
            if pattern is None:
                return str(format_skeleton("yMMMM", day, locale=self._conventions))
            pattern = re.sub("[LM]+", f"'{month}'", pattern) if month else pattern
        else:
            pattern = texts.get("day", "long")
            pattern = texts.get("day_first", pattern) if point.day == 1 else pattern
        return str(format_date(day, pattern, locale=self._conventions))

    def number(self, quantity: Quantity, *, bare: bool = False) -> str:
        """Return the number with its unit, and with its bound unless `bare`."""
        words = self._figure(quantity)
        if quantity.unit == "%":
            words = f"{words}%" if self._locale.startswith("en") else f"{words}\u00a0%"
        elif quantity.unit:
            words = f"{words}\u00a0{quantity.unit}"
        words = self._with_money(words, quantity.money) if quantity.money else words
        if bare or not quantity.bound:
            return words
        name = "about number" if quantity.bound == "about" else quantity.bound
        return self.labels.fill(name, number=words)

    def _figure(self, quantity: Quantity) -> str:
        """Return the digits of a number, or of both ends of a range."""
        first, *last = (self._digits(each) for each in (quantity.digits, quantity.upper) if each)
        is_signed = any(each.startswith(("-", "\N{MINUS SIGN}")) for each in (first, *last))
        return (" \N{EN DASH} " if is_signed else "\N{EN DASH}").join((first, *last))

    def _digits(self, digits: str) -> str:
        """Return a number with as many decimals, and with the power of ten, as it is written."""
        figure, _, power = digits.partition("e")
        decimals = len(figure.partition(".")[2])
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        words = str(format_decimal(Decimal(figure), format=pattern, locale=self._conventions))
        if not power:
            return words
        times = self._conventions.number_symbols["latn"]["superscriptingExponent"]
        return f"{words}\u00a0{times}\u00a010{raised(power)}"

    def _with_money(self, words: str, money: str) -> str:
        """Return a number with its currency, on the side where the language has it."""
        pattern = str(self._conventions.currency_formats["standard"].pattern)
        if pattern.startswith("\N{CURRENCY SIGN}"):
            return f"{money}\u00a0{words}" if money.isalpha() else f"{money}{words}"
        return f"{words}\u00a0{money}"

    def bound(self, quantity: Quantity) -> str:
        """Return the bound before a noun (``minimum``), "" if the number is exact."""
        return self.labels.texts[f"bound {quantity.bound}"] if quantity.bound else ""

    def bare(self, name: str) -> str:
        """Return a name without its article: ``Kremlin`` for ``the Kremlin``."""
        return _without(self._article, name)

    def name(self, value: Value, kind: Kind, name: str) -> str:
        """Return a name as it stands in a sentence, with the article of the fact or its kind."""
        bare = self.bare(name)
        if value.article == "none":
            return bare
        if not self.labels.adds_articles:
            return name
        nouns = kind.article.get("the")
        takes = nouns is not None and bare == name and _is_led_by(bare.split(), nouns)
        if value.article == "the" or takes:
            return self.labels.fill("the", name=bare)
        return name

    def is_plural(self, value: Value, kind: Kind) -> bool:
        """Return whether a name is plural, by its fact, its kind or, in English, its noun.

        An organization is one, unless its name is a common noun: the rich countries.
        """
        if value.plural is not None:
            return value.plural
        name = type_of(value.content).text(value.content)
        if name.rpartition(" ")[2] in kind.plural_names:
            return True
        is_one = kind.pool == ORGANIZATION and not name.islower()
        is_told = is_plural_name(name) or (kind.pool == PERSON and bool(_SEVERAL.search(name)))
        return self.is_english and is_told and not is_one

    def number_of(self, value: Value, kind: Kind) -> bool | None:
        """Return whether a name is plural, None if only an S hints at it: the Panthers."""
        if self.is_plural(value, kind):
            return True
        if value.plural is not None or not self.is_english:
            return False
        text = type_of(value.content).text(value.content)
        return None if may_be_plural_name(text) else False

    def goes_on(self, stem: str) -> bool:
        """Return whether a question can go on after a few words and a comma."""
        return (
            bool(stem)
            and stem.split(maxsplit=1)[0].lower().rstrip(",:?") in self.labels.question_words
        )

    def all_of(self, texts: Iterable[str]) -> str:
        """Return texts as a list in words: ``A, B, and C``."""
        listed = list(texts)
        return listed[0] if len(listed) == 1 else str(format_list(listed, locale=self._conventions))

    @cached_property
    def _conventions(self) -> Locale:
        """Return how the language writes lists, dates and numbers."""
        return Locale.parse(self._locale)

    def normal(self, text: str) -> str:
        """Return what two texts share if they say the same: no case, article or punctuation."""
        return self._read_normal(text)

    def _normal(self, text: str) -> str:
        return " ".join(tokens(_without(self._article_in_any_case, text.strip())))

    def beginnings(self, text: str) -> frozenset[str]:
        """Return the beginnings of a text's longer words, which forms of one word share."""
        return self._read_beginnings(text)

    def _beginnings(self, text: str) -> frozenset[str]:
        return beginnings(self.normal(text))


def _roman(number: int) -> str:
    """Return a number up to 39 in Roman numerals."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _numerals(number: int) -> dict[str, str]:
    """Return the number of a century as the languages write it, by the slot of its label."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    ending = "th" if 10 < number % 100 < 14 else ending
    return {
        "number": str(number),
        "ordinal": f"{number}{ending}",
        "roman": _roman(number),
        "french": _roman(number) + ("er" if number == 1 else "e"),
    }


def _is_led_by(words: Sequence[str], nouns: Collection[str]) -> bool:
    """Return whether a name is about one of some nouns: INF Treaty, Treaty of Paris.

    What follows the noun in small letters tells more of it: the Treaty establishing a bank.
    """
    is_about = len(words) > 2 and words[1].islower() and words[0] in nouns
    return bool(words) and (words[-1] in nouns or is_about)


def _without(article: re.Pattern[str] | None, name: str) -> str:
    match = article.match(name) if article else None
    return name[match.end() :] if match else name


_PLAIN_WORD = re.compile(r"[A-Za-z][a-z]+(?!\S)")
# A sign or a digit within a word, a hyphen at its end.
_NO_WORD = re.compile(r"\w[/:@_=.\\^]\w|\w://|\d|\w-$")


def sentence_case(text: str) -> str:
    """Return the text with a capital first letter, unless its first word must stay as it is.

    That is a word with a capital elsewhere (iPhone), an address, a unit or a prefix (km/h,
    milli-), and a single letter, which is a symbol.
    """
    if _PLAIN_WORD.match(text):
        # Nothing else is the case with most words.
        return text[:1].upper() + text[1:]
    if text[:1].isascii() and not (text[:1].isalpha() or text[:1].isspace()):
        # A digit, a sign or a gap has no capital.
        return text
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    start = _first_letter(first)
    if first[start : start + 1] == OPEN:
        # Code and formulas stay as they are.
        return text
    if (
        any(letter.isupper() for letter in first[start + 1 :])
        or _NO_WORD.search(first)
        or len(plain(text).strip()) == 1
    ):
        return text
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def _first_letter(text: str) -> int:
    """Return the place of the first letter, after signs and the beginning of emphasis."""
    marks = len(text) - len(text.lstrip("¿¡"))
    found = LEADING.match(text, marks)
    return found.end() if found else marks


def small_initial(text: str) -> str:
    """Return the text with a small first letter."""
    start = _first_letter(text)
    return text[:start] + text[start : start + 1].lower() + text[start + 1 :]


_SPACES = re.compile(r"[ \t]{2,}")
_BEFORE_NO_BREAK = re.compile(r"[ \t]+(?=[\u00a0\u202f])")
# A sign that begins a word is no punctuation: .com, .NET.
_BEFORE_SIGN = re.compile(r"[^\S\u00a0\u202f]+(?=[,.;:?!](?!\w))")
_GAP = re.compile(r" (?:[ ,.;:?!]|$)")


def tidy(text: str, labels: Labels) -> str:
    """Return the text without the gaps that empty slots leave; no-break spaces before signs stay.

    Some languages, such as French, have a space before some signs: it becomes a no-break space.
    """
    if text.isascii() and text.isprintable() and text[:1] != " " and not _GAP.search(text):
        # Most texts have no gap, and no spaces but plain ones.
        return text
    spaced = labels.texts.get("spaced_signs", "")
    text = re.sub(rf"\s+(?=[{re.escape(spaced)}])", "\u00a0", text) if spaced else text
    single = _SPACES.sub(" ", text) if "  " in text or "\t" in text else text
    single = single if single.isascii() else _BEFORE_NO_BREAK.sub("", single)
    return _BEFORE_SIGN.sub("", single).strip()
