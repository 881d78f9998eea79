"""Makes the questions of a whole deck: each question once, in a form that fits it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from msgspec import structs

from quizgen.bank.items import Without
from quizgen.bank.prompts import Prompt
from quizgen.bank.wording import sentence_case
from quizgen.deck.model.kinds import Kind
from quizgen.diagnostics import Diagnostic, QuizgenError, Severity
from quizgen.exchange.of_quiz import Asked, Maker
from quizgen.forms.exercise import Exercise
from quizgen.forms.registry import FORMS, make_exercises
from quizgen.media.model import Media
from quizgen.project import Project, QuizOptions
from quizgen.quiz.arrange import has_one_order
from quizgen.quiz.compose import Paper, PaperSection, passage_of
from quizgen.quiz.make_manifest import make_manifest
from quizgen.typeset.pictures import picture_files

# The forms of one question, which ask the same in other ways. The first that fits is taken.
_OF_ONE_QUESTION = (
    "choice",
    "multiple",
    "ordering",
    "true-false",
    "yes-no",
    "fill-in",
    "short",
)
# The time to arrange a section grows with the square of its size.
_MOST_TOGETHER = 50


def questions_of_bank(
    project: Project, options: QuizOptions | None = None, *, sounds: bool = False
) -> Asked:
    """Return the questions of a deck, in a section for each kind of fact.

    Without `forms` in the options, each question of the deck is asked once: in the first of the
    deck's own forms that fits it, else with several right options, in order, or in words. With
    them, all items of these forms are there. With `sounds`, those that play a sound are among
    them, each with its sound among the pictures. Raises QuizgenError (Q802) if there is none.
    """
    options = options or QuizOptions()
    exercises = _exercises(project, options, sounds=sounds)
    if not exercises:
        message = "the deck gives no question to export"
        fix = "`quizgen items --explain` shows what its questions lack"
        raise QuizgenError([Diagnostic("Q802", message, project.deck.place, fix)])
    exercises = [
        structs.replace(each, passage=passage_of(project.base, each)) for each in exercises
    ]
    manifest = make_manifest(project.base, _paper(project, options, exercises))
    free = _free(exercises)
    pictures = picture_files(_media(project, exercises))
    asked = Maker(manifest, project).asked(manifest.versions[0], pictures, free=free)
    questions = replace(asked.questions, id=project.deck.id)
    left_out = [] if sounds else _with_sounds(project)
    unasked = [] if options.forms else _unasked(project, exercises)
    return Asked(questions, (*asked.diagnostics, *left_out, *unasked))


def questions_of_paper(
    project: Project, options: QuizOptions | None = None, *, keeps_order: bool = False
) -> Asked:
    """Return the questions of a paper of a deck: no question answers another one.

    With `keeps_order`, the options stay in the order of the paper, in which no letter is right
    more often than the others. Raises QuizgenError (Q401) if there is no question.
    """
    paper = project.paper(options or QuizOptions())
    manifest = make_manifest(project.base, paper)
    free = set() if keeps_order else _free(paper.exercises)
    pictures = picture_files(_media(project, paper.exercises))
    asked = Maker(manifest, project).asked(manifest.versions[0], pictures, free=free)
    return Asked(asked.questions, (*paper.diagnostics, *asked.diagnostics))


def _free(exercises: Iterable[Exercise]) -> set[str]:
    """Return the ids of exercises whose options may stand in any order."""
    return {each.id for each in exercises if not (has_one_order(each) or each.last)}


def _media(project: Project, exercises: Iterable[Exercise]) -> Iterator[Media]:
    """Yield the pictures of exercises and of the passages that they refer to."""
    for each in exercises:
        yield from (*each.pictures, *each.option_pictures)
        passage = project.deck.passages.get(each.passage)
        if passage and passage.picture:
            yield passage.picture


def _with_sounds(project: Project) -> Iterator[Diagnostic]:
    """Yield a loss for each question with a sound, which no item has."""
    for prompt in project.prompts:
        if _has_sound(prompt):
            message = f"`{prompt.id}`: items have no sounds; the question is left out"
            fix = "Anki's cards have it"
            yield Diagnostic("Q800", message, prompt.value.place, fix, Severity.WARNING)


def _has_sound(prompt: Prompt) -> bool:
    return any(media.kind == "audio" for media in (*prompt.media, *prompt.answer_media))


def _unasked(project: Project, exercises: Iterable[Exercise]) -> Iterator[Diagnostic]:
    """Report once how many questions of the deck no exercise asks."""
    asked: set[str] = set()
    # Matching and ordering ask about a field of several facts.
    together: set[tuple[str, str]] = set()
    for each in exercises:
        asked.add(_question_of(each))
        if each.form not in _OF_ONE_QUESTION or len(each.facts) > 1:
            together |= {(fact, each.field) for fact in each.facts}
    missing = [
        each
        for each in project.prompts
        if each.id not in asked
        and (each.fact.ref, each.field.name) not in together
        and not _has_sound(each)
    ]
    if missing:
        count = len(missing)
        noun = "question of the deck is" if count == 1 else "questions of the deck are"
        message = f"{count} {noun} left out: none of the forms can ask "
        message += "it" if count == 1 else "them"
        fix = "`quizgen items --explain` shows what they lack, and `--forms` adds forms"
        yield Diagnostic("Q805", message, project.deck.place, fix, Severity.INFO)


def _exercises(project: Project, options: QuizOptions, *, sounds: bool) -> list[Exercise]:
    if options.forms:
        return list(project.exercises(options, sounds=sounds))
    own = project.deck.quiz
    forms = dict.fromkeys((*own.forms, *chain.from_iterable(x.forms for x in own.sections)))
    every = structs.replace(options, forms=tuple(forms))
    made = list(_each_once(project.exercises(every, sounds=sounds)))
    asked = {_question_of(each) for each in made}
    left = [
        each
        for each in project.questions(options)
        if isinstance(each, Without) and each.prompt.id not in asked
    ]
    others = make_exercises(project.base, left, _OF_ONE_QUESTION, own.seed, sounds=sounds)
    # Some items are about the entries of many facts; only those of the questions left are wanted.
    names = {each.prompt.id for each in left}
    more = _each_once(each for each in others if _question_of(each) in names)
    return [*made, *more]


def _each_once(exercises: Iterable[Exercise]) -> Iterator[Exercise]:
    """Yield exercises, of those that ask one question only the first by the order of forms."""
    order = {form: number for number, form in enumerate(_OF_ONE_QUESTION)}
    every = list(exercises)
    first: dict[str, Exercise] = {}
    for each in sorted(every, key=lambda each: order.get(each.form, len(order))):
        if each.form in order:
            first.setdefault(_question_of(each), each)
    for each in every:
        if each.form not in order or first[_question_of(each)] is each:
            yield each


def _question_of(exercise: Exercise) -> str:
    """Return the id of the question that an exercise asks, its own id if it is about several."""
    if exercise.form == "choice" or exercise.form not in _OF_ONE_QUESTION:
        return exercise.id
    name, _, end = exercise.id.rpartition("/")
    return name if end in _ENDS else exercise.id


_ENDS = {"several", "order", "claim", "fill-in", "short"}


def _paper(project: Project, options: QuizOptions, exercises: Sequence[Exercise]) -> Paper:
    """Return the exercises as a paper with a section for each kind, in the order of the deck."""
    quiz = structs.replace(project.deck.quiz, versions=1, instructions="", title="", cover=False)
    if options.seed is not None:
        quiz = structs.replace(quiz, seed=options.seed)
    by_kind: dict[str, list[Exercise]] = {}
    order = {form: number for number, form in enumerate(FORMS)}
    places = {ref: number for number, ref in enumerate(project.deck.facts)}
    for each in sorted(exercises, key=lambda each: (order[each.form], places[each.facts[0]])):
        by_kind.setdefault(each.kind, []).append(each)
    sections = []
    for kind, held in by_kind.items():
        title = _title(project.base.deck.kinds[kind])
        for start in range(0, len(held), _MOST_TOGETHER):
            part = tuple(held[start : start + _MOST_TOGETHER])
            sections.append(PaperSection(part, quiz.points, title, continues=start > 0))
    return Paper(tuple(sections), len(exercises), 0, quiz, ())


def _title(kind: Kind) -> str:
    return sentence_case(kind.plural or kind.key.replace("-", " ").replace("_", " "))
