"""Points and marking rules in the words of the paper's language."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from babel import Locale
from babel.numbers import format_decimal

from quizgen.language.script import locale_of
from quizgen.paper.print_job import PrintJob
from quizgen.quiz.manifest import Manifest


def total_points(manifest: Manifest) -> str:
    """Return the points of a whole paper as the language writes them."""
    counts = (
        [len(section) for section in manifest.versions[0].sections] if manifest.versions else []
    )
    points = (
        _exact(section.points) * count
        for section, count in zip(manifest.sections, counts, strict=False)
        if count
    )
    return _number(sum(points, Decimal(0)), manifest.language)


def points_differ(manifest: Manifest) -> bool:
    """Return whether sections differ in the points of their items; if so, each states them."""
    return len({section.points for section in manifest.sections}) > 1


def points_each(points: float, job: PrintJob) -> str:
    """Return what an item of a section is worth, in words."""
    return _counted("points_each", points, job)


def marking_notes(job: PrintJob) -> Iterator[str]:
    """Yield the marking rules for students, none if each item is worth one point and no more."""
    marking = job.manifest.marking
    points = {section.points for section in job.manifest.sections}
    if len(points) == 1 and points != {1}:
        yield f"{points_each(min(points), job)}."
    if marking.wrong:
        yield _counted("wrong_costs", marking.wrong, job)
    if marking.partial:
        yield job.labels["partial_credit"]


def _counted(name: str, points: float, job: PrintJob) -> str:
    """Return a label that counts points, in the plural form for this number."""
    language = job.manifest.language
    form = str(_locale(language).plural_form(_exact(points)))
    text = job.labels.get(f"{name}_{form}") or job.labels[f"{name}_other"]
    return text.replace("{points}", _number(_exact(points), language))


def _exact(points: float) -> Decimal:
    # Twice 0.1 are 0.2 points.
    return Decimal(str(points)).normalize()


def _number(points: Decimal, language: str) -> str:
    return str(format_decimal(points, locale=_locale(language), decimal_quantization=False))


def _locale(language: str) -> Locale:
    return locale_of(language) or Locale("en")
