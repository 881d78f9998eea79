"""Chooses the wrong answers of an item: each admissible, no two alike, by names and seed only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.chance import draw, shuffled
from quizgen.bank.fit import Misfit
from quizgen.bank.media import called, names_itself
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.pools import Pools
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.rejected import forbidden, is_among, named_by
from quizgen.bank.telling import cue_words, telling
from quizgen.bank.tried import Experience, experience_of
from quizgen.bank.wrong import Proof, is_opposed, may_be_same, proof, text_filler
from quizgen.deck.model.contents import Diagram, Offer
from quizgen.deck.types.registry import type_of

# Among up to this many that are equally like the key, length decides.
_LIKELY = 9
# An item has at least so many wrong options.
_FEWEST = 2


class Distractor(Struct, frozen=True):
    """A wrong answer, and why it is wrong.

    `likeness` is how much it has in common with the key, `weight` how readily it is drawn. Both
    are 0 if neither decides: for what the author offers, and for dates and numbers. `temptation`
    estimates from 0 to 1 how readily somebody takes it for the key.
    """

    filler: Filler
    proof: Proof
    likeness: float = 0.0
    weight: float = 0.0
    temptation: float = 0.0


class Refusal(StrEnum):
    """Why an item does not offer a candidate."""

    REJECTED = "you rejected it"
    FORBIDDEN = "the author forbids it"
    IN_STEM = "the question itself names it"
    LIKE_ANOTHER = "it overlaps another option"
    CLOSE = "its date or number is too close to another option"
    ECHO = "it repeats a word of the question that the key lacks"
    UNPROVEN = "nothing proves it wrong"
    CONTESTED = "source and record differ between it and the key"
    RIGHT = "it is the key under another name"
    NAMED = "its words tell what the picture shows"
    NO_PICTURE = "the options are pictures, and it names no fact with one"


class Refused(Struct, frozen=True):
    """A refused candidate and the reason; `likeness` and `weight` as for a distractor."""

    text: str
    why: Refusal | Misfit
    likeness: float = 0.0
    weight: float = 0.0


Reasons = tuple[tuple[Refusal | Misfit, int], ...]
_Verdict = Proof | Refusal | Misfit
# By filler and the fact that tells it, which does not make two fillers different.
_Verdicts = dict[tuple[Filler, str], _Verdict]


class Choice(Struct, frozen=True):
    """The distractors taken for a question, and the candidates refused.

    `reasons` has how many of the deck's candidates were refused for each reason. `order` are the
    places of the key and of the distractors if the author gives all options in order.
    """

    taken: tuple[Distractor, ...]
    refused: tuple[Refused, ...]
    order: tuple[int, ...] = ()
    reasons: Reasons = ()


class Wanted(Struct, frozen=True):
    """How many distractors a question wants, and at `fewest` needs.

    One has a word with each of the beginnings `with_words`; the deck's have no text in `without`.
    The deck's candidates are many: only with `explain`, the refused ones are kept. Unless they are
    `weighed`, the distractors have a temptation of 0, which takes long to estimate.
    """

    count: int
    with_words: Collection[str] = ()
    without: Collection[str] = ()
    explain: bool = False
    fewest: int = _FEWEST
    weighed: bool = True


def choose(pools: Pools, prompt: Prompt, right: tuple[Filler, ...], wanted: Wanted) -> Choice:
    """Choose the distractors wanted for a prompt whose keys are `right`, or fewer.

    The author's come first, then those with words that are wanted.
    Dates and numbers lie around the key so that its rank tells nothing; names and texts come by
    what they have in common with it.
    """
    control = prompt.control
    place = _place_of_key(pools, prompt, right)
    if place is not None:
        count = len(control.options) - 1
        chosen = _Chosen(pools, prompt, right, count, weighed=wanted.weighed)
        return _in_order(chosen, control.options, place)
    explain, weighed = wanted.explain, wanted.weighed
    chosen = _Chosen(pools, prompt, right, wanted.count, wanted.without, explain, weighed)
    if prompt.region:
        chosen.take_certain(_other_regions(pools, prompt), Proof.SINGLE)
        return chosen.choice
    chosen.take_authored(control.offered)
    if chosen.missing > 0 and not _takes_authored_only(prompt):
        _take_from_deck(chosen, right[0], wanted)
    return chosen.choice


def _other_regions(pools: Pools, prompt: Prompt) -> Iterator[Filler]:
    """Yield the names of the other parts of a diagram in a drawn order."""
    for value in prompt.fact.values[prompt.field.name][:1]:
        diagram = value.content
        if isinstance(diagram, Diagram):
            others = [each.name for each in diagram.regions if each != prompt.region]
            drawn = shuffled([(name, name) for name in others], pools.seed, prompt.id)
            yield from (text_filler(pools.base, name) for name in drawn)


def _place_of_key(pools: Pools, prompt: Prompt, right: tuple[Filler, ...]) -> int | None:
    """Return which of the author's options is right, None if there are none or none is."""
    options = (pools.authored(prompt, offer) for offer in prompt.control.options)
    for number, option in enumerate(options):
        if any(_is_key(pools, key, option) for key in right):
            return number
    return None


def _takes_authored_only(prompt: Prompt) -> bool:
    """Return whether no candidate of the deck may stand beside the author's."""
    # If the record stands in words only, any other value may be the record's.
    is_unknown = prompt.value.is_contested and prompt.value.record is None
    is_free_text = prompt.blank is not None and prompt.blank.type == "text"
    return bool(prompt.control.only) or is_unknown or is_free_text


def _take_from_deck(chosen: _Chosen, key: Filler, wanted: Wanted) -> None:
    pools, prompt, with_words = chosen.pools, chosen.prompt, wanted.with_words
    name = pools.name(prompt)
    known = experience_of(pools.base, prompt)
    if type_of(key.content).ranked:
        _take_around(chosen, key, name, known, wanted.fewest)
    elif _is_picture(key):
        pictures = pools.pictures(prompt, name)
        _take_with_words(chosen, pictures, with_words)
        chosen.take(known.first(filler for _, filler in pictures), chosen.missing)
    else:
        is_name = _asks_for_a_name(prompt)
        offered = (pools.names if is_name else pools.texts)(prompt, key, name)
        # Only the words need all of them; most items take one of the first few.
        is_whole = bool(with_words or known)
        listed: Iterable[tuple[float, Filler]] = list(offered) if is_whole else offered
        _take_with_words(chosen, listed, with_words)
        if known:
            _take_tempting(chosen, key, listed, name, known)
        _take_by_length(chosen, key, listed, name)


def _take_tempting(
    chosen: _Chosen,
    key: Filler,
    listed: Iterable[tuple[float, Filler]],
    name: str,
    known: Experience,
) -> None:
    """Take what worked in classes, then what no class has left aside."""
    chosen.take(iter(known.working(filler for _, filler in listed)), chosen.missing)
    tempting = [pair for pair in listed if not known.is_idle(pair[1])]
    _take_by_length(chosen, key, tempting, name)


def _take_around(chosen: _Chosen, key: Filler, name: str, known: Experience, fewest: int) -> None:
    """Take dates or numbers from both sides of the key, a drawn number of them from below.

    If all that is certainly wrong lies on one side, none is taken: the key would always stand at
    the end.
    """
    if is_one_sided(key):
        return
    below, above = map(known.first, chosen.pools.around(chosen.prompt, key.content, name))
    if not chosen.found:
        _take_evenly(chosen, below, above, fewest)
        return
    chosen.take(below, draw("rank", name) % (chosen.missing + 1))
    chosen.take(above, chosen.missing)
    chosen.take(below, chosen.missing)


def _take_evenly(
    chosen: _Chosen, below: Iterator[Filler], above: Iterator[Filler], fewest: int
) -> None:
    """Take fillers from both sides so that the rank of the key tells nothing.

    Where few lie on either side, the key could never be the first or the last of so many options.
    Such a question has fewer of them, down to `fewest` wrong ones. If no number of them can be
    fair, it has as many as there are.
    """
    count = chosen.wanted
    lower, upper = _Side(chosen, below, []), _Side(chosen, above, [])
    chosen.wanted = 2 * count
    pools, prompt = chosen.pools, chosen.prompt
    for size in range(count, fewest - 1, -1):
        rank = _rank_among(lower, upper, size, pools.rank(prompt, size))
        if rank is not None:
            makes_up = size == fewest and draw("end", pools.name(prompt)) % 2 == 0
            rank = _only_end(lower, upper, size, rank) if makes_up else rank
            break
    else:
        size = count
        drawn = pools.rank(prompt, size)
        rank = lower.up_to(size - upper.up_to(size - lower.up_to(drawn)))
    chosen.wanted = count
    chosen.found = [*lower.taken[:rank], *upper.taken[: size - rank]]


def _rank_among(lower: _Side, upper: _Side, size: int, drawn: int) -> int | None:
    """Return how many of `size` distractors lie below the key, as near to the draw as possible.

    It is None if the key could be neither the smallest nor the largest option.
    """
    ranks = (drawn, size - drawn, 0, size)
    possible = (rank for rank in ranks if lower.has(rank) and upper.has(size - rank))
    rank = next(possible, None)
    is_end = rank in (0, size)
    return rank if is_end or upper.has(size) or lower.has(size) else None


def _only_end(lower: _Side, upper: _Side, size: int, rank: int) -> int:
    """Return the rank of the end at which alone the key can be, or else the rank given.

    A half of such questions make up for those whose key can only be in the middle.
    """
    is_first, is_last = upper.has(size), lower.has(size)
    if is_first is is_last:
        return rank
    return 0 if is_first else size


class _Side(Struct):
    """The admissible fillers on one side of a key, taken one by one as they are asked for."""

    chosen: _Chosen
    fillers: Iterator[Filler]
    taken: list[Distractor]

    def up_to(self, count: int) -> int:
        """Return how many there are, at most `count`."""
        while len(self.taken) < count:
            known = len(self.chosen.found)
            self.chosen.take(self.fillers, 1)
            self.taken += self.chosen.found[known:]
            if len(self.chosen.found) == known:
                return len(self.taken)
        return count

    def has(self, count: int) -> bool:
        """Return whether there are so many."""
        return self.up_to(count) == count


def _is_key(pools: Pools, key: Filler, option: Filler) -> bool:
    """Return whether an option is the key: the same picture, or a shared name."""
    if _is_picture(key):
        return key.content == option.content
    return pools.base.comparison.same_filler(key, option)


def _take_with_words(
    chosen: _Chosen, listed: Iterable[tuple[float, Filler]], words: Collection[str]
) -> None:
    """Take one filler for each beginning of a word."""
    wording = chosen.pools.base.wording
    for word in sorted(words):
        chosen.take((each for _, each in listed if word in cue_words(wording, each.text)), 1)


def _in_order(chosen: _Chosen, options: Sequence[Offer], place: int) -> Choice:
    """Take all options of the author except the right one, at `place`."""
    order = [place]
    for number, text in enumerate(options):
        before = len(chosen.found)
        if number == place:
            continue
        chosen.take_authored([text])
        if len(chosen.found) > before:
            order.append(number)
    return replace(chosen.choice, order=tuple(order))


def _take_by_length(
    chosen: _Chosen, key: Filler, listed: Iterable[tuple[float, Filler]], name: str
) -> None:
    """Take what is most like the key; among equals, so that the rank by length tells nothing."""
    for likeness, group in groupby(listed, key=lambda pair: pair[0]):
        fillers = [filler for _, filler in group]
        likely, length = fillers[:_LIKELY], key.length
        fair = draw("length", name, likeness) % (chosen.missing + 1)
        chosen.take((filler for filler in likely if filler.length < length), fair)
        chosen.take((filler for filler in likely if filler.length > length), chosen.missing)
        chosen.take(iter(fillers), chosen.missing)
        if not chosen.missing:
            break


def _asks_for_a_name(prompt: Prompt) -> bool:
    return prompt.way is not Way.FORWARD or bool(
        type_of(prompt.value.content).fact(prompt.value.content)
    )


class _LastQuestion:
    """Keeps what was found of the candidates for the question that was asked last."""

    def __init__(self, _base: FactBase) -> None:
        self._prompt: Prompt | None = None
        self._found: _Verdicts = {}

    def verdicts(self, prompt: Prompt) -> _Verdicts:
        """Return what was found of the candidates for a question, to be added to."""
        if self._prompt is not prompt:
            self._prompt, self._found = prompt, {}
        return self._found


class _Chosen(Struct):
    """The distractors taken so far for one prompt."""

    pools: Pools
    prompt: Prompt
    right: tuple[Filler, ...]
    wanted: int
    without: Collection[str] = ()
    explain: bool = False
    weighed: bool = True
    found: list[Distractor] = []
    refused: dict[str, Refused] = {}
    reasons: dict[str, Refusal | Misfit] = {}
    _stem: str = ""
    _rejected: frozenset[str] = frozenset()
    _forbidden: frozenset[str] = frozenset()
    _echoes: frozenset[str] = frozenset()
    _verdicts: _Verdicts = {}

    def __post_init__(self) -> None:
        base, stem = self.pools.base, self.prompt.stem
        wording = base.wording
        self._stem = f" {wording.normal(stem)} "
        self._rejected = base.rejected.get(self.prompt.id, frozenset())
        self._forbidden = _forbidden(base, self.prompt)
        # Such words would stand in wrong options only, and students look for them.
        lacking = telling(wording, stem) - telling(wording, self.right[0].text)
        self._echoes = lacking - base.names.kind_nouns
        self._verdicts = once(base, _LastQuestion).verdicts(self.prompt)

    @property
    def choice(self) -> Choice:
        taken = {each.filler.text for each in self.found}
        refused = [why for text, why in self.reasons.items() if text not in taken]
        reasons = tuple(Counter(refused).most_common())
        return Choice(tuple(self.found), tuple(self.refused.values()), reasons=reasons)

    @property
    def missing(self) -> int:
        return self.wanted - len(self.found)

    def take_authored(self, texts: Iterable[Offer]) -> None:
        """Take what the author offers and vouches for, unless it is the key under another name.

        What the author forbids is never offered.
        """
        for text in texts:
            filler = self.pools.authored(self.prompt, text)
            if _is_picture(self.right[0]) and not _is_picture(filler):
                self._refuse(filler, Refusal.NO_PICTURE)
            elif self._is_rejected(filler):
                self._refuse(filler, Refusal.REJECTED)
            elif self._is_forbidden(filler):
                self._refuse(filler, Refusal.FORBIDDEN)
            elif self._is_right(filler):
                self._refuse(filler, Refusal.RIGHT)
            elif any(is_opposed(self.pools.base, key, filler) for key in self.right):
                self._refuse(filler, Refusal.CONTESTED)
            elif self._stands_already(filler):
                self._refuse(filler, Refusal.LIKE_ANOTHER)
            elif self.missing > 0:
                self.found.append(self._distractor(filler, Proof.DENIED))

    def take_certain(self, fillers: Iterable[Filler], why: Proof) -> None:
        """Take what is certainly wrong, unless it is the key under another name."""
        for filler in fillers:
            if self.missing <= 0:
                return
            if self._is_rejected(filler):
                self._refuse(filler, Refusal.REJECTED)
            elif self._is_right(filler):
                self._refuse(filler, Refusal.RIGHT)
            elif self._stands_already(filler):
                self._refuse(filler, Refusal.LIKE_ANOTHER)
            elif filler.text not in self.without:
                self.found.append(self._distractor(filler, why))

    def take(self, fillers: Iterator[Filler], most: int) -> None:
        """Take up to `most` admissible fillers in their order."""
        enough = min(len(self.found) + most, self.wanted)
        while len(self.found) < enough and (filler := next(fillers, None)) is not None:
            if filler.text in self.without:
                continue
            judged = self._judged(filler)
            if isinstance(judged, Proof):
                self.found.append(self._distractor(filler, judged, is_fit=True))
                continue
            if filler.text == self.right[0].text:
                # The answer itself is among the candidates.
                continue
            self.reasons[filler.text] = judged
            if self.explain and not self._has_a_name_of(filler):
                self._refuse(filler, judged)

    def _has_a_name_of(self, filler: Filler) -> bool:
        """Return whether a distractor shares a name with a filler."""
        return any(filler.names & other.filler.names for other in self.found)

    def _distractor(self, filler: Filler, why: Proof, *, is_fit: bool = False) -> Distractor:
        likeness, weight = (0.0, 0.0) if why is Proof.DENIED else self._score(filler)
        tempting = self._temptation(filler, is_fit=is_fit) if self.weighed else 0.0
        return Distractor(filler, why, likeness, weight, tempting)

    def _temptation(self, filler: Filler, *, is_fit: bool) -> float:
        return self.pools.fit.temptation(self.prompt, self.right[0], filler, is_fit=is_fit)

    def _refuse(self, filler: Filler, why: Refusal | Misfit) -> None:
        self.refused[filler.text] = Refused(filler.text, why, *self._score(filler))

    def _score(self, filler: Filler) -> tuple[float, float]:
        return self.pools.score(self.prompt, self.right[0], filler)

    def _judged(self, filler: Filler) -> _Verdict:
        unfit = self._by_its_names(filler)
        if unfit:
            return unfit
        if self._stands_already(filler):
            return Refusal.LIKE_ANOTHER
        if self._is_too_close(filler):
            return Refusal.CLOSE
        # One candidate may be looked at several times, beside other options.
        told = filler, filler.told_by
        if told not in self._verdicts:
            self._verdicts[told] = self._by_itself(filler)
        return self._verdicts[told]

    def _by_itself(self, filler: Filler) -> _Verdict:
        """Judge a filler without regard to the other options."""
        base, prompt = self.pools.base, self.prompt
        if not self._echoes.isdisjoint(telling(base.wording, filler.text)):
            return Refusal.ECHO
        why = proof(base, prompt, self.right, filler)
        if why is None:
            opposed = any(is_opposed(base, key, filler) for key in self.right)
            return (
                Refusal.RIGHT
                if self._is_right(filler)
                else Refusal.CONTESTED
                if opposed
                else Refusal.UNPROVEN
            )
        return self.pools.fit.misfit(prompt, self.right[0], filler) or why

    def _by_its_names(self, filler: Filler) -> Refusal | None:
        if self._is_rejected(filler):
            return Refusal.REJECTED
        if self._is_forbidden(filler):
            return Refusal.FORBIDDEN
        names = called(self.pools.base, filler)
        if any(f" {name} " in self._stem for name in names):
            return Refusal.IN_STEM
        return Refusal.NAMED if names_itself(self.pools.base, filler) else None

    def _is_rejected(self, filler: Filler) -> bool:
        return is_among(self.pools.base, self._rejected, filler)

    def _is_forbidden(self, filler: Filler) -> bool:
        if not self._forbidden:
            return False
        return not called(self.pools.base, filler).isdisjoint(self._forbidden)

    def _is_right(self, filler: Filler) -> bool:
        base = self.pools.base
        if _is_picture(filler):
            return any(may_be_same(base, key, filler) for key in self.right)
        return any(base.comparison.same_filler(key, filler) for key in self.right)

    def _stands_already(self, filler: Filler) -> bool:
        if not self.found:
            return False
        base, shown = self.pools.base, _figure(filler)
        return any(may_be_same(base, shown, _figure(other.filler)) for other in self.found)

    def _is_too_close(self, filler: Filler) -> bool:
        mine = type_of(filler.content)
        if not mine.ranked:
            return False
        shown = (self.right[0], *(other.filler for other in self.found))
        return any(
            mine.are_too_close(filler.content, other.content)
            for other in shown
            if type_of(other.content) is mine
        )


def _forbidden(base: FactBase, prompt: Prompt) -> frozenset[str]:
    if prompt.way is Way.FORWARD:
        return forbidden(base, prompt.fact, prompt.field.name, prompt.value)
    return named_by(base, prompt.control.forbid)


def _figure(filler: Filler) -> Filler:
    """Return a filler as it compares with other options: a number without its bound."""
    content = type_of(filler.content).figure(filler.content)
    return filler if content is filler.content else replace(filler, content=content)


def is_one_sided(key: Filler) -> bool:
    """Return whether whatever is certainly wrong lies on one side of a key."""
    return type_of(key.content).is_one_sided(key.content)


def _is_picture(filler: Filler) -> bool:
    return type_of(filler.content).media(filler.content) is not None
