"""Composes a deck's paper: sections filled with exercises of the wanted forms, and warnings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from msgspec import structs

from quizgen.bank.base import FactBase
from quizgen.bank.items import Item, Without, other_choices
from quizgen.bank.wrong import Proof
from quizgen.deck.model.quiz import QuizDefaults, QuizSection
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.forms.choice import ChoiceForm, choices
from quizgen.forms.exercise import Exercise
from quizgen.forms.registry import lacking, make_exercises, turned_claims, with_brought
from quizgen.quiz.claim_balance import balanced
from quizgen.quiz.manifest import QuizItem
from quizgen.quiz.select import Others, Section, Selection, select
from quizgen.quiz.wishes import Wishes, is_called, named_ids, unknown_ids

# At most this many questions without a place on the paper are named.
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A section of a paper: exercises in the first version's order, each worth `points`.

    If the title or the instructions are empty, the form of the exercises supplies them; a section
    that `continues` belongs to the author's section before it.
    """

    exercises: tuple[Exercise, ...]
    points: Decimal
    title: str = ""
    instructions: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """The sections of a paper, the number of exercises to choose from, and the diagnostics.

    `presumed` counts the distractors that nothing proves wrong; `quiz` has the settings used. If
    the exercises to choose from are those of a sample, `asked` is the number of all questions.
    `bare` of the `questions` to choose from have no options.
    """

    sections: tuple[PaperSection, ...]
    available: int
    presumed: int
    quiz: QuizDefaults
    diagnostics: tuple[Diagnostic, ...]
    asked: int = 0
    questions: int = 0
    bare: int = 0

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Return the exercises of all sections."""
        return tuple(exercise for section in self.sections for exercise in section.exercises)


def compose(
    base: FactBase,
    questions: Sequence[Item | Without],
    quiz: QuizDefaults,
    *,
    asked: bool,
    earlier: Sequence[QuizItem] = (),
) -> Paper:
    """Compose a paper from all questions of a deck by the settings `quiz`.

    If there are too few exercises of the wanted forms, questions without enough options take
    another form. With `asked`, the user asked for this number of exercises, and a shortage is
    reported. The paper asks nothing that `earlier` items of other papers have asked.

    Raises QuizgenError if there is no exercise at all, and for ids that the deck does not have.
    """
    wanted = wanted_sections(quiz)
    forms = forms_of(quiz)
    wishes = Wishes(quiz.chosen, quiz.without, tuple(earlier))
    every = list(make_exercises(base, questions, forms, quiz.seed))
    _check_ids(base, questions, quiz, every)
    made = wishes.allowed(every, base.wording)
    selection, spare = _chosen(base, questions, quiz, made, wishes)
    if not selection.exercises:
        left = _left_out(base, questions, ())
        raise QuizgenError(
            [_nothing(base, forms), *left, *_unworded(base, questions, forms, quiz.seed)]
        )
    _require_chosen(base, quiz, selection)
    selection = replace(selection, sections=_balanced(base, questions, selection, quiz.seed))
    told = [*_changed(questions, spare, selection), *_clashing(base, quiz, selection)]
    unmet = _unmet(forms, every)
    told += _without_items(base, questions, unmet, quiz.seed)
    if asked or quiz.sections or earlier:
        told += _shortages(base, wanted, selection, questions)
        if any(each.code == "Q402" for each in told):
            told += _unworded(base, questions, forms - unmet, quiz.seed)
    selection = replace(selection, sections=_with_passages(base, selection))
    sections = tuple(_paper_sections(wanted, selection, quiz))
    bare = sum(isinstance(question, Without) for question in questions)
    return Paper(
        sections,
        len(made),
        _presumed(selection),
        quiz,
        tuple(told),
        questions=len(questions),
        bare=bare,
    )


def _unmet(forms: Collection[str], made: Iterable[Exercise]) -> set[str]:
    """Return the forms that give nothing, which are told however full the paper is."""
    found = {each.form for each in made}
    return {name for name in forms if found.isdisjoint(with_brought([name]))}


def _chosen(
    base: FactBase,
    questions: Sequence[Item | Without],
    quiz: QuizDefaults,
    made: Sequence[Exercise],
    wishes: Wishes,
) -> tuple[Selection, tuple[Exercise, ...]]:
    """Return the selection, and the exercises of other forms that were added to fill it."""
    wanted = wanted_sections(quiz)
    pools = [_pool(made, base, each, each.forms or quiz.forms) for each in wanted]
    selecting = _Selecting(base, wanted, other_options(base, questions, quiz.seed), wishes)
    selection = selecting.run(pools, quiz.seed)
    if not quiz.otherwise or len(selection.exercises) >= sum(each.items for each in wanted):
        return selection, ()
    used = {fact for each in selection.exercises for fact in each.facts}
    others = wishes.allowed(_others(base, questions, quiz, made), base.wording)
    # What the wanted forms ask already stays as it is.
    spare = tuple(each for each in others if used.isdisjoint(each.facts))
    both = zip(wanted, pools, strict=True)
    fuller = [(*pool, *_pool(spare, base, each, quiz.otherwise)) for each, pool in both]
    return selecting.run(fuller, quiz.seed), spare


def wanted_sections(quiz: QuizDefaults) -> tuple[QuizSection, ...]:
    """Return the sections that the settings ask for, by default one with all items."""
    return quiz.sections or (QuizSection(quiz.items, forms=quiz.forms),)


def forms_of(quiz: QuizDefaults) -> set[str]:
    """Return the forms that the settings ask for."""
    return {form for each in wanted_sections(quiz) for form in each.forms or quiz.forms}


def _check_ids(
    base: FactBase,
    questions: Iterable[Item | Without],
    quiz: QuizDefaults,
    made: Sequence[Exercise],
) -> None:
    """Raise QuizgenError for ids in the settings that no question and no exercise has (Q539)."""
    if not named_ids(quiz, base.deck):
        return
    ids = [each.id for each in made]
    known = (*(each.prompt.id for each in questions), *ids)
    wrong = list(unknown_ids(quiz, base.deck, known))
    if not wrong:
        lost = (name for name in quiz.chosen if not any(is_called(each, name) for each in ids))
        wrong = [_no_item(name, _place_of(base, quiz, name)) for name in lost]
    if wrong:
        raise QuizgenError(wrong)


def _place_of(base: FactBase, quiz: QuizDefaults, name: str) -> Place:
    """Return where the settings name an id first, by default the deck's place."""
    return quiz.places.get(name, (base.deck.place,))[0]


def _no_item(name: str, place: Place) -> Diagnostic:
    message = f"the question `{name}` gives no item for this quiz"
    fix = "ask for other `forms` or sections; `quizgen items --explain` shows what it lacks"
    return Diagnostic("Q539", message, place, fix)


def _require_chosen(base: FactBase, quiz: QuizDefaults, selection: Selection) -> None:
    """Raise QuizgenError for chosen items that no section takes (Q539)."""
    ids = [each.id for each in selection.exercises]
    missing = [name for name in quiz.chosen if not any(is_called(each, name) for each in ids)]
    if missing:
        raise QuizgenError([_no_item(name, _place_of(base, quiz, name)) for name in missing])


def _clashing(base: FactBase, quiz: QuizDefaults, selection: Selection) -> Iterator[Diagnostic]:
    """Warn of chosen items that others on the paper give away."""
    for each in selection.clashing:
        message = f"another chosen item gives away `{each.id}`, or asks about the same fact"
        fix = "choose only one of them, or keep both if you mean it"
        place = _place_of(base, quiz, each.id)
        yield Diagnostic("Q407", message, place, fix, Severity.WARNING)


def other_options(base: FactBase, questions: Sequence[Item | Without], seed: int) -> Others:
    """Return a function that yields a multiple-choice exercise with other options."""
    items = {each.prompt.id: each for each in questions if isinstance(each, Item)}
    others = other_choices(base, questions, seed)

    def variants(exercise: Exercise) -> Iterator[Exercise]:
        item = items.get(exercise.id)
        # Each takes as long as the first one did, and most exercises need no other.
        for other in others(item) if item else ():
            yield from choices(base, [other])

    return variants


def _presumed(selection: Selection) -> int:
    """Return the number of distractors that nothing proves wrong."""
    proofs = (proof for each in selection.exercises for proof in each.proofs)
    return sum(proof is Proof.PRESUMED for proof in proofs)


def _nothing(base: FactBase, forms: Iterable[str]) -> Diagnostic:
    names = ", ".join(f"`{form}`" for form in sorted(forms))
    message = f"quizgen can make no items of the forms {names} from this deck"
    fix = "add facts of the same kind or your own `distractors`, or ask for other `forms`"
    return Diagnostic("Q401", message, base.deck.place, fix)


def _others(
    base: FactBase,
    questions: Sequence[Item | Without],
    quiz: QuizDefaults,
    made: Iterable[Exercise],
) -> tuple[Exercise, ...]:
    """Return the questions without enough options, in the other forms that they may take."""
    without = [each for each in questions if isinstance(each, Without)]
    known = {each.id for each in made}
    others = make_exercises(base, without, quiz.otherwise, quiz.seed)
    return tuple(each for each in others if each.id not in known)


def _pool(
    made: Iterable[Exercise], base: FactBase, section: QuizSection, forms: Sequence[str]
) -> tuple[Exercise, ...]:
    of, wanted = set(section.of), with_brought(forms)
    return tuple(
        each for each in made if each.form in wanted and (not of or _is_of(base, each, of))
    )


def _is_of(base: FactBase, exercise: Exercise, of: set[str]) -> bool:
    if exercise.kind in of or any(is_called(exercise.id, name) for name in of):
        return True
    return all(of.intersection(base.deck.facts[fact].tags) for fact in exercise.facts)


@dataclass(frozen=True, slots=True)
class _Selecting:
    """What a selection depends on besides the exercises to choose from."""

    base: FactBase
    wanted: Sequence[QuizSection]
    others: Others
    wishes: Wishes

    def run(self, pools: Sequence[tuple[Exercise, ...]], seed: int) -> Selection:
        """Return the selection from a pool for each section; a chosen item is in the first one."""
        sections = []
        taken: set[str] = set()
        for each, pool in zip(self.wanted, pools, strict=True):
            forced = [one for one in self.wishes.forced(pool) if one.id not in taken]
            taken.update(one.id for one in forced)
            count = max(each.items, len(forced))
            sections.append(Section(pool, count, tuple(forced)))
        earlier = self.wishes.earlier
        return select(sections, seed, self.base.wording, self.others, earlier)


def _balanced(
    base: FactBase, questions: Sequence[Item | Without], selection: Selection, seed: int
) -> tuple[tuple[Exercise, ...], ...]:
    def turned(names: Collection[str]) -> dict[str, Exercise]:
        return turned_claims(base, questions, names, seed)

    return balanced(selection.sections, turned, base.wording)


def _with_passages(base: FactBase, selection: Selection) -> tuple[tuple[Exercise, ...], ...]:
    """Return the sections with the passage of each exercise whose facts have the same one."""
    if not base.deck.passages:
        return selection.sections
    return tuple(
        tuple(structs.replace(each, passage=passage_of(base, each)) for each in section)
        for section in selection.sections
    )


def passage_of(base: FactBase, exercise: Exercise) -> str:
    """Return the id of the passage that all facts of an exercise refer to, "" for none."""
    facts = (base.deck.facts[ref] for ref in exercise.facts if ref in base.deck.facts)
    named = {fact.passage for fact in facts if not fact.deck}
    return named.pop() if len(named) == 1 else ""


def _paper_sections(
    wanted: Sequence[QuizSection], selection: Selection, quiz: QuizDefaults
) -> Iterator[PaperSection]:
    for section, exercises in zip(wanted, selection.sections, strict=True):
        yield from _parts(section, exercises, quiz)


def _parts(
    section: QuizSection, exercises: Sequence[Exercise], quiz: QuizDefaults
) -> Iterator[PaperSection]:
    """Yield a section's exercises grouped by form, because each form has its own instructions."""
    points = quiz.points if section.points is None else section.points
    forms = with_brought((*(section.forms or quiz.forms), *quiz.otherwise))
    of_forms = [tuple(each for each in exercises if each.form == form) for form in forms]
    for number, of_form in enumerate(filter(None, of_forms)):
        yield PaperSection(
            of_form, points, "" if number else section.title, section.instructions, number > 0
        )


def _changed(
    questions: Iterable[Item | Without], spare: Iterable[Exercise], selection: Selection
) -> Iterator[Diagnostic]:
    """Report each question that is on the paper in another form than the wanted one."""
    others = {each.id for each in spare}
    without = {each.prompt.id: each for each in questions if isinstance(each, Without)}
    for exercise in selection.exercises:
        if exercise.id in others:
            question = without[exercise.id.rpartition("/")[0]]
            message = f"`{question.prompt.id}` is asked as `{exercise.form}`: {question.lack}"
            yield Diagnostic(
                "Q404", message, question.prompt.value.place, _mend(question), Severity.INFO
            )


def _mend(question: Without) -> str:
    return (
        f"to give it options, add {question.mend}"
        if question.mend
        else "see `quizgen items --explain`"
    )


def _shortages(
    base: FactBase,
    wanted: Sequence[QuizSection],
    selection: Selection,
    questions: Iterable[Item | Without],
) -> Iterator[Diagnostic]:
    short = False
    for number, (section, exercises) in enumerate(zip(wanted, selection.sections, strict=True), 1):
        if len(exercises) < section.items:
            short = True
            where = f" in section {number}" if len(wanted) > 1 else ""
            items = "1 item" if section.items == 1 else f"{section.items} items"
            why, fix = _binding(selection, number - 1)
            message = (
                f"you asked for {items}{where}, but only {len(exercises)} fit on one paper: {why}"
            )
            place = section.place or base.deck.place
            yield Diagnostic("Q402", message, place, fix, Severity.WARNING)
    if short:
        yield from _left_out(base, questions, selection.exercises)


def _binding(selection: Selection, section: int) -> tuple[str, str]:
    """Return which constraint keeps a section from being filled, and how to fix it."""
    refused = selection.refused[section]
    counts = {
        "ask about a fact that is already used": refused.same_fact,
        "would give away an answer": refused.given_away,
        "would have the options of another item": refused.same_options,
    }
    reasons = [f"{count} more {reason}" for reason, count in counts.items() if count]
    if not reasons:
        return "the deck has no more in these forms", "add facts, or ask for more `forms`"
    return " and ".join(reasons), "add facts, or ask for fewer"


def _left_out(
    base: FactBase, questions: Iterable[Item | Without], chosen: Iterable[Exercise]
) -> Iterator[Diagnostic]:
    """Report the questions without options that are on no paper, and how to give them options."""
    facts = {fact for each in chosen for fact in each.facts}
    left = [
        each
        for each in questions
        if isinstance(each, Without) and each.prompt.fact.ref not in facts
    ]
    for question in left[:_MOST_NAMED]:
        message = f"`{question.prompt.id}` is left out: {question.lack}"
        yield Diagnostic(
            "Q405", message, question.prompt.value.place, _mend(question), Severity.INFO
        )
    if len(left) > _MOST_NAMED:
        message = f"{len(left) - _MOST_NAMED} more questions have no options"
        yield Diagnostic(
            "Q405", message, base.deck.place, "`quizgen items` lists them all", Severity.INFO
        )


def _without_items(
    base: FactBase, questions: Sequence[Item | Without], forms: Collection[str], seed: int
) -> Iterator[Diagnostic]:
    """Report each of these forms, which give no item, with the reason if a fact tells one."""
    for form in sorted(forms):
        told = list(_unworded(base, questions, [form], seed))
        # What has no options is told one by one, in its place.
        if not told and form != ChoiceForm.name:
            message = f"the deck gives no `{form}` item: no fact has what it asks about"
            fix = "leave the form out, or write facts for it: see `quizgen kinds`"
            told = [Diagnostic("Q405", message, base.deck.place, fix, Severity.INFO)]
        yield from told


def _unworded(
    base: FactBase, questions: Sequence[Item | Without], forms: Collection[str], seed: int
) -> Iterator[Diagnostic]:
    """Report the questions that give no exercise of the wanted forms, and how to mend that."""
    found = list(lacking(base, questions, sorted(forms), seed))
    for each in found[:_MOST_NAMED]:
        message = f"`{each.id}` gives no `{each.form}` item: {each.why}"
        yield Diagnostic("Q405", message, each.place, each.mend, Severity.INFO)
    if len(found) > _MOST_NAMED:
        message = f"{len(found) - _MOST_NAMED} more questions give no item of these forms"
        fix = "`quizgen items --forms …` lists them all"
        yield Diagnostic("Q405", message, base.deck.place, fix, Severity.INFO)


def with_options(quiz: QuizDefaults, **given: object) -> QuizDefaults:
    """Return the settings with the given ones replaced; None leaves a setting as it is.

    A given number or given forms remove the sections.
    """
    changes = {name: value for name, value in given.items() if value is not None}
    if changes.keys() & {"items", "forms"}:
        changes["sections"] = ()
    for name in changes.keys() & {"chosen", "without"}:
        # Ids of the command line add to those of the deck.
        changes[name] = (*getattr(quiz, name), *changes[name])  # type: ignore[misc]
    return structs.replace(quiz, **changes)
