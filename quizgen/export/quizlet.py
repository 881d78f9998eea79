"""Quizlet: terms and definitions as text to paste into the import of a set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizgen.bank.prompts import Prompt, Way
from quizgen.diagnostics import Diagnostic, Place
from quizgen.exchange.model import Answering, Question, QuestionSet
from quizgen.exchange.texts import plain_line
from quizgen.export.questions import (
    QuestionSettings,
    QuestionWriter,
    WrittenQuestions,
    lost,
    lost_at,
)
from quizgen.export.writer import Source, Written
from quizgen.project import Project

_LEFT_OUT = "the card is left out"
_Card = tuple[str, str]


class QuizletWriter(QuestionWriter):
    """Writes a line for each card: the term, a tab, and the definition.

    Of a deck, these are the questions that Anki asks: Quizlet makes its own wrong answers. Where
    the deck asks the same of each fact, the term is the name of the fact. Quizlet asks each card
    both ways, so questions back from the answer are left out where there is one forward.
    """

    name = "quizlet"
    about = "terms and definitions to paste into Quizlet"
    into = "in Quizlet, create a set, choose `Import`, and paste the text"

    def write(self, source: Source, settings: QuestionSettings | None = None) -> WrittenQuestions:
        """Return the cards of a quiz's questions, or of a deck's if there is no quiz."""
        if source.manifest is not None or _chooses(settings):
            return super().write(source, settings)
        cards, losses = _of_deck(source.bank)
        made = _written(cards, losses, source.bank.deck.id, source.bank.deck.place)
        left_out = len(losses)
        count = len(cards) + left_out
        return WrittenQuestions(made.files, made.losses, count, left_out=left_out)

    def written(self, questions: QuestionSet) -> Written:
        """Return the cards of questions, and a loss for each that no card can ask."""
        cards: list[_Card] = []
        losses: list[Diagnostic] = []
        for question in questions.questions:
            if question.pictures:
                losses.append(lost(question, "Quizlet's import has no pictures", _LEFT_OUT))
            else:
                cards += _cards(question)
        made = _written(cards, losses, questions.id, questions.place)
        return replace(made, left_out=len(losses))


def _chooses(settings: QuestionSettings | None) -> bool:
    """Return whether the settings want some of the questions only."""
    options = settings.options if settings else None
    return options is not None and options.items is not None


def _written(
    cards: Iterable[_Card], losses: Iterable[Diagnostic], name: str, place: Place
) -> Written:
    lines = [f"{term}\t{definition}\n" for term, definition in dict.fromkeys(cards)]
    message = "Quizlet's cards have no explanations, sources and tags; they are left out"
    told = lost_at(place, message)
    return Written({f"{name}.quizlet.txt": "".join(lines).encode()}, (*losses, told))


def _cards(question: Question) -> Iterator[_Card]:
    """Yield the cards of a question: one for each pair of a matching, else one."""
    if question.answering is Answering.PAIRS:
        for entry, index in zip(question.left, question.key, strict=True):
            yield plain_line(entry), plain_line(question.options[index].text)
        return
    listed = question.answering is not Answering.ORDER and question.key
    right = "; ".join(plain_line(question.options[index].text) for index in question.key)
    yield plain_line(question.stem), right if listed else plain_line(question.answer) or right


def _of_deck(project: Project) -> tuple[list[_Card], list[Diagnostic]]:
    """Return the cards of a deck's questions, and what is lost."""
    asked = _one_way(project.recalled)
    names = _names(project, asked)
    cards: list[_Card] = []
    losses: list[Diagnostic] = []
    for prompt in asked:
        if prompt.media or not plain_line(prompt.answer):
            place = project.place_of(prompt.fact.ref)
            message = f"`{prompt.id}`: Quizlet's import has no pictures and sounds; {_LEFT_OUT}"
            losses.append(lost_at(place, message))
        else:
            term = names.get(prompt.id) or prompt.stem
            cards.append((plain_line(term), plain_line(prompt.answer)))
    return cards, losses


def _one_way(prompts: Iterable[Prompt]) -> list[Prompt]:
    """Return questions without those that turn another one round."""
    every = list(prompts)
    forward = {(each.fact.ref, each.field.name) for each in every if each.way is not Way.BACK}
    return [
        each
        for each in every
        if each.way is not Way.BACK or (each.fact.ref, each.field.name) not in forward
    ]


def _names(project: Project, prompts: Iterable[Prompt]) -> dict[str, str]:
    """Return the names of facts by the ids of their questions, if all questions ask the same."""
    every = list(prompts)
    rules = {(each.fact.kind, id(each.rule), each.way) for each in every}
    is_one = len(rules) == 1 and every[0].way is Way.FORWARD
    if not is_one or len({each.fact.ref for each in every}) < len(every):
        return {}
    fillers = project.base.names.fillers
    named = {each.id: fillers[each.fact.ref].text for each in every if each.fact.ref in fillers}
    told = {plain_line(name) for name in named.values()}
    return named if len(told) == len(every) else {}
