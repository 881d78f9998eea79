"""Questions and exercises as text, with proofs that options are wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from quizgen.bank.difficulty import of_choice
from quizgen.bank.distractors import Distractor, Refusal, Refused
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.items import Item, Without
from quizgen.bank.prompts import Prompt
from quizgen.bank.unasked import NoPrompt
from quizgen.bank.wrong import Proof
from quizgen.forms.exercise import Exercise
from quizgen.forms.form import AnswerIn, Lacking
from quizgen.forms.registry import form_of
from quizgen.listing.shares import Shares
from quizgen.media.model import Media

# What each proof means, in words.
MEANING = {
    Proof.SINGLE: "only one answer is right, and this is another one",
    Proof.COMPLETE: "all right answers are recorded",
    Proof.DENIED: "the author says that it is wrong",
    Proof.IMPOSSIBLE: "its kind or its time keeps it from being right",
    Proof.OTHER: "the deck records a different value for it",
    Proof.PRESUMED: "no fact supports it",
}

# So many reasons for which other answers are left out are listed.
_REASONS = 3
# Returns the fields by which a reason leaves out other answers to a question.
Fields = Callable[[Misfit, Prompt], tuple[str, ...]]


def no_fields(_why: Misfit, _prompt: Prompt) -> tuple[str, ...]:
    """Return no fields: the reasons say all that is known."""
    return ()


def list_questions(
    questions: Iterable[Item | Without],
    unasked: Iterable[NoPrompt] = (),
    *,
    explain: bool,
    shares: Shares | None = None,
    fields: Fields = no_fields,
) -> str:
    """Return the questions with their options, and the number of proven distractors at the end.

    `unasked` are the questions that are not asked; they follow with their reasons.
    With `explain`, the text explains the proof of each option, and lists the candidates that were
    refused and why. `shares` are what students chose. `fields` returns the fields by which a reason
    leaves out other answers.
    """
    shares = shares or Shares({})
    listed, refused = list(questions), list(unasked)
    blocks = ["\n".join(_lines(question, shares, fields, explain=explain)) for question in listed]
    blocks += ["\n".join(_lines_unasked(each)) for each in refused]
    return "\n\n".join([*blocks, "\n".join((*_totals(listed), *_totals_unasked(refused)))])


def list_exercises(exercises: Iterable[Exercise], lacking: Iterable[Lacking] = ()) -> str:
    """Return exercises with key and estimated difficulty, and the number of each form.

    Before the numbers stands what is `lacking`, with the reason and the mend.
    """
    listed = list(exercises)
    blocks = ["\n".join(_exercise(exercise)) for exercise in listed]
    counts = Counter(exercise.form for exercise in listed)
    totals = [f"{count} of the form {form}" for form, count in counts.items()] or [
        "no exercise of these forms"
    ]
    missing = [f"{each.id}: no {each.form}: {each.why}; {each.mend}" for each in lacking]
    return "\n\n".join([*blocks, *filter(None, ["\n".join(missing)]), "\n".join(totals)])


def _exercise(exercise: Exercise) -> Iterator[str]:
    yield f"{exercise.id}  [{exercise.form}, {_estimate(exercise.difficulty)}]"
    yield f"  {exercise.stem}"
    if exercise.left:
        pairs = zip(exercise.left, exercise.key, strict=True)
        yield from (f"  * {left}: {exercise.options[index]}" for left, index in pairs)
        spare = (each for n, each in enumerate(exercise.options) if n not in exercise.key)
        yield from (f"  - {option}" for option in spare)
    elif form_of(exercise).answer_in is AnswerIn.LETTERS:
        options = _options(exercise.options, exercise.option_pictures)
        yield from (
            f"  {'*' if index in exercise.key else '-'} {option}"
            for index, option in enumerate(options)
        )
    else:
        yield f"  * {exercise.answer}"


def _estimate(difficulty: float) -> str:
    return f"difficulty p about {difficulty:.2f}, estimated"


def _shown(prompt: Prompt) -> Iterator[str]:
    """Yield a line for each picture and sound of a question."""
    yield from (f"  {_named(media)}" for media in prompt.media)


def _named(media: Media) -> str:
    return f"[{media.kind} {media.path}{': ' if media.alt else ''}{media.alt}]"


def _options(texts: Iterable[str], pictures: Iterable[Media]) -> list[str]:
    """Return options as the list shows them: pictures by their files and descriptions."""
    return [_named(media) for media in pictures] or list(texts)


def _lines(
    question: Item | Without,
    shares: Shares,
    fields: Fields,
    *,
    explain: bool,
) -> Iterator[str]:
    if isinstance(question, Without):
        yield from _lines_without_options(question, fields)
    else:
        yield from _lines_of_item(question, shares, explain=explain)
    if explain:
        for each in question.refused:
            why = _reason(each.why, question.prompt, fields)
            yield f"    not {each.text}: {why}{_score(each)}"


def _reason(why: Refusal | Misfit, prompt: Prompt, fields: Fields) -> str:
    """Return why an answer is left out, with the fields that decide."""
    named = fields(why, prompt) if isinstance(why, Misfit) else ()
    return f"{why}: " + " or ".join(f"`{name}`" for name in named) if named else str(why)


def _lines_without_options(question: Without, fields: Fields) -> Iterator[str]:
    prompt = question.prompt
    yield prompt.id
    yield f"  {prompt.stem}"
    yield from _shown(prompt)
    yield from (f"  * {answer}" for answer in _options([prompt.answer], prompt.answer_media))
    mend = f"; add {question.mend}" if question.mend else ""
    yield f"  without options: {question.lack}{mend}"
    total = sum(count for _, count in question.reasons)
    for why, count in question.reasons[:_REASONS]:
        told = _reason(why, prompt, fields)
        yield f"  {count} of {total} other answers left out: {told}"


def _lines_of_item(
    item: Item,
    shares: Shares,
    *,
    explain: bool,
) -> Iterator[str]:
    prompt = item.prompt
    yield f"{prompt.id}  [{_estimate(of_choice(item))}]"
    yield f"  {prompt.stem_of_item}"
    yield from _shown(prompt)
    key, *others = _options(item.options, item.pictures)
    chosen = shares.of(item.id, key, is_right=True)
    yield f"  * {key}  [{chosen}]" if chosen else f"  * {key}"
    for text, distractor in zip(others, item.distractors, strict=True):
        why = f": {MEANING[distractor.proof]}{_score(distractor)}" if explain else ""
        chosen = shares.of(item.id, text)
        yield f"  - {text}  [{distractor.proof}{why}{f'; {chosen}' if chosen else ''}]"
    yield from shares.gone(item.id, item.options)


def _score(distractor: Distractor | Refused) -> str:
    """Return the weight of a candidate, "" if its place or its author decides instead."""
    if not distractor.weight:
        return ""
    return f"; similarity to the key {distractor.likeness:g}, weight {distractor.weight:g}"


def _lines_unasked(question: NoPrompt) -> Iterator[str]:
    yield question.id
    yield f"  not asked: {question.about}; add {question.mend}"


def _totals_unasked(refused: list[NoPrompt]) -> Iterator[str]:
    reasons = Counter(question.why for question in refused)
    yield from (f"{count} not asked: {why}" for why, count in reasons.items())


def _totals(questions: list[Item | Without]) -> Iterator[str]:
    items = [question for question in questions if isinstance(question, Item)]
    proofs = Counter(distractor.proof for item in items for distractor in item.distractors)
    presumed, every = proofs[Proof.PRESUMED], proofs.total()
    yield f"{len(items)} of {len(questions)} questions have options"
    yield f"{every - presumed} of {every} distractors are proven wrong, {presumed} presumed"
    lacks = Counter(question.lack for question in questions if isinstance(question, Without))
    yield from (f"{count} without options: {lack}" for lack, count in lacks.items())
