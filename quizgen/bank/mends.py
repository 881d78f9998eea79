"""What an author can add to give a question the wrong options that it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from quizgen.bank.distractors import Choice, Reasons, Refusal
from quizgen.bank.fitting.misfit import Misfit, wider
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way

if TYPE_CHECKING:
    from quizgen.bank.fit import Fit
    from quizgen.bank.pools import Pools

_OWN = "`distractors` of your own"
_OWN_KNOWN = f"{_OWN}, as no other fact makes the answer harder to tell"
# What further facts need, so that they are not left out for the reason for which others are.
_NEEDED: Mapping[Misfit, str] = {
    Misfit.SORT: "that are of the same sort",
    Misfit.TIME: "that are of the same time",
    Misfit.SIZE: "that are of about the same size",
    Misfit.FORM: "in the same form",
    Misfit.LENGTH: "of about the same length",
    Misfit.LETTERS: "whose letters match as well",
    Misfit.FAR: "that are nearer to it",
    Misfit.CLOSE: "that are less close to it",
    Misfit.TOPIC: "whose descriptions share a word with this one",
    Misfit.PLACE: "that are from the same part of the world",
    Misfit.TOLD: "whose names tell nothing",
    Misfit.KNOWN: "that are less well known",
}
# The same, where one fact is needed.
_OF_ONE = {
    "that are": "that is",
    "whose descriptions share": "whose description shares",
    "whose names tell": "whose name tells",
}
# Names tell the language of a country, and that of no other one that speaks alike.
_SAME_LANGUAGE = "where people speak the same language"
# "The first woman in space" tells that nobody else is asked for.
_OF_WOMEN = "about women"


class Cause:
    """Why a question lacks `missing` options: the deck's candidates, and what decides most of them.

    `fitting` is how many candidates would fit that nothing proves wrong. `most` is the reason for
    which most candidates are left out, and `after` the one that would remain if they were proven
    wrong, None for no reason.
    """

    def __init__(
        self, pools: Pools, prompt: Prompt, key: Filler, choice: Choice, missing: int
    ) -> None:
        self.base = pools.base
        self.fit = pools.fit
        self.prompt = prompt
        self.missing = missing
        self.refusals = dict(choice.reasons)
        self.most = _commonest(choice.reasons)
        judged = [self.fit.misfit(prompt, key, each) for each in choice.unproven]
        self.fitting = judged.count(None)
        unfit = Counter(wider(each) for each in judged if each is not None).most_common(1)
        is_unproven = self.most is Refusal.UNPROVEN
        self.after = unfit[0][0] if unfit and is_unproven and self.fitting < missing else None

    @property
    def is_of_lives(self) -> bool:
        """Return whether options would differ in when somebody was born or died."""
        return Misfit.LIFE in self.refusals


def _commonest(reasons: Reasons) -> Refusal | Misfit | None:
    """Return the commonest reason, narrow ones as what they are cases of; None if there is none."""
    counts: Counter[Refusal | Misfit] = Counter()
    for why, count in reasons:
        counts[wider(why) if isinstance(why, Misfit) else why] += count
    return counts.most_common(1)[0][0] if counts else None


def mend_of(cause: Cause) -> str:
    """Return what an author can add to a question that lacks options, "" for nothing.

    It follows from the reason for which most of the deck's candidates are left out.
    """
    fit, prompt, most = cause.fit, cause.prompt, cause.most
    if prompt.region or prompt.control.only:
        return f"{cause.missing} more under `{'regions' if prompt.region else 'only'}`"
    if cause.is_of_lives:
        return _OWN if _takes_own(prompt) else ""
    if isinstance(most, Misfit) and most is Misfit.ASKED and not fit.fields_to_share(most, prompt):
        return _OWN_KNOWN if _takes_own(prompt) else ""
    unsaid = fit.unsaid_topics(prompt) if most is Misfit.SORT else ()
    if unsaid:
        what = f"the same `{unsaid[0]}` to `{prompt.fact.kind}` that people mix up"
        return _or_own(prompt, what)
    if cause.refusals.get(Misfit.UNKNOWN, 0) >= cause.missing:
        most = Misfit.UNKNOWN
    if most is Misfit.UNSAID:
        return _of_unsaid(fit, prompt)
    return _in_the_entry(cause, most) or _more(cause, most, cause.missing)


def given_away(cause: Cause) -> Misfit | None:
    """Return how the name of a question's fact gives it away, None if something else decides.

    Whatever authors add, most of it would be left out like most of the deck's candidates.
    """
    is_told = (cause.after or cause.most) in (Misfit.TOLD, Misfit.ASKED, Misfit.KNOWN)
    return cause.fit.gives_away(cause.prompt) if is_told else None


def _of_unsaid(fit: Fit, prompt: Prompt) -> str:
    """Return the mend where most other facts leave out what must match."""
    named = " or ".join(f"`{name}`" for name in fit.fields_of(Misfit.UNSAID, prompt))
    return _or_own(prompt, f"{named} to the facts that have none")


def _in_the_entry(cause: Cause, most: Refusal | Misfit | None) -> str:
    """Return a mend in the kind or in the fact, "" if more facts are needed instead."""
    prompt = cause.prompt
    if most is Misfit.UNKNOWN:
        what = f"`alike` to the kind `{prompt.fact.kind}`, to say what makes its facts alike"
        return _or_own(prompt, what)
    if most is Refusal.ECHO:
        return _or_own(prompt, f"`{key_of_words(prompt)}` in other words")
    if most is Misfit.LETTERS and _takes_own(prompt):
        needed = _NEEDED[Misfit.LETTERS]
        return f"{_own(cause.missing)} {_of_one(needed) if cause.missing == 1 else needed}"
    if most is Refusal.UNPROVEN and _is_open(prompt):
        return _of_unproven(cause)
    return ""


def key_of_words(prompt: Prompt) -> str:
    """Return the YAML key of the words of a question."""
    if prompt.answer_media:
        return "alt"
    return "back" if prompt.way is Way.BACK else "ask"


def _takes_own(prompt: Prompt) -> bool:
    """Return whether authors can write wrong options: the way back takes none."""
    return prompt.way is not Way.BACK


def _or_own(prompt: Prompt, what: str) -> str:
    return f"{what}; or {_OWN}" if _takes_own(prompt) else what


def _is_open(prompt: Prompt) -> bool:
    """Return whether more facts prove nothing, because several answers may be right."""
    field = prompt.field
    if prompt.blank is not None and prompt.blank.type != "text":
        return False
    if prompt.way is Way.BACK:
        return not (field.single or field.unique or field.complete)
    return not (field.single or field.complete)


def _of_unproven(cause: Cause) -> str:
    """Return the mend where the deck does not say that other answers are wrong.

    To say so is of use where enough of them fit.
    """
    prompt, missing = cause.prompt, cause.missing
    name, lacking = prompt.field.name, missing - cause.fitting
    if prompt.way is Way.BACK:
        sole = f"`single: true` to this `{name}`, if it fits no other `{prompt.fact.kind}`"
        return sole if lacking <= 0 else f"{sole}, and {_more(cause, cause.after, lacking)}"
    own = _own(missing)
    if prompt.field.to or lacking > 0:
        return own
    return f"{own}, or `single: true` to other values of `{name}` that fit their fact alone"


def _needed(fit: Fit, prompt: Prompt, most: Refusal | Misfit | None) -> str:
    """Return what further facts need not to be left out as most candidates are, "" if unknown."""
    if not isinstance(most, Misfit):
        return ""
    if most is Misfit.TOLD and fit.asks_for_land(prompt):
        return _SAME_LANGUAGE
    if most is Misfit.TOLD and fit.asks_for_a_woman(prompt):
        return _OF_WOMEN
    shared = " or ".join(f"`{name}`" for name in sorted(fit.fields_to_share(most, prompt)))
    return f"with the same {shared}" if shared else _NEEDED.get(most, "")


def _more(cause: Cause, most: Refusal | Misfit | None, missing: int) -> str:
    """Return how many facts to add, of which kind, and what they need for `most` to leave none."""
    prompt, needed = cause.prompt, _needed(cause.fit, cause.prompt, most)
    kind, field = cause.base.kind(prompt.fact), prompt.field
    needed = _of_one(needed) if missing == 1 else needed
    more, they = more_facts(missing, kind.key), "it" if missing == 1 else "they"
    background = f"{they} may be `background`"
    if prompt.way is Way.BACK:
        return f"{more} with `{field.name}`{_and(needed)}; {background}"
    last = f" {needed}" if needed else ""
    facts = "fact" if missing == 1 else "facts"
    if prompt.blank is not None and prompt.blank.type != "text":
        return f"{missing} more {facts} of the pool `{prompt.blank.type}`{last}"
    if field.to:
        kinds = " or ".join(f"`{name}`" for name in field.to)
        return f"{missing} more {facts} of {kinds}{last}; {background}"
    if not field.single and most is None:
        return _own(missing)
    other = "another " if most is None or needed == _SAME_LANGUAGE else ""
    what = f"{more} with {other}`{field.name}`{_and(needed)}"
    return f"{what}, or {_OWN}"


def more_facts(count: int, kind: str) -> str:
    """Return how many more facts of a kind, given by its key, are needed."""
    return f"1 more fact of `{kind}`" if count == 1 else f"{count} more `{kind}`"


def _own(count: int) -> str:
    """Return how many wrong answers of an author's own are needed."""
    return "1 wrong answer of your own under `distractors`" if count == 1 else f"{count} {_OWN}"


def _of_one(needed: str) -> str:
    """Return what several facts need in words for one fact."""
    for several, one in _OF_ONE.items():
        needed = needed.replace(several, one)
    return needed


def _and(needed: str) -> str:
    """Return what facts need as an addition to "with a field"."""
    if not needed.startswith("with "):
        return f" {needed}" if needed else ""
    return f" and {needed.removeprefix('with ')}"


def mend_of_bound(prompt: Prompt, missing: int) -> str:
    """Return what an author can add so that a question about a bound has enough distractors."""
    own = _own(missing)
    is_kinds = prompt.blank is None and not prompt.value.ask
    return f"`{{{prompt.field.name}:bound}}` to the stem, or {own}" if is_kinds else own
