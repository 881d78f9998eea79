"""What a test specialist would mark in a deck's items and cards: the linter's findings, as problems with a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.bank.backside import citation
from quizgen.bank.contested import Mode
from quizgen.bank.distractors import Refusal
from quizgen.bank.items import Item, Lack, Without, make_items
from quizgen.bank.prompts import Prompt, Way, content_text
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, QuizgenError, Severity
from quizgen.forms.choice import choices
from quizgen.lint.cues import clang
from quizgen.lint.decks import no_source
from quizgen.lint.model import Card, Finding, Question
from quizgen.lint.rules import (
    PAPER_CODES,
    RULES,
    lint_cards,
    lint_item,
    lint_items,
    lint_stem,
    unsuited,
    words_of,
)
from quizgen.lint.stems import holds_key
from quizgen.lint.words import Words
from quizgen.project import Project, QuizOptions
from quizgen.quiz.arrange import FIRST_VERSION, arrange

# Words that begin with a capital, as names do.
_CAPITALS = re.compile(r"\b[^\W\d_a-zß-öø-ÿ]\w{2,}")


def review(project: Project, options: QuizOptions) -> tuple[Diagnostic, ...]:
    """Return what the rules find in all items and cards, and on the chosen paper.

    Rules that the deck turns off (``lint: {Q412: off}``), and those that do not know its language,
    say nothing.
    """
    questions = project.questions(options)
    return (
        *_of_items(project, questions),
        *_of_cards(project, questions),
        *_of_paper(project, options),
    )


def warnings(project: Project) -> tuple[Diagnostic, ...]:
    """Return the findings, more than hints, on cards and on questions whose options the author wrote.

    Generated options would take several times as long, and are not the author's to mend one by one.
    """
    made = _written_items(project)
    told = (*_of_items(project, made), *_of_cards(project, made))
    return tuple(each for each in told if each.severity is not Severity.INFO)


def errors(project: Project) -> tuple[Diagnostic, ...]:
    """Return those of the `warnings` that are errors: with them, nothing is made of the deck."""
    found = _of_items(project, _written_items(project))
    return tuple(each for each in found if each.severity is Severity.ERROR)


def _written_items(project: Project) -> tuple[Item | Without, ...]:
    """Return the items of the questions whose options the author wrote, or why they have none."""
    quiz = project.deck.quiz
    written = [prompt for prompt in project.prompts if _is_written(prompt)]
    return tuple(make_items(project.base, written, quiz.options, quiz.at_least, quiz.seed))


def _is_written(prompt: Prompt) -> bool:
    """Tell whether the author wrote options that are to be looked at; of those in order, only pictures are."""
    control = prompt.control
    return bool(control.distractors or control.only or (control.options and prompt.answer_media))


def _off(project: Project) -> frozenset[str]:
    return frozenset(project.deck.lint_off) | unsuited(project.deck.language)


def _of_items(project: Project, questions: Sequence[Item | Without]) -> Iterator[Diagnostic]:
    off, words = _off(project), words_of(project.deck.language)
    for item, question in _printed(project, [each for each in questions if isinstance(each, Item)]):
        yield from (
            _diagnostic(finding, item.prompt, project)
            for finding in lint_item(question, off, words)
        )
        yield from _told_by_words(item.prompt, question, off, words) if question.pictured else ()
    for each in questions:
        if isinstance(each, Without):
            yield from (
                _diagnostic(finding, each.prompt, project) for finding in _of_stem(each, off, words)
            )
        yield from _unnamed(each)


def _told_by_words(
    prompt: Prompt, question: Question, off: frozenset[str], words: Words
) -> Iterator[Diagnostic]:
    """Tell of a key that who cannot see the pictures knows by its words: those that the stem and no other one has."""
    shared = set(_CAPITALS.findall(question.answer)) & set(_CAPITALS.findall(question.stem))
    for finding in (*holds_key(question, words), *clang(question, words)):
        if finding.code not in off:
            # That what is asked for is described is seldom to be helped; that it is named, always.
            severity = Severity.WARNING if shared else Severity(finding.level)
            message = f"`alt` tells the answer: {finding.message} (`{prompt.id}`)"
            fix = "say what is to be seen, not what it is: who cannot see the picture is asked as well"
            yield Diagnostic("Q235", message, prompt.value.place, fix, severity)


def _unnamed(question: Item | Without) -> Iterator[Diagnostic]:
    """Tell of what the author offers beside a picture and what is no picture."""
    kind, field, place = (
        question.prompt.fact.kind,
        question.prompt.field.name,
        question.prompt.value.place,
    )
    for each in question.refused:
        if each.why is Refusal.NO_PICTURE:
            message = f"`{shorten(each.text)}` is no fact of `{kind}` with a `{field}`, so it is not offered"
            fix = "beside a picture, write the ids of facts whose pictures are to be offered"
            yield Diagnostic("Q217", message, place, fix, Severity.WARNING)


def _of_stem(question: Without, off: frozenset[str], words: Words) -> Iterator[Finding]:
    prompt = question.prompt
    yield from lint_stem(
        Question(prompt.stem, (prompt.answer,), 0, as_of=_changes(prompt)), off, words
    )
    has_options = prompt.control.distractors or prompt.control.only or prompt.control.options
    if question.lack is Lack.TOO_FEW and has_options and "Q414" not in off:
        yield RULES["Q414"].found(
            "with the options that it has, this is no multiple-choice question"
        )


def _changes(prompt: Prompt) -> bool:
    """Tell whether the answer changes with time."""
    return prompt.field.volatile and prompt.way is not Way.BLANK


def _of_cards(project: Project, questions: Sequence[Item | Without]) -> Iterator[Diagnostic]:
    """Yield problems of the cards; what the rules about items have looked at already is not said again."""
    off, words = _off(project), words_of(project.deck.language)
    examined = {each.prompt.id for each in questions if isinstance(each, Item)}
    # A card that shows source and record side by side asks for both because the deck says so.
    prompts = [
        prompt for prompt in project.prompts if not prompt.rule.key.endswith(f"/{Mode.CONTRAST}")
    ]
    for index, finding in lint_cards([_card(project, prompt) for prompt in prompts], off, words):
        prompt = None if index is None else prompts[index]
        if prompt is None or finding.code != "Q454" or prompt.id not in examined:
            yield _diagnostic(finding, prompt, project)
    unsourced = {
        each.fact.ref for each in prompts if not citation(project.base, each.value.provenance)
    }
    if "Q460" not in off:
        facts = {prompt.fact.ref for prompt in prompts}
        for finding in no_source(len(unsourced), len(facts)):
            yield _diagnostic(finding, None, project)


def _card(project: Project, prompt: Prompt) -> Card:
    blanks = [part for part in prompt.sentence if not isinstance(part, str)]
    gaps = tuple(content_text(project.base, blank.content) for blank in blanks)
    # A picture or a sound that is the answer is not read.
    answer = "" if prompt.answer_media else prompt.answer
    return Card(prompt.stem, answer, gaps, shows_media=bool(prompt.media or prompt.answer_media))


def _of_paper(project: Project, options: QuizOptions) -> Iterator[Diagnostic]:
    printed = _printed(project, _on_paper(project, options))
    questions = [question for _, question in printed]
    for index, finding in lint_items(questions, _off(project), words_of(project.deck.language)):
        # What is wrong with an item alone has been said.
        if finding.code in PAPER_CODES:
            yield _diagnostic(finding, None if index is None else printed[index][0].prompt, project)


def _on_paper(project: Project, options: QuizOptions) -> list[Item]:
    """Return the multiple-choice items of the chosen paper, none where there is no paper."""
    by_id = {item.id: item for item in project.items(options)}
    try:
        exercises = project.paper(options).exercises
    except QuizgenError:
        return []
    return [by_id[each.id] for each in exercises if each.id in by_id]


def _printed(project: Project, items: Sequence[Item]) -> list[tuple[Item, Question]]:
    """Return the items as the first version of a paper prints them, in its order."""
    by_id = {item.id: item for item in items}
    (placed,) = arrange([choices(project.base, items)], project.deck.quiz.seed, FIRST_VERSION)
    return [
        (by_id[each.exercise.id], _question(by_id[each.exercise.id], each.options))
        for each in placed
    ]


def _question(item: Item, printed: Sequence[int]) -> Question:
    prompt, shown = item.prompt, tuple(item.options[n] for n in printed)
    # What the author has put in order has places and no sizes.
    sizes = (
        tuple(item.sizes[index] for index in printed)
        if item.sizes and not prompt.control.options
        else ()
    )
    return Question(
        prompt.stem,
        shown,
        printed.index(0),
        item.names,
        sizes,
        _changes(prompt),
        bool(item.pictures),
    )


def _diagnostic(finding: Finding, prompt: Prompt | None, project: Project) -> Diagnostic:
    place = prompt.value.place if prompt else project.deck.place
    told = f"{finding.message} (`{prompt.id}`)" if prompt else finding.message
    return Diagnostic(finding.code, told, place, finding.fix, Severity(finding.level))
