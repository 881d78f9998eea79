"""Facts as the preview shows them: cards, questions, what is not asked, and problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from quizgen.bank.asking.questions import ask_about
from quizgen.bank.items import Item, Without
from quizgen.bank.prompts import Prompt
from quizgen.bank.unasked import NoPrompt
from quizgen.deck.model.facts import Fact
from quizgen.diagnostics import Diagnostic
from quizgen.forms.exercise import Exercise
from quizgen.markup.plain import plain
from quizgen.media.model import MediaFile
from quizgen.preview.cards import Card, cards_of
from quizgen.preview.query import Row
from quizgen.preview.questions import Asked, OtherForm, asked, html_of, other_forms
from quizgen.project import Project

Made = Item | Without


@dataclass(frozen=True, slots=True)
class Told:
    """A question with what is made of it, and how the page shows that."""

    made: Made
    asked: Asked


@dataclass(frozen=True, slots=True)
class Shown:
    """A sound deck in one language, and what has been made of it so far.

    `prompts` are those of each fact; a fact that lacks there has not been asked about yet.
    `questions` hold what is made of each prompt by its id; they fill up while `is_done` is false.
    `told` are those that the page has shown, and `earlier` those that it showed of the state
    before, which stand in meanwhile. `exercises` are those of
    each fact; `problems` are those that only a sound deck has.
    """

    project: Project
    prompts: Mapping[str, Sequence[Prompt]]
    unasked: Mapping[str, Sequence[NoPrompt]]
    rows: tuple[Row, ...]
    questions: dict[str, Made] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    earlier: Mapping[str, Told] = field(default_factory=dict)
    exercises: Mapping[str, Sequence[Exercise]] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with everything that the page shows of it.

    `trouble` says why its cards cannot be shown, "" if they can. `media` are the files that its
    cards and questions show. It `is_pending` while its questions are still to be made.
    """

    fact: Fact
    name: Markup
    cards: tuple[Card, ...]
    questions: tuple[Asked, ...]
    unasked: tuple[NoPrompt, ...]
    others: tuple[OtherForm, ...]
    problems: tuple[Diagnostic, ...]
    trouble: str = ""
    media: tuple[MediaFile, ...] = ()
    is_pending: bool = False


def shown_of(project: Project, earlier: Shown | None, refs: Collection[str] | None = None) -> Shown:
    """Return a sound deck as it is before any options have been chosen.

    With `refs`, only these facts have their prompts, because those of a whole deck take longer.
    """
    prompts: dict[str, list[Prompt]] = defaultdict(list)
    unasked: dict[str, list[NoPrompt]] = defaultdict(list)
    for each in _asked(project, refs):
        if isinstance(each, Prompt):
            prompts[each.fact.ref].append(each)
        else:
            unasked[each.fact.ref].append(each)
    facts = project.deck.facts
    known = {row.ref: row for row in earlier.rows} if earlier and refs is not None else {}
    return Shown(
        project,
        {ref: prompts[ref] for ref in (facts if refs is None else refs) if ref in facts},
        dict(unasked),
        tuple(known.get(ref) or _row(project, fact, prompts[ref]) for ref, fact in facts.items()),
        earlier=_told_before(earlier) if earlier else {},
    )


def _asked(project: Project, refs: Collection[str] | None) -> Iterator[Prompt | NoPrompt]:
    if refs is None:
        yield from project.prompts
        yield from project.unasked
        return
    facts = project.deck.facts
    for ref in refs:
        if ref in facts and not facts[ref].background:
            yield from ask_about(project.base, facts[ref])


def _told_before(earlier: Shown) -> dict[str, Told]:
    return dict(earlier.told) if earlier.is_done else {**earlier.earlier, **earlier.told}


def _row(project: Project, fact: Fact, prompts: Iterable[Prompt]) -> Row:
    said = (text for prompt in prompts for text in (prompt.stem, prompt.answer))
    words = " ".join((fact.ref, name_of(project, fact), *map(plain, said), *fact.tags))
    return Row(fact.ref, fact.kind, words.casefold(), is_background=fact.background)


def name_of(project: Project, fact: Fact) -> str:
    """Return the name of a fact as it stands in lists, its id if it has none."""
    filler = project.base.names.fillers.get(fact.ref)
    return filler.text if filler else fact.id


def with_forms(shown: Shown, exercises: Iterable[Exercise]) -> tuple[Row, ...]:
    """Return the rows of the facts with the forms of their exercises."""
    forms: dict[str, set[str]] = defaultdict(set)
    for each in exercises:
        for ref in each.facts:
            forms[ref].add(each.form)
    return tuple(replace(row, forms=frozenset(forms.get(row.ref, ()))) for row in shown.rows)


def by_fact(exercises: Iterable[Exercise]) -> dict[str, list[Exercise]]:
    """Return exercises by the first fact that they ask about."""
    found: dict[str, list[Exercise]] = defaultdict(list)
    for each in exercises:
        for ref in each.facts[:1]:
            found[ref].append(each)
    return dict(found)


def made_of(shown: Shown, prompt: Prompt) -> Made | None:
    """Return what is made of a prompt, what was made of the same question before, or None."""
    made = shown.questions.get(prompt.id)
    if made is not None:
        return made
    before = shown.earlier.get(prompt.id)
    return before.made if before and _is_same(before.made.prompt, prompt) else None


def _is_same(one: Prompt, other: Prompt) -> bool:
    return (one.stem, one.answer) == (other.stem, other.answer)


def _asked_about(shown: Shown, prompt: Prompt) -> Asked:
    """Return a question as the page shows it: what has been judged once is not judged again."""
    made = shown.questions.get(prompt.id)
    if made is None:
        before = shown.earlier.get(prompt.id)
        is_known = before is not None and _is_same(before.made.prompt, prompt)
        return before.asked if before and is_known else asked(shown.project, prompt, None)
    told = shown.told.get(prompt.id)
    if told is None or told.made is not made:
        told = shown.told[prompt.id] = Told(made, asked(shown.project, prompt, made))
    return told.asked


def views_of(
    shown: Shown,
    refs: Sequence[str],
    problems: Mapping[str, Sequence[Diagnostic]],
    style_name: str,
) -> Iterator[FactView]:
    """Yield facts with all that is known of them; `style_name` is as in `cards_of`."""
    prompts = [prompt for ref in refs for prompt in shown.prompts.get(ref, ())]
    made = {prompt.id: made_of(shown, prompt) for prompt in prompts}
    cards, trouble = _cards(shown.project, prompts, made.values(), style_name)
    for ref in refs:
        view = _view_of(shown, ref, made, problems.get(ref, ()), cards.get(ref, ()))
        yield replace(view, trouble=trouble)


def _cards(
    project: Project, prompts: Sequence[Prompt], made: Iterable[Made | None], style_name: str
) -> tuple[Mapping[str, Sequence[Card]], str]:
    """Return the cards of facts, or why there are none."""
    items = [each for each in made if isinstance(each, Item)]
    try:
        return cards_of(project, prompts, items, style_name), ""
    except ValueError as error:
        return {}, str(error)


def _view_of(
    shown: Shown,
    ref: str,
    made: Mapping[str, Made | None],
    problems: Sequence[Diagnostic],
    cards: Sequence[Card],
) -> FactView:
    project, fact = shown.project, shown.project.deck.facts[ref]
    prompts = shown.prompts.get(ref, ())
    return FactView(
        fact,
        html_of(name_of(project, fact)),
        tuple(cards),
        tuple(_asked_about(shown, prompt) for prompt in prompts),
        tuple(shown.unasked.get(ref, ())),
        tuple(other_forms(shown.exercises.get(ref, ()))),
        tuple(problems),
        media=tuple(_media(prompts, (made[prompt.id] for prompt in prompts))),
        is_pending=ref not in shown.prompts,
    )


def _media(prompts: Iterable[Prompt], made: Iterable[Made | None]) -> Iterator[MediaFile]:
    shown = [media for prompt in prompts for media in (*prompt.media, *prompt.answer_media)]
    shown += [media for item in made if isinstance(item, Item) for media in item.pictures]
    yield from (media.file for media in shown if media.file)
