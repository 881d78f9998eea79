"""How values are put into words: dates, numbers, names and lists in the deck's language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from quizgen.facts.dates import PartialDate, Point, Precision
from quizgen.facts.model import Kind, Value
from quizgen.facts.quantities import Quantity
from quizgen.labels import Labels, load_labels


class Wording:
    """The words of one language for the values of facts."""

    def __init__(self, language: str) -> None:
        self.labels: Labels = load_labels(language)
        self._locale = self.labels.locale
        self._normal: dict[str, str] = {}
        self._dates: dict[PartialDate, str] = {}
        articles = "|".join(re.escape(article) for article in self.labels.articles)
        self._article = re.compile(rf"(?:{articles})\s+(?=\S)", re.IGNORECASE) if articles else None

    def date(self, date: PartialDate) -> str:
        """Return the date in words at its own precision: ``early September 2020``."""
        if date not in self._dates:
            self._dates[date] = self._date(date)
        return self._dates[date]

    def _date(self, date: PartialDate) -> str:
        words = self._point(date.start)
        if date.is_span:
            words = self.labels.fill("span", start=words, end=self._point(date.end))
        return self.labels.fill(date.qualifier, date=words) if date.qualifier else words

    def date_in(self, date: PartialDate) -> str:
        """Return the date after its preposition: ``on March 22, 2019``, ``in 1987``."""
        if date.is_span and not date.qualifier:
            return self.labels.fill("in_span", start=self._point(date.start), end=self._point(date.end))
        return self.labels.fill(f"in_{date.precision.value}", date=self.date(date))

    def _point(self, point: Point) -> str:
        if point.year <= 0:
            return self.labels.fill("bce", year=1 - point.year)
        if point.precision is Precision.YEAR:
            return str(point.year)
        day = dt.date(*point.first)
        if point.precision is Precision.MONTH:
            return str(format_skeleton("yMMMM", day, locale=self._locale))
        return str(format_date(day, "long", locale=self._locale))

    def number(self, quantity: Quantity, *, bare: bool = False) -> str:
        """Return the number with its unit, and with its bound unless `bare`."""
        pattern = "#,##0" + ("." + "0" * quantity.decimals if quantity.decimals else "")
        words = str(format_decimal(quantity.number, format=pattern, locale=self._locale))
        if quantity.unit == "%":
            words = f"{words}%" if self._locale.startswith("en") else f"{words}\u00a0%"
        elif quantity.unit:
            words = f"{words}\u00a0{quantity.unit}"
        if bare or not quantity.bound:
            return words
        name = "about number" if quantity.bound == "about" else quantity.bound
        return self.labels.fill(name, number=words)

    def bound(self, quantity: Quantity) -> str:
        """Return the bound as an adjective (``minimum``), "" where the number is exact."""
        return self.labels.texts[f"bound {quantity.bound}"] if quantity.bound else ""

    def bare(self, name: str) -> str:
        """Return a name without its article: ``Kremlin`` for ``the Kremlin``."""
        match = self._article.match(name) if self._article else None
        return name[match.end() :] if match else name

    def name(self, value: Value, kind: Kind, name: str) -> str:
        """Return a name as it stands in a sentence, with the article that the fact or its kind gives it."""
        bare = self.bare(name)
        if value.article == "none":
            return bare
        words = bare.split()
        listed = kind.article.get("the", ())
        if value.article == "the" or (bare == name and words and words[-1] in listed):
            return self.labels.fill("the", name=bare)
        return name

    def all_of(self, texts: Iterable[str]) -> str:
        """Return texts as a list in words: ``A, B, and C``."""
        return str(format_list(list(texts), locale=self._locale))

    def normal(self, text: str) -> str:
        """Return what two texts share when they say the same: no case, article or punctuation."""
        known = self._normal.get(text)
        if known is None:
            known = " ".join(re.findall(r"\w+", self.bare(text.strip()).casefold().replace(".", "")))
            self._normal[text] = known
        return known


def sentence_case(text: str) -> str:
    """Return the text with its first letter capitalised, unless its first word has a capital elsewhere (iPhone)."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if any(letter.isupper() for letter in first[1:]):
        return text
    return text[:1].upper() + text[1:]


def tidy(text: str) -> str:
    """Return the text without the gaps that empty slots leave behind."""
    return re.sub(r"\s+([,.;:?!])", r"\1", re.sub(r"[ \t]{2,}", " ", text)).strip()
