"""Tells each student what they answered and what is right: a page each, and a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from quizgen.forms.registry import form_of
from quizgen.grade.grading import Response
from quizgen.grade.responses import chosen_texts, right_texts
from quizgen.grade.results import ClassResults, Result, State
from quizgen.language.labels import Labels, load_labels
from quizgen.markup.plain import plain
from quizgen.paper.marking_notes import points_in_words
from quizgen.quality.style import STYLE
from quizgen.quiz.manifest import Manifest, QuizItem
from quizgen.quiz.score import shown
from quizgen.static_page import static_page
from quizgen.tables.cells import to_csv
from quizgen.visible import visible_line

PAGE, TABLE = "feedback.html", "feedback.csv"
_HEADS = ("number", "name", "printed", "question", "given", "right", "points", "of", "explanation")
_STYLE = """\
article { break-after: page; }
article > header { display: flex; justify-content: space-between; align-items: baseline; }
article > header { flex-wrap: wrap; gap: 1rem; border-top: 1px solid var(--line); }
article h2 { border: 0; margin: 1rem 0 0; padding: 0; }
article li { margin: .75rem 0; break-inside: avoid; }
.total { font-weight: 600; }
.verdict { font-weight: 600; }
.missed { border-left: .3rem solid var(--second); padding-left: .6rem; }
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a student is told about an item, as plain text.

    `explanation` has the remarks of the key and where the answer is found.
    """

    number: int
    question: str
    given: str
    right: str
    points: str
    most: str
    explanation: str
    is_right: bool
    waits: bool


def feedback_csv(results: ClassResults) -> bytes:
    """Return the feedback of a class as ``feedback.csv``."""
    return to_csv(_HEADS, _rows(results))


def _rows(results: ClassResults) -> Iterator[tuple[str, ...]]:
    for result in results.scored:
        student = result.student
        for told in told_of(result, results.manifest):
            yield (
                student.number,
                student.name,
                str(told.number),
                told.question,
                told.given,
                told.right,
                told.points,
                told.most,
                told.explanation,
            )


def told_of(result: Result, manifest: Manifest) -> list[Told]:
    """Return what a student is told, in the order of their paper."""
    labels = load_labels(manifest.language)
    return [_told(each, manifest, labels) for each in result.responses]


def _told(response: Response, manifest: Manifest, labels: Labels) -> Told:
    score, item = response.score, manifest.items[response.item]
    return Told(
        score.number,
        plain(item.shown_stem),
        _given(item, response),
        plain(item.answer) or "; ".join(map(plain, right_texts(item))),
        short(score.earned - score.penalty, manifest.language),
        short(score.points, manifest.language),
        " ".join(_explained(item, labels, manifest.source)),
        score.earned == score.points,
        response.doubtful,
    )


def _given(item: QuizItem, response: Response) -> str:
    """Return the letters and options that a student chose; an answer in words is on the paper."""
    if form_of(item).answer_in.by_hand:
        return ""
    chosen = "; ".join(map(plain, chosen_texts(item, response)))
    return f"{response.given} {chosen}".strip()


def _explained(item: QuizItem, labels: Labels, source: str) -> Iterator[str]:
    yield from map(plain, item.remarks)
    for cited in item.cited:
        name = cited.source or source
        if cited.paragraph is None:
            yield f"[{name}]" if name else ""
        else:
            paragraph = labels.fill("paragraph", number=cited.paragraph)
            yield f"[{f'{name}, ' if name else ''}{paragraph}]"


def short(points: Fraction, language: str) -> str:
    """Return points as people of a language read them, without zeros at the end: 1, 0.5."""
    return points_in_words(shown(points).normalize(), language)


def points_in(result: Result, manifest: Manifest) -> str:
    """Return the points of a paper: 6 / 13, and a dash for what is not known."""
    both = (result.total, result.possible)
    return " / ".join("-" if each is None else short(each, manifest.language) for each in both)


def mark_in(result: Result, manifest: Manifest) -> str:
    """Return the mark in words, "" without one."""
    return f"{load_labels(manifest.language).texts['mark']} {result.grade}" if result.grade else ""


def feedback_page(results: ClassResults) -> str:
    """Return one page in HTML; printed, each student's part begins on a sheet of its own."""
    parts = [_article(result, results.manifest) for result in results.scored]
    body = "\n".join(parts) or "<p>No paper has a score yet.</p>"
    title = visible_line(results.manifest.title)
    return static_page(title, f"{STYLE}{_STYLE}", body)


def _article(result: Result, manifest: Manifest) -> str:
    student = result.student
    name = " · ".join(filter(None, (student.name, student.number, student.group)))
    percent = result.percent
    share = "" if percent is None else f"{short(percent, manifest.language)} %"
    parts = (points_in(result, manifest), share, mark_in(result, manifest))
    total = " · ".join(filter(None, parts))
    still = "<p>Some answers still wait for a check.</p>" if result.state is State.REVIEW else ""
    items = "\n".join(_item(told) for told in told_of(result, manifest))
    language = escape(manifest.language)
    return (
        f"<article>\n<header><h2>{escape(visible_line(name or '?'))}</h2>"
        f'<p class="total">{escape(total)}</p></header>\n{still}'
        f'<ol lang="{language}">\n{items}\n</ol>\n</article>'
    )


def _item(told: Told) -> str:
    sign, kind = ("✓", "kept") if told.is_right else ("✗", "missed")
    parts = [
        (
            f'<p><span class="verdict">{sign} {escape(told.points)} / {escape(told.most)}</span> '
            f"{escape(visible_line(told.question))}</p>"
        ),
    ]
    if told.given:
        parts.append(f"<p>{escape(visible_line(told.given))}</p>")
    if not told.is_right:
        parts.append(f"<p>→ {escape(visible_line(told.right))}</p>")
        parts.append(f"<p><small>{escape(visible_line(told.explanation))}</small></p>")
    return f'<li class="{kind}" value="{told.number}">{"".join(parts)}</li>'
