"""Makes the questions of a quiz, with what its deck says about them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.diagnostics import Diagnostic, Place, Severity
from quizgen.exchange.descriptions import is_description
from quizgen.exchange.known import Known
from quizgen.exchange.model import Answering, Option, Question, QuestionSection, QuestionSet
from quizgen.forms.form import AnswerIn, title_label
from quizgen.forms.registry import form_of
from quizgen.language.labels import load_labels
from quizgen.markup.plain import plain
from quizgen.project import Project
from quizgen.quiz.citing import cited_in_words
from quizgen.quiz.manifest import Manifest, QuizItem, QuizSection, Version
from quizgen.quiz.printed_items import PrintedItem, printed


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a quiz or of a bank, and what is not among them."""

    questions: QuestionSet
    diagnostics: tuple[Diagnostic, ...] = ()


def questions_of_quiz(
    manifest: Manifest,
    pictures: Mapping[str, bytes],
    project: Project | None = None,
    version: str = "",
    place: Place | None = None,
) -> Asked:
    """Return the questions of a quiz in the order of a version, "" for the first one.

    The deck (`project`) adds feedback of options, accepted answers, tags and places; without it,
    the place is that of the manifest. Void items are left out with a hint (Q801).
    """
    chosen = next(
        (each for each in manifest.versions if each.version == version), manifest.versions[0]
    )
    maker = Maker(manifest, project, place)
    return maker.asked(chosen, pictures)


class Maker:
    """Makes questions of the items of one manifest."""

    def __init__(
        self, manifest: Manifest, project: Project | None = None, place: Place | None = None
    ) -> None:
        self._manifest = manifest
        self._known = Known(project) if project else None
        self._project = project
        self._place = place or (project.deck.place if project else Place(""))
        self._labels = load_labels(manifest.language, manifest.address).texts

    def asked(
        self,
        version: Version,
        pictures: Mapping[str, bytes],
        *,
        free: Collection[str] = (),
    ) -> Asked:
        """Return the questions of a version; those with ids in `free` may shuffle their options."""
        manifest = self._manifest
        void: list[QuizItem] = []
        sections: list[QuestionSection] = []
        of_section = zip(manifest.sections, printed(manifest, version), strict=True)
        for number, (section, items) in enumerate(of_section, 1):
            void += [each.item for each in items if each.item.void]
            made = self._section(number, section, items, free)
            if section.continues and sections:
                last = sections[-1]
                sections[-1] = replace(last, questions=(*last.questions, *made.questions))
            else:
                sections.append(made)
        kept = tuple(each for each in sections if each.questions)
        return Asked(self._set(kept, pictures), tuple(map(self._is_void, void)))

    def _section(
        self,
        number: int,
        section: QuizSection,
        items: Sequence[PrintedItem],
        free: Collection[str],
    ) -> QuestionSection:
        questions = tuple(
            self._question(each, section, shuffle=each.item.id in free)
            for each in items
            if not each.item.void
        )
        title = section.title or self._title(items)
        return QuestionSection(f"s{number}", title, questions, section.instructions)

    def _set(
        self, sections: tuple[QuestionSection, ...], pictures: Mapping[str, bytes]
    ) -> QuestionSet:
        manifest, project, place = self._manifest, self._project, self._place
        return QuestionSet(
            id=f"{manifest.deck}-{manifest.fingerprint}",
            deck=manifest.deck,
            title=manifest.title,
            language=manifest.language,
            sections=sections,
            pictures=pictures,
            passages={each.id: each for each in manifest.passages},
            instructions=manifest.instructions,
            source=manifest.source,
            wrong=manifest.marking.wrong,
            partial=manifest.marking.partial,
            labels=self._labels,
            place=place,
            place_of=project.place_of if project else lambda _: place,
        )

    def _title(self, items: Sequence[PrintedItem]) -> str:
        form = items[0].item.form if items else ""
        return self._labels.get(title_label(form)) or self._manifest.title

    def _place_of(self, item: QuizItem) -> Place:
        # A deck that has no such fact any more has no better place than its beginning.
        return self._known.place(item) if self._known else self._place

    def _is_void(self, item: QuizItem) -> Diagnostic:
        message = f"`{item.id}` is void, so it is left out"
        fix = "delete `void` in the quiz to export it"
        return Diagnostic("Q801", message, self._place_of(item), fix, Severity.INFO)

    def _question(self, made: PrintedItem, section: QuizSection, *, shuffle: bool) -> Question:
        item, known = made.item, self._known
        answering = self._answering(item)
        key, other_keys = _keys(made, answering)
        whys = known.whys(item, made.options) if known else {}
        written = form_of(item).answer_in.by_hand
        return Question(
            id=item.id,
            uid=f"{self._manifest.deck}/{item.id}",
            form=item.form,
            answering=answering,
            stem=item.shown_stem,
            options=tuple(self._options(made, answering, key, whys)),
            key=key,
            left=made.left,
            other_keys=other_keys,
            shuffle=shuffle,
            answer=form_of(item).answer(item),
            accepted=self._accepted(item) if written else (),
            bounds=item.accepted,
            gap=self._gap(item) if answering is Answering.GAP else "",
            explanation=tuple(self._explained(made, answering, whys)),
            cited=tuple(cited_in_words(item.cited, self._labels, self._manifest.language)),
            told_source=self._labels["source_told"],
            pictures=item.pictures,
            passage=item.passage,
            tags=known.tags(item) if known else (),
            difficulty=item.difficulty,
            points=item.points_in(section),
            lines=item.lines,
            rubric=item.rubric,
            facts=item.facts,
            place=self._place_of(item),
        )

    def _answering(self, item: QuizItem) -> Answering:
        """Return how an item is answered: nobody repeats a description letter for letter."""
        answering = answering_of(item)
        if answering is not Answering.WORDS or item.accepted:
            return answering
        accepted = self._accepted(item)
        is_in_descriptions = self._known is not None and self._known.is_in_descriptions(item)
        is_open = is_description(accepted, is_in_descriptions=is_in_descriptions)
        return Answering.TEXT if is_open else answering

    def _accepted(self, item: QuizItem) -> tuple[str, ...]:
        known = self._known.accepted(item) if self._known else ()
        return known or (" ".join(plain(item.answer).split()),)

    def _gap(self, item: QuizItem) -> str:
        gap = self._labels["blank"]
        return gap if gap in item.shown_stem else ""

    def _explained(
        self, made: PrintedItem, answering: Answering, whys: Mapping[int, tuple[str, str]]
    ) -> Iterator[str]:
        """Yield the answer, if it says more than which options are right, and the remarks.

        A remark about an option is the feedback of that option.
        """
        item = made.item
        answer = form_of(item).answer(item)
        shown = {"", *item.options, "; ".join(item.options[index] for index in item.key)}
        if answering not in _TOLD_BY_KEY and answer not in shown:
            yield answer
        told = {line for _, line in whys.values()}
        yield from (line for line in item.remarks if line not in told)

    def _options(
        self,
        made: PrintedItem,
        answering: Answering,
        key: tuple[int, ...],
        whys: Mapping[int, tuple[str, str]],
    ) -> Iterator[Option]:
        pictures = made.option_pictures or (None,) * len(made.options)
        right = key if answering in _CHOSEN else ()
        for index, (text, picture) in enumerate(zip(made.options, pictures, strict=True)):
            why, _ = whys.get(index, ("", ""))
            yield Option(text, picture, index in right, why)


_CHOSEN = {Answering.ONE, Answering.MANY, Answering.CLAIM}
# Their answers in words say no more than the key.
_TOLD_BY_KEY = {Answering.GAP, Answering.WORDS, Answering.TEXT, Answering.PAIRS}


def answering_of(item: QuizItem) -> Answering:
    """Return how an item is answered."""
    form = form_of(item)
    if form.answer_in is AnswerIn.GAP:
        return Answering.GAP
    if form.answer_in is AnswerIn.LINES:
        return Answering.TEXT if item.rubric or item.lines else Answering.WORDS
    if form.answer_in is AnswerIn.ROWS:
        return Answering.PAIRS if item.left else Answering.ORDER
    if form.is_claim:
        return Answering.CLAIM
    return Answering.ONE if form.one_right else Answering.MANY


def _keys(
    made: PrintedItem, answering: Answering
) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """Return the key and the further keys; in forms that take one option, one key has them all."""
    others = made.other_keys
    if answering in {Answering.ONE, Answering.CLAIM}:
        every = {index for key in (made.key, *others) for index in key}
        return tuple(sorted(every)), ()
    return made.key, others
