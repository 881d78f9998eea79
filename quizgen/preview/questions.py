"""The questions of a fact as the preview shows them: each option with the reasons for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from quizgen.anki.markup import as_html
from quizgen.bank.difficulty import of_choice
from quizgen.bank.distractors import Distractor
from quizgen.bank.items import Item, Without
from quizgen.bank.prompts import Prompt
from quizgen.bank.wrong import Proof
from quizgen.forms.exercise import Exercise
from quizgen.listing.questions import MEANING
from quizgen.media.model import Media
from quizgen.preview.formulas import with_mathml
from quizgen.project import Project

_MOST_REFUSED = 12
_WHY = {**MEANING, Proof.DENIED: "you say that it is wrong"}


@dataclass(frozen=True, slots=True)
class Option:
    """An option: what it says, the proof that it is wrong ("" for the key), and how well it fits.

    `fit` is a whole number from 0 to 100, None where places or the author decide instead. `why`
    says what the proof means, `offered` why the item offers it, `names` which fact it comes from.
    """

    text: Markup
    picture: Media | None = None
    proof: str = ""
    why: str = ""
    offered: str = ""
    names: str = ""
    fit: int | None = None
    is_unfit: bool = False

    @property
    def is_right(self) -> bool:
        """Return whether it is the key."""
        return not self.proof


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its options, or why it has none (`lack`) and the `mend`.

    It `is_pending` while its options are still being chosen. `chance` is the estimated share of
    right answers in percent.
    """

    id: str
    way: str
    stem: Markup
    answer: Markup
    media: tuple[Media, ...] = ()
    options: tuple[Option, ...] = ()
    chance: int = 0
    lack: str = ""
    mend: str = ""
    refused: tuple[tuple[Markup, str], ...] = ()
    more_refused: int = 0
    is_pending: bool = False


@dataclass(frozen=True, slots=True)
class OtherForm:
    """An exercise of another form than multiple choice, as words."""

    form: str
    stem: Markup
    lines: tuple[Markup, ...]


def html_of(text: str) -> Markup:
    """Return a marked text as HTML, in which nothing of the text runs."""
    return Markup(with_mathml(as_html(text)))  # noqa: S704 - `as_html` escapes it


def asked(project: Project, prompt: Prompt, made: Item | Without | None) -> Asked:
    """Return a question; `made` is its item, or why it has none, None while it is being made."""
    shown = Asked(
        prompt.id,
        prompt.way.value,
        html_of(prompt.stem),
        html_of(prompt.answer),
        prompt.media,
        is_pending=made is None,
    )
    if made is None:
        return shown
    refused = tuple((html_of(each.text), str(each.why)) for each in made.refused[:_MOST_REFUSED])
    more = max(0, len(made.refused) - _MOST_REFUSED)
    shown = replace(shown, refused=refused, more_refused=more)
    if isinstance(made, Without):
        return replace(shown, lack=str(made.lack), mend=made.mend)
    options = tuple(_options(project, made))
    return replace(shown, options=options, chance=round(100 * of_choice(made)))


def _options(project: Project, item: Item) -> Iterator[Option]:
    pictures: Sequence[Media | None] = item.pictures or [None] * len(item.options)
    unfit = project.unfit(item)
    key, *others = zip(item.options, pictures, strict=True)
    yield Option(html_of(key[0]), key[1])
    for (text, picture), distractor in zip(others, item.distractors, strict=True):
        yield Option(
            html_of(text),
            picture,
            distractor.proof.value,
            _WHY[distractor.proof],
            offered_because(item.prompt, distractor),
            distractor.filler.fact or distractor.filler.told_by,
            round(100 * distractor.temptation) if distractor.weight else None,
            text in unfit,
        )


def offered_because(prompt: Prompt, distractor: Distractor) -> str:
    """Return in words why an item offers a distractor; the fact that it names may follow."""
    filler = distractor.filler
    is_bare = not (filler.fact or filler.told_by)
    is_listed = any(each in (filler.text, filler.fact) for each in prompt.control.offered)
    if distractor.proof is Proof.DENIED and (is_bare or is_listed):
        return "you offer it"
    if prompt.control.options:
        return "you offer it in this order"
    if prompt.region:
        return "it names another part of the picture"
    if filler.fact:
        return "it names"
    if filler.told_by:
        return "it is a value of"
    return "it is made up in the style of the key"


def other_forms(exercises: Iterable[Exercise]) -> Iterator[OtherForm]:
    """Yield the exercises of other forms than multiple choice."""
    for each in exercises:
        if each.form != "choice":
            yield OtherForm(each.form, html_of(each.stem), tuple(_lines(each)))


def _lines(exercise: Exercise) -> Iterator[Markup]:
    if exercise.left:
        for left, index in zip(exercise.left, exercise.key, strict=True):
            yield html_of(left) + ": " + html_of(exercise.options[index])
        return
    if not exercise.options:
        yield html_of(exercise.answer)
        return
    for index, option in enumerate(exercise.options):
        sign = "\u2713 " if index in exercise.key else "\u2717 "
        yield escape(sign) + html_of(option)
