"""Questions that any format can take: what they ask, what is right, and what goes along.

All texts are marked texts, except where a field says otherwise; ``exchange/texts.py`` makes plain
texts and HTML of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from quizgen.diagnostics import Place
from quizgen.quiz.manifest import Criterion, Passage, Picture

_NOWHERE = Place("")


class Answering(Enum):
    """How a question is answered. Several of quizgen's forms may share one way."""

    ONE = "with one of the options"
    MANY = "with all options that are right"
    CLAIM = "with true or false: the two options, in this order"
    PAIRS = "with an option for each entry of `left`"
    ORDER = "with all options in the right order"
    GAP = "in words, in the gap of the stem"
    WORDS = "in a few words"
    TEXT = "in words of one's own, which a person marks"


@dataclass(frozen=True, slots=True)
class Option:
    """An option: its words or its picture, and what to tell those who choose it.

    If there is a `picture`, `text` describes it. `feedback` is "" for none.
    """

    text: str
    picture: Picture | None = None
    is_right: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of any form, with its options in the order in which to show them.

    - `id` is permanent, and `uid` is unique to the question among all decks: both are plain. An
      import that finds the same `uid` again updates a question.
    - `form` is quizgen's name of the form; `answering` says how the question is answered.
    - `key` has indices of `options`: the right ones; for PAIRS, the one for each of `left`; for
      ORDER, all of them, from first to last. If ONE or CLAIM has several, each is right by itself.
      `other_keys` are as good as `key`; only MANY, PAIRS and ORDER have them.
    - With `shuffle`, the options may be shown in any order. Otherwise their order means something,
      or a printed paper has it.
    - `answer` is what is right, in words. `accepted` are the plain texts that are right as a
      written answer, the best first, and `bounds` the least and the largest number that are right,
      None if the answer is no number with a tolerance.
    - `gap` is how the stem shows the gap to fill, "" except for GAP; `stem_parts` splits the stem.
    - `explanation` are the paragraphs to show with the answer, and `cited` where it is found, in
      words. `told_source` is a pattern with ``{source}`` for telling one among other paragraphs.
    - `difficulty` is the estimated share of right answers, from 0 to 1. `tags` are plain.
    - `passage` is the id of the passage that it refers to, "" for none.
    - `lines` are the lines to write on, 0 for the usual number; the points are given by `rubric`.
    - `facts` (``kind/id``) are what it asks about, and `place` is where the first one is written.
    """

    id: str
    uid: str
    form: str
    answering: Answering
    stem: str
    options: tuple[Option, ...] = ()
    key: tuple[int, ...] = ()
    left: tuple[str, ...] = ()
    other_keys: tuple[tuple[int, ...], ...] = ()
    shuffle: bool = True
    answer: str = ""
    accepted: tuple[str, ...] = ()
    bounds: tuple[float, float] | None = None
    gap: str = ""
    explanation: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    told_source: str = "{source}"
    pictures: tuple[Picture, ...] = ()
    passage: str = ""
    tags: tuple[str, ...] = ()
    difficulty: float = 0.5
    points: float = 1
    lines: int = 0
    rubric: tuple[Criterion, ...] = ()
    facts: tuple[str, ...] = ()
    place: Place = _NOWHERE

    @property
    def stem_parts(self) -> tuple[str, str]:
        """Return the stem before and after its gap; without a gap, all of it comes before."""
        before, _, after = self.stem.partition(self.gap) if self.gap else (self.stem, "", "")
        return before, after

    @property
    def feedback(self) -> tuple[str, ...]:
        """Return the paragraphs to show with the answer: the explanation, then the sources."""
        sources = (self.told_source.replace("{source}", each) for each in self.cited)
        return (*self.explanation, *sources)

    @property
    def every_picture(self) -> tuple[Picture, ...]:
        """Return the pictures of the stem and of the options."""
        return (*self.pictures, *(each.picture for each in self.options if each.picture))


@dataclass(frozen=True, slots=True)
class QuestionSection:
    """Questions that belong together: a section of a paper, or the facts of a kind.

    `id` is plain and unique in its set. `title` is never empty, `instructions` may be.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    instructions: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of a deck or of a printed quiz.

    - `id` is plain, and the same in each export; `deck` is the id of the deck.
    - `pictures` has the bytes of each picture by its file name; marks are not drawn in them yet
      (``exchange/pictures.py`` draws them).
    - `passages` has the texts that questions refer to, by id.
    - A wrong answer costs `wrong` points, and a partly right one earns a part if `partial`.
    - `labels` are quizgen's words in the language of the questions, by name.
    - `place_of` returns where a fact (``kind/id``) is written.
    """

    id: str
    deck: str
    title: str
    language: str
    sections: tuple[QuestionSection, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    instructions: str = ""
    source: str = ""
    wrong: float = 0
    partial: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    place: Place = _NOWHERE
    place_of: Callable[[str], Place] = Place

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions of all sections in order."""
        return tuple(each for section in self.sections for each in section.questions)
