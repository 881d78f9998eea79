"""Takes stems that the deck has mended since into a printed quiz."""

from __future__ import annotations

from dataclasses import replace

from quizgen.forms.exercise import Exercise
from quizgen.language.labels import load_labels
from quizgen.project import Project, QuizOptions
from quizgen.quiz.manifest import Manifest, QuizItem


def mended(manifest: Manifest, project: Project) -> Manifest:
    """Return the manifest with the stems that the deck has now, noted beside the printed ones.

    Only items that are otherwise the same take them: the same id, form, fact, field and answer. The
    papers keep their fingerprint, and their keys and answer sheets stay valid.
    """
    forms = tuple(dict.fromkeys(item.form for item in manifest.items))
    made = project.exercises(QuizOptions(forms=forms, seed=manifest.seed))
    now = {(each.id, each.form): each for each in made}
    blank = load_labels(manifest.language).texts["blank"]
    items = (_mended(item, now.get((item.id, item.form)), blank) for item in manifest.items)
    return replace(manifest, items=tuple(items))


def _mended(item: QuizItem, now: Exercise | None, blank: str) -> QuizItem:
    if now is None or not _is_same(item, now):
        return item
    if now.stem.count(blank) != item.stem.count(blank):
        return item
    return replace(item, mended="" if now.stem == item.stem else now.stem)


def _is_same(item: QuizItem, now: Exercise) -> bool:
    return (item.facts, item.field, item.answer) == (now.facts, now.field, now.answer)
