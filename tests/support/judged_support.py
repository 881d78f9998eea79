"""The judged options: what a reader calls fit, beside what the program says of it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import correlation, mean

import yaml
from deck_support import ROOT

from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.names import Filler
from quizgen.bank.pools import Pools
from quizgen.bank.prompts import Prompt, option_text
from quizgen.bank.wrong import keys_of, text_filler
from quizgen.deck.dates import PartialDate, Point
from quizgen.deck.load import load_deck
from quizgen.deck.model.contents import Content
from quizgen.deck.quantities import Quantity
from quizgen.forms.registry import form_names
from quizgen.project import Project

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}


@dataclass(frozen=True)
class Judged:
    """One option as a reader judged it."""

    base: str
    question: str
    stem: str
    key: str
    option: str
    fit: bool
    why: str
    half: str


def rows(half: str) -> list[Judged]:
    """Return the judged options of a half, ``tune`` or ``held``."""
    text = (ROOT / "tests/judged/fit.yaml").read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    return [Judged(**{"why": "", **row}) for row in read if row["half"] == half]


@cache
def project_of(base: str) -> Project:
    return Project(load_deck(ROOT / base, form_names()).deck)


@cache
def pools_of(base: str) -> Pools:
    return Pools(project_of(base).base, Counter(), 1)


@cache
def prompts_of(base: str) -> dict[str, Prompt]:
    return {prompt.id: prompt for prompt in project_of(base).prompts}


def verdict(row: Judged) -> Misfit | None:
    """Return why the program calls an option unfit, None if it fits."""
    prompt, base = prompts_of(row.base)[row.question], project_of(row.base).base
    keys = keys_of(base, prompt)
    filler = _filler(row, prompt)
    if filler is None:
        return Misfit.ROLE
    return pools_of(row.base).fit.misfit(prompt, keys[0], filler)


def temptation(row: Judged) -> float:
    """Return how tempting the program calls an option, 0 for one that it would never consider."""
    prompt, base = prompts_of(row.base)[row.question], project_of(row.base).base
    filler = _filler(row, prompt)
    if filler is None:
        return 0.0
    return pools_of(row.base).fit.temptation(prompt, keys_of(base, prompt)[0], filler)


def agreement(judged: list[Judged]) -> float:
    """Return how temptation agrees with the reader's judgement: Spearman's rank correlation."""
    tempting = rankdata([temptation(row) for row in judged])
    fitting = rankdata([float(row.fit) for row in judged])
    return correlation(tempting, fitting)


def rankdata(values: list[float]) -> list[float]:
    """Return the ranks of values, equal ones with the mean of theirs."""
    places: dict[float, list[int]] = defaultdict(list)
    for place, value in enumerate(sorted(values)):
        places[value].append(place)
    return [mean(places[value]) for value in values]


def scores(half: str) -> dict[str, Score]:
    """Return the scores of each base and of all under ``all``."""
    found: dict[str, Score] = defaultdict(Score)
    for row in rows(half):
        fits = verdict(row) is None
        found[Path(row.base).stem].add(row, fits=fits)
        found["all"].add(row, fits=fits)
    return dict(found)


@dataclass
class Score:
    """How often reader and program agree that options fit."""

    both: int = 0
    program: int = 0
    reader: int = 0
    count: int = 0

    @property
    def precision(self) -> float:
        return self.both / self.program if self.program else 1.0

    @property
    def recall(self) -> float:
        return self.both / self.reader if self.reader else 1.0

    def add(self, row: Judged, *, fits: bool) -> None:
        self.both += row.fit and fits
        self.program += fits
        self.reader += row.fit
        self.count += 1


def _filler(row: Judged, prompt: Prompt) -> Filler | None:
    """Return the option as a filler, None if no candidate for the question can be one.

    It is the name of a fact where names are asked for, a value of the field, a date or a number.
    """
    base = project_of(row.base).base
    normal = base.wording.normal(row.option)
    if _slot_takes_names(prompt):
        named = [filler for filler in base.names.fillers.values() if normal in filler.names]
        return named[0] if named else None
    parsed = _parsed(row.option, base.deck.language)
    if parsed is not None:
        return Filler(row.option, frozenset({normal}), parsed)
    for fact, value in base.values_of(prompt.fact.kind, prompt.field.name):
        text = option_text(base, prompt, value.content)
        if base.wording.normal(text) == normal:
            return Filler(text, frozenset({normal}), value.content, told_by=fact.ref)
    offered = {base.wording.normal(str(each)) for each in prompt.control.offered}
    return text_filler(base, row.option) if normal in offered else None


def _slot_takes_names(prompt: Prompt) -> bool:
    return bool(
        prompt.way == "back" or prompt.field.to or (prompt.blank and prompt.blank.type != "text")
    )


def _parsed(text: str, language: str) -> Content | None:
    return _date(text, language) or _number(text, language)


def _date(text: str, language: str) -> PartialDate | None:
    months = _MONTHS[language].split()
    words = re.findall(r"\w+", text)
    if re.fullmatch(r"\d{4}", text):
        point = Point(int(text))
    elif len(words) in (2, 3) and any(word in months for word in words) and words[-1].isdigit():
        month = next(months.index(word) + 1 for word in words if word in months)
        day = next((int(word) for word in words[:-1] if word.isdigit()), 0)
        point = Point(int(words[-1]), month, day)
        if day:
            dt.date(*point.first)
    else:
        return None
    return PartialDate(point, point)


def _number(text: str, language: str) -> Quantity | None:
    plain = text.replace(".", "").replace(",", ".") if language == "de" else text.replace(",", "")
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)[\s\u00a0]*(\D*)", plain)
    return Quantity(match[1], match[2].strip()) if match else None
