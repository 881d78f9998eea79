"""The right answer of an item, in letters and in words, and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quizgen.forms.registry import form_of
from quizgen.paper.print_job import PrintJob
from quizgen.quiz.citing import cited_in_words
from quizgen.quiz.manifest import QuizItem
from quizgen.quiz.printed_items import PrintedItem

# Stands between the keys of an item that has several, and in the place of a void item's key.
_OR, _VOID = " / ", "*"


def key_of(printed_item: PrintedItem, labels: Mapping[str, str]) -> str:
    """Return the key as a version letters it: C; A, C; T; 1c 2a; B D A C; or the answer itself.

    Further keys follow: C / D. A void item has a star, which its remark explains.
    """
    if printed_item.item.void:
        return _VOID
    form = form_of(printed_item.item)
    keys = (printed_item.key, *printed_item.other_keys)
    return _OR.join(form.key(replace(printed_item, key=key), labels) for key in keys)


def answer_of(item: QuizItem) -> str:
    """Return the answer in words; if these are options, those of the keys, corrected or not."""
    form = form_of(item)
    others = (replace(item, key=key, answer="") for key in item.other_keys)
    return _OR.join([form.answer(item), *map(form.answer, others)])


def remarks_of(item: QuizItem, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the key says besides the answer, and first that an item is void."""
    void = (labels["void_item"],) if item.void else ()
    return (*void, *item.remarks)


def citation(item: QuizItem, job: PrintJob) -> str:
    """Return where an answer is found, without the source that the whole quiz shares."""
    manifest = job.manifest
    told = "; ".join(cited_in_words(item.cited, job.labels, manifest.language, manifest.source))
    return told[:1].upper() + told[1:]
