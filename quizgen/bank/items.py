"""Items: questions with options, exactly one of them right."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.by_year import by_year
from quizgen.bank.capitals import as_options, is_written
from quizgen.bank.distractors import Choice, Distractor, Reasons, Refused, Wanted
from quizgen.bank.familiarity import Familiarity
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.media import names_itself, pictures_in
from quizgen.bank.mends import Cause, given_away, key_of_words, mend_of, mend_of_bound
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.pools import Pools
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.selection import choose
from quizgen.bank.sides import is_one_sided
from quizgen.bank.telling import cues
from quizgen.bank.truth import truth_of
from quizgen.bank.wrong import Proof, is_asked_of_source, keys_of
from quizgen.deck.types.registry import type_of
from quizgen.language.figures import sizes_of
from quizgen.language.word_lists.english import ENGLISH
from quizgen.media.model import Media

# Fields of built-in kinds that say what something is.
_DESCRIPTIONS = frozenset([("organizations", "what"), ("people", "who"), ("terms", "definition")])

_SAY_WHICH = "`contested: source` or `contested: truth` beside `record`"


class Item(Struct, frozen=True):
    """A multiple-choice item; `options[0]` is the key, the distractors follow in no printed order.

    If the options are pictures, `options` are the words for those who can't see them.

    `right` are all fillers known to be right, the key first. `ranked` options are dates, numbers or
    options that the author gives in order; they are printed from small to large by `sizes`.
    `refused` are the author's refused options with the reasons, and also the deck's refused
    candidates if somebody asked for them. `familiarity` is that of the question, from 0 to 1.
    """

    prompt: Prompt
    options: tuple[str, ...]
    right: tuple[Filler, ...]
    distractors: tuple[Distractor, ...]
    sizes: tuple[float, ...] = ()
    refused: tuple[Refused, ...] = ()
    familiarity: float = 0.0

    @property
    def id(self) -> str:
        """Return the permanent id of the item: that of its question."""
        return self.prompt.id

    @property
    def names(self) -> frozenset[str]:
        """Return every normal name of the right answers."""
        return frozenset().union(*(filler.names for filler in self.right))

    @property
    def pictures(self) -> tuple[Media, ...]:
        """Return the options as pictures, () if they are words."""
        return pictures_in((self.right[0], *(distractor.filler for distractor in self.distractors)))

    @property
    def ranked(self) -> bool:
        """Return whether the options have an order of their own."""
        return bool(self.sizes)


OtherChoices = Callable[[Item], Iterator[Item]]


class Lack(StrEnum):
    """Why a question has no options."""

    CONTESTED = "the record differs from the source, and neither answer may stand against the other"
    SEVERAL = "it has several right answers; forms such as `multiple` and `ordering` can ask it"
    MEDIA = "its answer is a sound, and options are words or pictures"
    TELLING = "it repeats a word of its answer that no wrong one has"
    ONE_SIDED = "its answer is a limit (“at least 100”), so too few answers are certainly wrong"
    EITHER = "its answer is yes or no, true or false"
    TOLD = "a name in the question or in its answer tells the answer; a card suits it better"
    KNOWN = "everybody knows the answer, so that no other one tempts; a card suits it better"
    LIFE = "nobody can weigh the years of births or deaths against each other"
    TOO_FEW = "too few wrong answers are certainly wrong and fit the question"


_GIVEN_AWAY = {Misfit.TOLD: Lack.TOLD, Misfit.KNOWN: Lack.KNOWN}


class Without(Struct, frozen=True):
    """A question without options: why, the too few distractors that it has, and how to mend it.

    `refused` is as for an item. `reasons` has how many of the deck's candidates were refused for
    each reason, the commonest first.
    """

    prompt: Prompt
    lack: Lack
    right: tuple[Filler, ...] = ()
    distractors: tuple[Distractor, ...] = ()
    mend: str = ""
    refused: tuple[Refused, ...] = ()
    reasons: Reasons = ()


class Maker:
    """Makes items one by one, each the same whatever was made before.

    `asked` are the prompts with their right answers. The arguments are those of `make_items`, and
    how often each text is the key among all questions of the deck, None if `prompts` are all.
    """

    def __init__(  # noqa: PLR0913 - those of `make_items` and one more
        self,
        base: FactBase,
        prompts: Iterable[Prompt],
        wanted: Wanted,
        at_least: int,
        seed: int,
        *,
        keys: Counter[str] | None = None,
    ) -> None:
        self.base = base
        self.asked = [(prompt, keys_of(base, prompt)) for prompt in prompts]
        if keys is None:
            keys = Counter(right[0].text for _, right in self.asked)
        self._pools = Pools(base, keys, seed)
        self._wanted = replace(wanted, fewest=max(wanted.fewest, at_least - 1))
        self._at_least = at_least

    @cached_property
    def order(self) -> Sequence[int]:
        """Return the numbers of the prompts, those with many candidates in common side by side."""
        places = [self._pools.place(prompt, right[0]) for prompt, right in self.asked]
        return sorted(range(len(self.asked)), key=places.__getitem__)

    def make(self, number: int) -> Item | Without:
        """Return the item for the prompt with a number, or why it has none."""
        return _made(self._pools, *self.asked[number], self._wanted, self._at_least)


def make_items(
    base: FactBase, prompts: Iterable[Prompt], wanted: Wanted, at_least: int, seed: int
) -> tuple[Item | Without, ...]:
    """Return an item for each prompt, or why it has none, in the order of the prompts.

    An item has the number of distractors that is wanted. If no more are admissible, it has fewer,
    but with the key `at_least` this many options.
    """
    maker = Maker(base, prompts, wanted, at_least, seed)
    made = {number: maker.make(number) for number in maker.order}
    return tuple(made[number] for number in range(len(maker.asked)))


def make_in_turn(
    base: FactBase, prompts: Iterable[Prompt], wanted: Wanted, at_least: int, seed: int
) -> Iterator[Item | Without]:
    """Yield what `make_items` returns, each when it is asked for; all of them take longer."""
    maker = Maker(base, prompts, wanted, at_least, seed)
    yield from map(maker.make, range(len(maker.asked)))


def _made(
    pools: Pools, prompt: Prompt, right: tuple[Filler, ...], wanted: Wanted, at_least: int
) -> Item | Without:
    """Return the item for a prompt, or why it has none."""
    if any(media.kind == "audio" for media in prompt.answer_media):
        return Without(prompt, Lack.MEDIA, right)
    if prompt.value.is_contested and not is_asked_of_source(prompt):
        mend = "" if prompt.value.contested else _SAY_WHICH
        return Without(prompt, Lack.CONTESTED, right, mend=mend)
    if len(prompt.values) > 1:
        taken = choose(pools, prompt, right, wanted).taken
        return Without(prompt, Lack.SEVERAL, right, taken)
    made = _with_options(pools, prompt, right, wanted, at_least)
    if isinstance(made, Item) or made.lack is not Lack.TOO_FEW:
        return made
    item = _item_by_year(pools, prompt, wanted, at_least)
    return made if item is None or _is_known(made) else item


def _item_by_year(pools: Pools, prompt: Prompt, wanted: Wanted, at_least: int) -> Item | None:
    """Return the item that asks for the year of a day, None if there is none."""
    coarse = by_year(pools.base, prompt)
    if coarse is None:
        return None
    made = _with_options(pools, coarse, keys_of(pools.base, coarse), wanted, at_least)
    return made if isinstance(made, Item) else None


def _is_known(without: Without) -> bool:
    """Return whether everybody knows the year, so that no other one tempts either."""
    return Misfit.ASKED in dict(without.reasons)


def other_choices(base: FactBase, questions: Iterable[Item | Without], seed: int) -> OtherChoices:
    """Return a function that yields an item again, each time without some of its distractors.

    `questions` are all questions of the deck. Distractors of the author stay.
    """
    pools = Pools(base, Counter(each.right[0].text for each in questions if each.right), seed)

    def others(item: Item) -> Iterator[Item]:
        count = len(item.options)
        free = [each for each in item.distractors if each.proof is not Proof.DENIED]
        for number in range(1, len(free) + 1):
            for dropped in combinations(free, number):
                texts = tuple(each.filler.text for each in dropped)
                wanted = Wanted(count - 1, without=texts, fewest=count - 1)
                other = _with_options(pools, item.prompt, item.right, wanted, count)
                if isinstance(other, Item):
                    yield other

    return others


def _with_options(
    pools: Pools,
    prompt: Prompt,
    right: tuple[Filler, ...],
    wanted: Wanted,
    at_least: int,
) -> Item | Without:
    base = pools.base
    choice = choose(pools, prompt, right, wanted)
    missing = min(wanted.count, at_least - 1) - len(choice.taken)
    if missing > 0:
        why = Cause(pools, prompt, right[0], choice, missing)
        lack, mend = Lack.TOO_FEW, mend_of(why)
        if truth_of(base, prompt) is not None:
            lack, mend = Lack.EITHER, ""
        elif is_one_sided(right[0]):
            lack, mend = Lack.ONE_SIDED, mend_of_bound(prompt, missing)
        elif why.is_of_lives:
            lack = Lack.LIFE
        elif not choice.taken and (away := given_away(why)):
            lack, mend = _GIVEN_AWAY[away], ""
        return Without(prompt, lack, right, choice.taken, mend, choice.refused, choice.reasons)
    for stem in (prompt.stem, *prompt.wordings):
        if not _cues(base, stem, right, choice):
            worded = prompt if stem == prompt.stem else replace(prompt, stem=stem)
            return _item(base, worded, right, choice)
    # No wording will do: a distractor with the same word takes the hint away.
    told = _cues(base, prompt.stem, right, choice)
    choice = choose(pools, prompt, right, replace(wanted, with_words=told))
    told = _cues(base, prompt.stem, right, choice)
    # Authors judge options that they write themselves; the linter warns them.
    if not told or all(each.proof is Proof.DENIED for each in choice.taken):
        return _item(base, prompt, right, choice)
    word = min(names_itself(base, right[0]) or told)
    mend = f"`{key_of_words(prompt)}` in words without “{word}…”"
    return Without(prompt, Lack.TELLING, right, choice.taken, mend, choice.refused)


def _cues(base: FactBase, stem: str, right: tuple[Filler, ...], choice: Choice) -> frozenset[str]:
    # For those who can't see the pictures, the words must not give the answer away.
    named = names_itself(base, right[0])
    wrong = (each.filler.text for each in choice.taken)
    return cues(base.wording, stem, right[0].text, wrong) | named


def _sizes_of_texts(base: FactBase, options: tuple[str, ...]) -> tuple[float, ...]:
    """Return the sizes of options that are numbers or dates in texts, such as "7 to 9 hours".

    Only for English is it known which signs separate thousands and decimals; numbers without any
    are alike in all languages.
    """
    if all(option.isascii() and option.isdecimal() for option in options):
        return tuple(map(float, options))
    if base.deck.language.split("-", maxsplit=1)[0].casefold() != "en":
        return ()
    found = sizes_of(options, ENGLISH)
    return found if all(map(math.isfinite, found)) else ()


def _sizes(fillers: Sequence[Filler]) -> tuple[float, ...]:
    """Return the sizes of fillers if all of them have the same ranked type, else ()."""
    field_type = type_of(fillers[0].content)
    if not field_type.ranked or any(type_of(each.content) is not field_type for each in fillers):
        return ()
    return tuple(field_type.size(each.content) for each in fillers)


def _sizes_of_options(
    base: FactBase, fillers: Sequence[Filler], options: tuple[str, ...]
) -> tuple[float, ...]:
    """Return the sizes of options that are dates or numbers, else ().

    "None of the above" comes after the largest.
    """
    last = last_options(base, options)
    others = [index for index in range(len(options)) if index not in last]
    if not others:
        return ()
    found = _sizes([fillers[index] for index in others])
    if not found and not pictures_in(fillers):
        found = _sizes_of_texts(base, tuple(options[index] for index in others))
    if not found:
        return ()
    beyond = math.nextafter(max(found), math.inf)
    of_index = dict(zip(others, found, strict=True))
    return tuple(of_index.get(index, beyond) for index in range(len(options)))


def last_options(base: FactBase, options: Sequence[str]) -> tuple[int, ...]:
    """Return the indices of options about all others, which must come after them."""
    normal = base.wording.normal
    known = {normal(text) for text in base.wording.labels.last_options}
    return tuple(index for index, option in enumerate(options) if normal(option) in known)


def _takes_articles(base: FactBase, prompt: Prompt, key: Filler) -> bool:
    """Return whether names in the blank bring their articles: not in "the Kremlin-backed ___"."""
    if prompt.blank is None or prompt.word_before_blank in base.wording.labels.articles:
        return False
    written = type_of(prompt.blank.content).text(prompt.blank.content)
    has_article = base.wording.bare(written) != written
    return has_article or base.wording.bare(base.in_sentence(key)) == base.in_sentence(key)


def _asks_for_description(base: FactBase, prompt: Prompt) -> bool:
    """Return whether a question of a built-in kind asks what something is, in English."""
    field = (prompt.fact.kind, prompt.field.name)
    return prompt.way is Way.FORWARD and base.wording.is_english and field in _DESCRIPTIONS


def _item(base: FactBase, prompt: Prompt, right: tuple[Filler, ...], choice: Choice) -> Item:
    fillers = (right[0], *(distractor.filler for distractor in choice.taken))
    ranks = tuple(map(float, choice.order))
    written = is_written(base.kind(prompt.fact), prompt.rule)
    in_sentence = prompt.blank is not None and _takes_articles(base, prompt, right[0])
    options = as_options(
        base,
        fillers,
        written=written,
        in_sentence=in_sentence,
        are_descriptions=_asks_for_description(base, prompt),
    )
    ranks = ranks or _sizes_of_options(base, fillers, options)
    familiarity = once(base, Familiarity).of(prompt)
    return Item(prompt, options, right, choice.taken, ranks, choice.refused, familiarity)
