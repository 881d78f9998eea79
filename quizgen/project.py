"""Projects: a deck without errors, with its questions, its items and its papers."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from quizgen.bank.asking.questions import ask
from quizgen.bank.base import FactBase, base_of
from quizgen.bank.distractors import Distractor, Wanted
from quizgen.bank.fitting.misfit import PLAIN_MISFITS
from quizgen.bank.items import Item, Without, make_in_turn
from quizgen.bank.off_topic import is_off_topic
from quizgen.bank.once import once
from quizgen.bank.out_of_time import is_out_of_time
from quizgen.bank.prompts import Prompt
from quizgen.bank.unasked import NoPrompt
from quizgen.bank.views import Terms, make_in_views, make_some
from quizgen.bank.wrong import Proof
from quizgen.deck.collisions import check_collisions, lock_of
from quizgen.deck.earlier import Readings
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.quiz import QuizDefaults
from quizgen.diagnostics import (
    MAX_PROBLEMS,
    Diagnostic,
    Place,
    Problems,
    QuizgenError,
    Severity,
    has_errors,
)
from quizgen.forms.exercise import Exercise
from quizgen.forms.form import Lacking
from quizgen.forms.registry import lacking, make_exercises
from quizgen.reading import Read, read_decks
from quizgen.records.kept_items import KeptItems
from quizgen.stages import stage

# Loaded late, so that what makes no paper starts quickly.
if TYPE_CHECKING:
    from quizgen.quiz.compose import Paper
    from quizgen.quiz.manifest import Manifest, QuizItem

# Fewer questions take less time than another process takes to start and to read the deck.
_MANY = 5_000

_LOG = logging.getLogger(__name__)


class QuizOptions(Struct, frozen=True):
    """The settings of a printed quiz; the deck decides about None.

    The paper asks nothing that the quizzes to `avoid` have asked.
    """

    title: str | None = None
    instructions: str | None = None
    items: int | None = None
    options: int | None = None
    seed: int | None = None
    paper: str | None = None
    forms: tuple[str, ...] | None = None
    versions: int | None = None
    wrong: Decimal | None = None
    partial: bool | None = None
    chosen: tuple[str, ...] | None = None
    without: tuple[str, ...] | None = None
    avoid: tuple[Manifest, ...] | None = None


class Project:
    """A deck without errors, and what quizgen makes from it, each when first needed."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self._questions: dict[tuple[int, int, bool], tuple[Item | Without, ...]] = {}
        self._kept: KeptItems | None = None

    def keep_items(self, program: str) -> None:
        """Keep the items in the user's cache, and take those that have not changed from there.

        `program` is the digest of the program that makes them.
        """
        self._kept = KeptItems(self.deck, program)

    @property
    def inputs(self) -> list[Path]:
        """Return the files that the deck is made from, and its lock."""
        return [*map(Path, self.deck.inputs), lock_of(self.deck)]

    @cached_property
    def base(self) -> FactBase:
        """Return the fact base."""
        with stage(f"indexing the facts of {self.deck.id}"):
            return base_of(self.deck)

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """Return every question about the facts."""
        return tuple(each for each in self._asked if isinstance(each, Prompt))

    @property
    def unasked(self) -> tuple[NoPrompt, ...]:
        """Return every question that is not asked, with the reason."""
        return tuple(each for each in self._asked if isinstance(each, NoPrompt))

    @cached_property
    def _asked(self) -> tuple[Prompt | NoPrompt, ...]:
        with stage(f"asking about the facts of {self.deck.id}"):
            asked = tuple(ask(self.base))
        _tell_skipped("questions", (each.why for each in asked if isinstance(each, NoPrompt)))
        return asked

    @cached_property
    def recalled(self) -> tuple[Prompt, ...]:
        """Return the questions that make sense without options."""
        return tuple(each for each in self.prompts if not each.listed)

    def items(self, options: QuizOptions) -> tuple[Item, ...]:
        """Return every multiple-choice item about the facts."""
        return tuple(each for each in self.questions(options) if isinstance(each, Item))

    def questions(
        self, options: QuizOptions, *, explain: bool = False
    ) -> tuple[Item | Without, ...]:
        """Return for each prompt its multiple-choice item, or why it has none.

        With `explain`, each has all candidates that were refused, and the reasons.
        """
        quiz = self.deck.quiz
        count, seed = _or(options.options, quiz.options), _or(options.seed, quiz.seed)
        wanted = count, seed, explain
        if wanted not in self._questions:
            few = Wanted(count - 1, explain=explain)
            with stage(f"choosing options for {self.deck.id}"):
                made = self._make(few, seed)
                self._questions[wanted] = made
            _tell_skipped("items", (each.lack for each in made if isinstance(each, Without)))
        return self._questions[wanted]

    def _make(self, wanted: Wanted, seed: int) -> tuple[Item | Without, ...]:
        """Return the items of all questions, those of a large deck made by several processes."""
        least = self.deck.quiz.at_least
        if len(self.prompts) < _MANY:
            made = self._make_in_views(Terms(wanted, least, seed))
            return tuple(made[number] for number in range(len(self.prompts)))
        from quizgen.bank.shares import make_shared  # noqa: PLC0415  # other decks need it not

        return make_shared(self.base, self.prompts, wanted, least, seed)

    def _make_in_views(self, terms: Terms) -> dict[int, Item | Without]:
        # Nobody asks twice for all that was refused, which is much.
        if self._kept and not terms.wanted.explain:
            return self._kept.items(self.base, self.prompts, terms)
        return make_in_views(self.base, self.prompts, terms)

    def questions_about(
        self, prompts: Sequence[Prompt], options: QuizOptions, *, explain: bool = False
    ) -> tuple[Item | Without, ...]:
        """Return what `questions` returns about some of the deck's prompts, without the others."""
        quiz = self.deck.quiz
        count, seed = _or(options.options, quiz.options), _or(options.seed, quiz.seed)
        terms = Terms(Wanted(count - 1, explain=explain), quiz.at_least, seed)
        with stage(f"choosing options for {self.deck.id}"):
            return tuple(self._in_turn(prompts, terms))

    def questions_in_turn(self, prompts: Sequence[Prompt]) -> Iterator[Item | Without]:
        """Yield `questions` about some of the deck's prompts one by one, each with its reasons."""
        quiz = self.deck.quiz
        terms = Terms(Wanted(quiz.options - 1, explain=True), quiz.at_least, quiz.seed)
        return self._in_turn(prompts, terms)

    def _in_turn(self, prompts: Sequence[Prompt], terms: Terms) -> Iterator[Item | Without]:
        """Yield the items of some of the deck's prompts, each when it is asked for."""
        if len(self.prompts) < _MANY:
            return make_some(self.base, self.prompts, terms, prompts)
        chosen = {each.id for each in prompts}
        # What a question gets depends on all others, but not on their order.
        ordered = [*prompts, *(each for each in self.prompts if each.id not in chosen)]
        made = make_in_turn(self.base, ordered, terms.wanted, terms.at_least, terms.seed)
        return islice(made, len(prompts))

    def keep_questions(self, options: QuizOptions, made: Iterable[Item | Without]) -> None:
        """Take what `questions` would return, if it was made bit by bit elsewhere."""
        quiz = self.deck.quiz
        count, seed = _or(options.options, quiz.options), _or(options.seed, quiz.seed)
        self._questions[count, seed, False] = tuple(made)

    def unfit(self, item: Item) -> tuple[str, ...]:
        """Return the wrong options of an item that do not fit its question."""
        wrong = zip(item.options[1:], item.distractors, strict=False)
        return tuple(text for text, each in wrong if self._is_unfit(item, each))

    def _is_unfit(self, item: Item, distractor: Distractor) -> bool:
        from quizgen.bank.fit import fit_of  # noqa: PLC0415  # only items need it

        fit, asked = once(self.base, fit_of), (item.prompt, item.right[0], distractor.filler)
        if distractor.proof is Proof.DENIED:
            # Authors see the form of what they write, and may have a reason for it.
            is_plain = fit.misfit_in_sense(*asked) in PLAIN_MISFITS
            return is_plain or self._is_odd(item, distractor.filler.text)
        # What the deck's facts offer fitted when it was chosen.
        return bool(item.prompt.region) and fit.misfit(*asked) is not None

    def _is_odd(self, item: Item, option: str) -> bool:
        """Return whether a written option is off the topic of an English stem, or of its time."""
        if not self.base.wording.is_english:
            return False
        stem, key = item.prompt.stem_of_item, item.right[0].text
        is_off = is_off_topic(stem, key, option)
        return is_off or is_out_of_time(self.base, stem, key, option)

    def exercises(self, options: QuizOptions, *, sounds: bool = False) -> tuple[Exercise, ...]:
        """Return every exercise of the forms in `options`, or of the deck's own forms.

        With `sounds`, those that play a sound are among them.
        """
        forms = options.forms or self.deck.quiz.forms
        seed = _or(options.seed, self.deck.quiz.seed)
        with stage(f"making items of the forms of {self.deck.id}"):
            questions = self.questions(options)
            return tuple(make_exercises(self.base, questions, forms, seed, sounds=sounds))

    def lacking(self, options: QuizOptions) -> tuple[Lacking, ...]:
        """Return the questions that give no exercise of the forms, where the author can mend it."""
        forms = options.forms or self.deck.quiz.forms
        seed = _or(options.seed, self.deck.quiz.seed)
        return tuple(lacking(self.base, self.questions(options), forms, seed))

    def paper(self, options: QuizOptions) -> Paper:
        """Return a paper; raises QuizgenError if no exercise at all can be made."""
        from quizgen.quiz.compose import compose, with_options  # noqa: PLC0415

        given = structs.asdict(options)
        earlier = [item for quiz in given.pop("avoid") or () for item in quiz.items]
        quiz = with_options(self.deck.quiz, **given)
        unprinted = tuple(self._unprinted(options))
        sampled = self._paper_of_sample(quiz, options, earlier)
        if sampled:
            return replace(sampled, diagnostics=unprinted)
        try:
            with stage(f"composing the paper of {self.deck.id}"):
                asked = options.items is not None
                questions = self.questions(options)
                paper = compose(self.base, questions, quiz, asked=asked, earlier=earlier)
        except QuizgenError as error:
            raise QuizgenError([*error.diagnostics, *unprinted]) from None
        return replace(paper, diagnostics=(*paper.diagnostics, *unprinted))

    def _paper_of_sample(
        self, quiz: QuizDefaults, options: QuizOptions, earlier: Sequence[QuizItem]
    ) -> Paper | None:
        """Return a paper chosen from a sample of many questions, None if there is no full one."""
        from quizgen.quiz.compose import compose  # noqa: PLC0415
        from quizgen.quiz.sample import is_filled, sample_of  # noqa: PLC0415

        sample = sample_of(self.prompts, quiz)
        if not sample:
            return None
        made = self._questions.get((quiz.options, quiz.seed, False), ())
        chosen = {each.id for each in sample}
        known = tuple(each for each in made if each.prompt.id in chosen)
        questions = known or self.questions_about(sample, options)
        try:
            with stage(f"composing the paper of {self.deck.id}"):
                paper = compose(self.base, questions, quiz, asked=False, earlier=earlier)
        except QuizgenError:
            return None
        return replace(paper, asked=len(self.prompts)) if is_filled(paper, quiz) else None

    def _unprinted(self, options: QuizOptions) -> Iterator[Diagnostic]:
        """Report how many items a paper leaves out because they play a sound."""
        if not any(map(_has_sound, self.prompts)):
            return
        sounding = [item for item in self.items(options) if _has_sound(item.prompt)]
        if sounding:
            message = f"{len(sounding)} of the items play a sound, so the paper leaves them out"
            fix = "Anki's cards have them"
            yield Diagnostic("Q403", message, self.deck.place, fix, Severity.INFO)

    def place_of(self, fact: str) -> Place:
        """Return the place of a fact (``kind/id``), or of a section of the quiz (``section 1``)."""
        numbered = enumerate(self.deck.quiz.sections, 1)
        sections = {f"section {number}": each.place for number, each in numbered}
        if place := sections.get(fact):
            return place
        passage = self.deck.passages.get(fact.removeprefix("passages/"))
        if passage and fact.startswith("passages/"):
            return passage.place
        found = self.deck.facts.get(fact)
        return found.place if found else self.deck.place


def _has_sound(prompt: Prompt) -> bool:
    return any(media.kind == "audio" for media in prompt.media)


def _tell_skipped(what: str, reasons: Iterable[str]) -> None:
    """Log how many things a deck does not give, by reason."""
    for reason, count in Counter(reasons).items():
        _LOG.info("skips %d %s: %s", count, what, reason)


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


class ReadFile(Struct, frozen=True):
    """A deck file as read: a project for each language of a sound deck, and all its problems."""

    path: Path
    projects: list[Project]
    problems: list[Diagnostic]


def read_projects(
    paths: list[Path], language: str | None = None
) -> tuple[list[Project], list[Diagnostic]]:
    """Read decks; return those that could be loaded as projects, and all problems.

    A deck in several languages gives a project for each. With `language`, it gives only the one in
    that language, or in its first one for an empty text; check `deck.language` then, since a deck
    may lack the language.

    No two decks may share an id. A file that another of the decks includes is not a deck of its
    own. A symbolic link counts as the file that it leads to: the deck's pictures, its includes and
    its lock are there.
    """
    files, beside = read_files(paths, language)
    projects = [project for each in files for project in each.projects]
    return projects, [*(problem for each in files for problem in each.problems), *beside]


def read_files(
    paths: list[Path], language: str | None = None, readings: Readings | None = None
) -> tuple[list[ReadFile], list[Diagnostic]]:
    """Read decks as `read_projects` does; return each file, and the problems of decks together.

    `readings` are as in `load_deck`.
    """
    read = read_decks(paths, language, readings)
    return list(map(_file, read)), _shared_ids([deck for each in read for deck in each.decks])


def _file(read: Read) -> ReadFile:
    sound = [] if has_errors(read.problems) else read.decks
    problems = [*read.problems, *_problems_of_looks(read.decks)]
    return ReadFile(read.path, [Project(deck) for deck in sound], problems)


def _problems_of_looks(decks: list[Deck]) -> Iterator[Diagnostic]:
    # All languages of a deck have the same looks.
    looks = decks[-1].anki.looks if decks else {}
    if looks:
        from quizgen.anki.vet_templates import vet  # noqa: PLC0415

        yield from islice(vet(looks), MAX_PROBLEMS)


def _shared_ids(decks: list[Deck]) -> list[Diagnostic]:
    problems = Problems()
    check_collisions(decks, problems)
    return problems.found
