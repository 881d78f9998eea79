"""The tools that show questions and cards: items, and the preview of one fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.anki.make_notes import make_notes
from quizgen.anki.notes import (
    AdoptedNote,
    ChoiceNote,
    ClozeNote,
    Further,
    Gap,
    Note,
    OcclusionNote,
    RecallNote,
    TypedNote,
)
from quizgen.assistants.answers import Answer, counted, page_of, text_of
from quizgen.assistants.folder import Given, refused
from quizgen.assistants.reading import sound
from quizgen.bank.difficulty import of_choice
from quizgen.bank.fit import fit_of
from quizgen.bank.items import Item, Without
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt
from quizgen.bank.unasked import NoPrompt
from quizgen.diagnostics import did_you_mean
from quizgen.listing.questions import MEANING, list_questions
from quizgen.markup.plain import plain
from quizgen.project import Project, QuizOptions
from quizgen.visible import cut

Asked = Item | Without | NoPrompt


def items(
    given: Given, prefix: str = "", language: str = "", *, start: int = 0, most: int = 20
) -> Answer:
    """Return the questions of a deck with their options, and what is not asked, with reasons.

    Raises QuizgenError if the deck has errors, or if no id begins with `prefix`.
    """
    project = sound(given, language)
    listed: list[Prompt | NoPrompt] = [*project.prompts, *project.unasked]
    chosen = [each for each in listed if each.id.startswith(prefix)]
    if listed and not chosen:
        fix = did_you_mean(prefix, {each.id for each in listed})
        message = f"no question has an id that begins with `{prefix}`"
        raise refused("Q636", message, str(given.path), fix)
    on_page, page = page_of(chosen, start, most)
    shown = _asked(project, on_page)
    data = {"file": str(given.path), "items": [_question(each) for each in shown], "page": page}
    return Answer(text_of([_listed(project, shown)], page), data)


def preview(given: Given, fact: str, language: str = "") -> Answer:
    """Return the cards and the items of one fact, such as ``people/gagarin``.

    Raises QuizgenError if the deck has errors, or no such fact.
    """
    project = sound(given, language)
    deck = project.deck
    if fact not in deck.facts:
        fix = did_you_mean(fact, deck.facts)
        raise refused("Q636", f"the deck has no fact `{fact}`", str(given.path), fix)
    prompts = [each for each in project.prompts if each.fact.ref == fact]
    asked = project.questions_about(prompts, QuizOptions())
    unasked = [each for each in project.unasked if each.fact.ref == fact]
    cards = [card for note in _notes(project, fact, asked) for card in _cards(note)]
    place = deck.facts[fact].place
    data = {
        "file": place.file,
        "line": place.line,
        "fact": fact,
        "cards": cards,
        "items": [_question(each) for each in (*asked, *unasked)],
    }
    told = [f"{card['front']}\n  → {card['back']}" for card in cards]
    parts = [f"{place}: {fact}, {counted(len(cards), 'card')}", *told]
    parts.append(_listed(project, [*asked, *unasked]))
    return Answer(text_of(parts), data)


def _listed(project: Project, shown: Sequence[Asked]) -> str:
    """Return questions as `quizgen items` lists them."""
    asked = [each for each in shown if not isinstance(each, NoPrompt)]
    unasked = [each for each in shown if isinstance(each, NoPrompt)]
    fields = once(project.base, fit_of).fields_of
    return list_questions(asked, unasked, explain=False, fields=fields)


def _asked(project: Project, listed: Sequence[Prompt | NoPrompt]) -> list[Asked]:
    """Return prompts with their options, and what is not asked as it is."""
    prompts = [each for each in listed if isinstance(each, Prompt)]
    unasked = [each for each in listed if isinstance(each, NoPrompt)]
    return [*project.questions_about(prompts, QuizOptions()), *unasked]


def _question(asked: Asked) -> dict[str, object]:
    if isinstance(asked, NoPrompt):
        return {"id": asked.id, "not_asked": asked.about, "add": asked.mend}
    prompt = asked.prompt
    told: dict[str, object] = {
        "id": prompt.id,
        "question": _shown(prompt.stem),
        "answer": _shown(prompt.answer),
    }
    if isinstance(asked, Without):
        return {**told, "without_options": str(asked.lack), "add": asked.mend}
    wrong = [
        {"text": _shown(text), "proof": str(each.proof), "wrong_because": MEANING[each.proof]}
        for text, each in zip(asked.options[1:], asked.distractors, strict=True)
    ]
    return {**told, "wrong_options": wrong, "difficulty": round(of_choice(asked), 2)}


def _shown(text: str) -> str:
    return cut(plain(text))


def _notes(project: Project, fact: str, asked: Sequence[Item | Without]) -> Sequence[Note]:
    """Return the notes of one fact."""
    prompts = [prompt for prompt in project.prompts if prompt.fact.ref == fact]
    found = [each for each in asked if isinstance(each, Item)]
    return make_notes(project.base, prompts, found).notes


def _cards(note: Note) -> Iterator[dict[str, object]]:
    """Yield the cards of a note: what stands on the front and on the back."""
    if isinstance(note, AdoptedNote):
        texts = {name: _shown(text) for name, text in note.texts.items()}
        yield {"front": note.note_type.name, "back": "; ".join(texts.values()), "fields": texts}
        return
    for front, back in _sides(note):
        yield {
            "front": _shown(front),
            "back": _shown(back),
            "remarks": [_shown(each) for each in (*note.remarks, *_further(note.further))],
            "source": _shown(note.source),
        }


def _further(further: Further) -> Iterator[str]:
    yield from filter(None, (further.confused, further.extra))


def _sides(
    note: RecallNote | ClozeNote | OcclusionNote | ChoiceNote | TypedNote,
) -> Iterator[tuple[str, str]]:
    """Yield front and back of each card of a note."""
    if isinstance(note, RecallNote):
        sides = [(note.prompt, note.answer), (note.back_prompt, note.back_answer)]
        yield from (each for each in sides if each[0])
    elif isinstance(note, ClozeNote):
        yield from _gaps(note)
    elif isinstance(note, ChoiceNote):
        options = "\n".join(f"- {option}" for option in note.options)
        yield f"{note.prompt}\n{options}", note.options[note.right]
    elif isinstance(note, TypedNote):
        yield f"{note.prompt}\n[type the answer]", note.answer
    else:
        for area in note.areas:
            yield f"{note.header} [{note.picture.path}: which part is hidden?]", area.name


def _gaps(note: ClozeNote) -> Iterator[tuple[str, str]]:
    """Yield the sentence of a cloze note with each of its gaps in turn, and the whole sentence."""
    whole = "".join(part.text if isinstance(part, Gap) else part for part in note.parts)
    numbers = {part.number for part in note.parts if isinstance(part, Gap)}
    for number in sorted(numbers):
        hidden = (_hidden(part, number) for part in note.parts)
        yield "".join(hidden), whole


def _hidden(part: str | Gap, number: int) -> str:
    if isinstance(part, str):
        return part
    return f"[{part.hint or '…'}]" if part.number == number else part.text
