"""Points and marking rules in the words of the paper's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal

from babel import Locale
from babel.numbers import format_decimal

from quizgen.language.script import locale_of
from quizgen.paper.print_job import PrintJob
from quizgen.quiz.manifest import Manifest, QuizItem

_CENT = Decimal("0.01")


def total_points(manifest: Manifest) -> str:
    """Return the points of a whole paper as the language writes them."""
    return points_in_words(sum(subtotals(manifest), Decimal(0)), manifest.language)


def subtotals(manifest: Manifest) -> list[Decimal]:
    """Return the points of each section; they are the same in every version."""
    if not manifest.versions:
        return []
    sections = zip(manifest.sections, manifest.versions[0].sections, strict=False)
    return [
        sum(
            (_exact(manifest.items[place.item].points_in(section)) for place in places),
            Decimal(0),
        )
        for section, places in sections
    ]


def counted_points(points: Decimal, job: PrintJob) -> str:
    """Return a number of points in words, such as "3 points"."""
    return _counted("item_points", points, job)


def own_points(item: QuizItem, job: PrintJob) -> str:
    """Return in words what an item is worth by itself, "" if that is what its section says."""
    return "" if item.points is None else counted_points(_exact(item.points), job)


def rubric_of(item: QuizItem, job: PrintJob) -> list[tuple[str, str]]:
    """Return what a written answer earns points for, each with its points as written here."""
    language = job.manifest.language
    return [(each.words, points_in_words(_exact(each.points), language)) for each in item.rubric]


def scale_notes(job: PrintJob) -> Iterator[str]:
    """Yield the scale of marks in words, with the points that each mark takes."""
    manifest, labels = job.manifest, job.labels
    total = sum(subtotals(manifest), Decimal(0))
    marks = []
    for mark in manifest.scale:
        least = (total * _exact(mark.least) / 100).quantize(_CENT, ROUND_CEILING).normalize()
        points = counted_points(least, job)
        text = labels["mark_from"].replace("{points}", points).replace("{mark}", mark.name)
        marks.append(text.replace(" ", "\N{NO-BREAK SPACE}"))
    if marks:
        yield f"{labels['scale']}: {' · '.join(marks)}."


def subtotal_notes(job: PrintJob, names: Sequence[str]) -> Iterator[str]:
    """Yield the points of each section by its name, if there are several."""
    totals = [counted_points(points, job) for points in subtotals(job.manifest)]
    if len(totals) > 1:
        both = zip(names, totals, strict=True)
        yield f"{' · '.join(f'{name}: {points}' for name, points in both)}."


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
    if len(points) == 1 and any(item.points is not None for item in job.manifest.items):
        yield job.labels["points_unless"].replace("{each}", points_each(min(points), job))
    elif len(points) == 1 and points != {1}:
        yield f"{points_each(min(points), job)}."
    if marking.wrong:
        yield _counted("wrong_costs", marking.wrong, job)
    if marking.partial:
        yield job.labels["partial_credit"]


def _counted(name: str, points: float | Decimal, job: PrintJob) -> str:
    """Return a label that counts points, in the plural form for this number."""
    language = job.manifest.language
    form = str(_locale(language).plural_form(_exact(points)))
    text = job.labels.get(f"{name}_{form}") or job.labels[f"{name}_other"]
    return text.replace("{points}", points_in_words(_exact(points), language))


def _exact(points: float | Decimal) -> Decimal:
    # Twice 0.1 are 0.2 points.
    return Decimal(str(points)).normalize()


def points_in_words(points: Decimal, language: str) -> str:
    """Return a number as the language writes it."""
    return str(format_decimal(points, locale=_locale(language), decimal_quantization=False))


def _locale(language: str) -> Locale:
    return locale_of(language) or Locale("en")
