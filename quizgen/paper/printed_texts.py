"""Every text that a quiz or a key prints and its owner, to report those that cannot be printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.forms.registry import labels_of
from quizgen.paper.answers import answer_of
from quizgen.paper.item_data import forms_of
from quizgen.paper.passages import PASSAGE_LABELS, paragraphs_of
from quizgen.paper.print_job import PrintJob
from quizgen.quiz.manifest import Manifest, QuizItem

_GAP = ("blank", "blank_alt")
_QUIZ_LABELS = (
    "name",
    "class",
    "number",
    "date",
    "school",
    "teacher",
    "time",
    "score",
    "page",
    "version",
    "fingerprint",
    "worked_answer",
    "cover_items",
    "cover_points",
    *_GAP,
)
_KEY_LABELS = (
    "page",
    "key",
    "name",
    "version",
    "sheet_version",
    "fingerprint",
    "paragraph",
    "paragraphs",
    *_GAP,
)


@dataclass(frozen=True, slots=True)
class Text:
    """A printed text: the fact that it belongs to ("" for none), which part it is, its words."""

    fact: str
    part: str
    words: str


def quiz_labels(manifest: Manifest) -> tuple[str, ...]:
    """Return the names of the labels that a quiz may print."""
    of_passages = PASSAGE_LABELS if manifest.passages else ()
    return (*_QUIZ_LABELS, *of_passages, *labels_of(forms_of(manifest)))


def _sheet_labels(job: PrintJob) -> list[str]:
    """Return the names of the labels on a quiz that is answered on a sheet."""
    return [name for name in job.labels if name.startswith("sheet")] if job.on_sheet else []


def key_labels(manifest: Manifest) -> tuple[str, ...]:
    """Return the names of the labels that a key may print."""
    return (*_KEY_LABELS, *labels_of(forms_of(manifest)))


def quiz_texts(job: PrintJob, *, worked: bool) -> list[Text]:
    """Return the texts of a quiz, or of its `worked` copy."""
    manifest = job.manifest
    told = _answer_texts(manifest) if worked else ()
    names = [*quiz_labels(manifest), *_sheet_labels(job)]
    return [*_common_texts(job, names), *_item_texts(manifest), *told]


def key_texts(job: PrintJob) -> list[Text]:
    """Return the texts of a key."""
    return [
        *_common_texts(job, key_labels(job.manifest)),
        *_student_texts(job.manifest),
        *_answer_texts(job.manifest),
        *(Text("", "the scale", mark.name) for mark in job.manifest.scale),
    ]


def section_name(manifest: Manifest, number: int) -> str:
    """Return a section's name in messages; the parts of one author's section count as one."""
    return f"section {sum(not section.continues for section in manifest.sections[: number + 1])}"


def fact_of(item: QuizItem) -> str:
    """Return the fact to name in a problem with an item."""
    return item.facts[0] if item.facts else ""


def _common_texts(job: PrintJob, names: Sequence[str]) -> Iterator[Text]:
    yield Text("", "the title", job.manifest.title)
    for name in names:
        yield Text("", f"the label `{name}`", job.labels[name])


def _item_texts(manifest: Manifest) -> Iterator[Text]:
    yield Text("", "the instructions", manifest.instructions)
    yield Text("", "the cover", manifest.cover_text)
    for field in manifest.head:
        yield Text("", f"the {field.name} at the head", field.words)
    for number, section in enumerate(manifest.sections):
        yield Text(section_name(manifest, number), "the title", section.title)
        yield Text(section_name(manifest, number), "the instructions", section.instructions)
    yield from _passage_texts(manifest)
    yield from _student_texts(manifest)
    for item in manifest.items:
        yield Text(fact_of(item), "the stem", item.shown_stem)
        for option in item.options if not item.option_pictures else ():
            # The letter differs between versions: the option's own words identify it.
            yield Text(fact_of(item), f"the option “{option}”", option)
        for picture in item.every_picture:
            yield Text(fact_of(item), "the words of a picture", picture.alt)
        for each in item.rubric:
            yield Text(fact_of(item), "the rubric", each.words)
        for left in item.left:
            yield Text(fact_of(item), f"the entry “{left}”", left)


def _passage_texts(manifest: Manifest) -> Iterator[Text]:
    for passage in manifest.passages:
        owner = f"passages/{passage.id}"
        yield Text(owner, "the title", passage.title)
        for paragraph in paragraphs_of(passage.text):
            yield Text(owner, "the text", paragraph)
        for picture in passage.pictures:
            yield Text(owner, "the words of a picture", picture.alt)


def _student_texts(manifest: Manifest) -> Iterator[Text]:
    for student in (version.student for version in manifest.versions if version.student):
        for part, words in (
            ("name", student.name),
            ("number", student.number),
            ("class", student.group),
        ):
            yield Text(f"students/{student.number}", f"the {part}", words)


def _answer_texts(manifest: Manifest) -> Iterator[Text]:
    yield Text("", "the source", manifest.source)
    for item in manifest.items:
        yield Text(fact_of(item), "the stem", item.shown_stem)
        yield Text(fact_of(item), "the answer", answer_of(item))
        for remark in item.remarks:
            yield Text(fact_of(item), "a remark", remark)
        for cited in item.cited:
            yield Text(fact_of(item), "the source", cited.source)
