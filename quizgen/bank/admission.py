"""Admits candidates to an item one by one: each certainly wrong and fit, no two alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.distractors import Choice, Distractor, Refusal, Refused
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.media import called, names_itself
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.paraphrases import may_mean_the_same
from quizgen.bank.pools import Pools
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.rejected import forbidden, forbidden_beside, is_among, named_by
from quizgen.bank.telling import telling
from quizgen.bank.wrong import Proof, is_opposed, may_be_same, proof
from quizgen.deck.model.contents import Offer
from quizgen.deck.types.registry import type_of

# So many candidates that nothing proves wrong are kept: enough to tell whether they would fit.
_MOST_UNPROVEN = 30
_Verdict = Proof | Refusal | Misfit
# By filler and the fact that tells it, which does not make two fillers different.
_Verdicts = dict[tuple[Filler, str], _Verdict]


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


class Chosen(Struct):
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
    unproven: dict[str, Filler] = {}
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
        names = (name for key in self.right for name in called(base, key))
        self._forbidden = _forbidden(base, self.prompt) | forbidden_beside(base, names)
        # Such words would stand in wrong options only, and students look for them.
        lacking = telling(wording, stem) - telling(wording, self.right[0].text)
        self._echoes = lacking - base.names.kind_nouns
        self._verdicts = once(base, _LastQuestion).verdicts(self.prompt)

    @property
    def choice(self) -> Choice:
        """Return what was taken and refused so far."""
        taken = {each.filler.text for each in self.found}
        refused = [why for text, why in self.reasons.items() if text not in taken]
        reasons = tuple(Counter(refused).most_common())
        refusals, unproven = tuple(self.refused.values()), tuple(self.unproven.values())
        return Choice(tuple(self.found), refusals, reasons=reasons, unproven=unproven)

    @property
    def missing(self) -> int:
        """Return how many distractors are still wanted."""
        return self.wanted - len(self.found)

    def take_authored(self, texts: Iterable[Offer]) -> None:
        """Take what the author offers and vouches for, unless it is the key under another name.

        What the author forbids is never offered.
        """
        for text in texts:
            filler = self.pools.authored(self.prompt, text)
            if is_picture(self.right[0]) and not is_picture(filler):
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
            if judged is Refusal.UNPROVEN and len(self.unproven) < _MOST_UNPROVEN:
                self.unproven[filler.text] = filler
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
        if self._stands_already(filler) or self._says_the_same(filler):
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
        if is_picture(filler):
            return any(may_be_same(base, key, filler) for key in self.right)
        return any(base.comparison.same_filler(key, filler) for key in self.right)

    def _stands_already(self, filler: Filler) -> bool:
        if not self.found:
            return False
        base, shown = self.pools.base, _figure(filler)
        return any(may_be_same(base, shown, _figure(other.filler)) for other in self.found)

    def _says_the_same(self, filler: Filler) -> bool:
        """Return whether another wrong option says the same in other words: then neither is right.

        The author may want both.
        """
        base, others = self.pools.base, (other.filler for other in self.found)
        return any(may_mean_the_same(base, filler.content, other.content) for other in others)

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


def is_picture(filler: Filler) -> bool:
    """Return whether a filler is a picture."""
    return type_of(filler.content).media(filler.content) is not None
