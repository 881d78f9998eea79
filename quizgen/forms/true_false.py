"""True or false: claims that state the right answer, or a provably wrong one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from quizgen.bank.backside import Told, told_of
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import is_written
from quizgen.bank.chance import draw
from quizgen.bank.claims import (
    can_be_claimed,
    claim_about,
    ended,
    false_claim,
    last_word,
    says_by_slot,
    true_claim,
    written,
)
from quizgen.bank.clues import clues_of_question
from quizgen.bank.difficulty import Guess, temptation
from quizgen.bank.distractors import Distractor
from quizgen.bank.familiarity import Familiarity
from quizgen.bank.items import Item, Without
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way, filled
from quizgen.bank.truth import asks_yes_or_no, told_besides, truth_of, without_task
from quizgen.bank.wording import sentence_case
from quizgen.bank.wrong import Proof
from quizgen.forms.answering import Lettered
from quizgen.forms.apart import apart, is_exact
from quizgen.forms.exercise import Exercise, Material, claimed_of
from quizgen.forms.form import Labels, Lacking, Order, PrintedData

TRUE_FALSE, YES_NO = "true-false", "yes-no"
_VOWELS = "aeiou"
# The suffix that makes a question's id the id of its claim.
_CLAIM = "/claim"


class TrueFalse(Struct, frozen=True):
    """A claim that is true or false.

    If it is false, `correction` is the true claim and `proof` says why this one is false. Of a
    question of yes or no, `correction` is what its answer says besides.
    `claimed` are the facts that it speaks of, with their field: another claim about one of them
    tells whether this one is true. `form` is yes or no if it is a question with that answer.
    """

    id: str
    fact: str
    statement: str
    is_true: bool
    correction: str
    proof: Proof | None
    told: Told
    claimed: frozenset[str]
    form: str = TRUE_FALSE


def make_claims(material: Material) -> Iterator[Exercise]:
    """Yield a claim for each question with a certainly wrong answer, and questions of yes or no."""
    return _claims(material.base, material.questions, material.seed, turned=False)


class TrueFalseForm(Lettered):
    """A claim to judge true or false."""

    name = TRUE_FALSE
    stands_in = True
    brings = YES_NO
    is_claim = True
    order = Order.FIXED
    own_labels: tuple[str, ...] = ("true_letter", "false_letter")
    make = staticmethod(make_claims)

    def lacking(self, material: Material) -> Iterator[Lacking]:
        """Yield the questions whose answer nothing words as a sentence."""
        for question in material.questions:
            prompt = question.prompt
            if _is_decided(prompt) and not _is_worded(material.base, prompt):
                mend = _place_of_claim(material.base, prompt)
                why = "no sentence says what its answer is"
                yield Lacking(prompt.id, self.name, why, mend, prompt.value.place)

    def turned(self, material: Material, ids: Collection[str]) -> Mapping[str, Exercise]:
        """Return the claims with these ids turned round: true ones false, false ones true."""
        asked = [each for each in material.questions if f"{each.prompt.id}{_CLAIM}" in ids]
        made = _claims(material.base, asked, material.seed, turned=True)
        return {each.id: each for each in made}

    def letters(self, labels: Labels) -> Sequence[str]:
        """Return the letters for true and false in the language of the labels."""
        return labels["true_letter"], labels["false_letter"]

    def explained(self, printed: PrintedData, labels: Labels) -> str:
        """Return whether the claim is true, and the true claim if it is false."""
        return self.answer(printed.item)


def make_true_false(
    base: FactBase, questions: Iterable[Item | Without], seed: int, *, turned: bool = False
) -> Iterator[TrueFalse]:
    """Yield a claim for each question with a certainly wrong answer.

    A hash decides whether the claim is true. A question without a wrong answer yields no true claim
    either, so that both answers are equally likely. With `turned`, true claims become false, and
    false ones true.
    """
    for question in questions:
        prompt = question.prompt
        if truth_of(base, prompt) is not None:
            yield from _written_out(base, prompt, turned=turned)
            continue
        right = true_claim(base, prompt) if _is_decided(prompt) else ""
        wrong = _wrong(base, question, seed) if right else None
        if wrong is None:
            continue
        is_true = (draw(seed, prompt.id, "true") % 2 == 0) is not turned
        yield TrueFalse(
            f"{prompt.id}{_CLAIM}",
            prompt.fact.ref,
            right if is_true else false_claim(base, prompt, wrong.filler),
            is_true,
            "" if is_true else _correction(base, prompt, wrong.filler) or right,
            None if is_true else wrong.proof,
            told_of(base, [prompt]),
            _claimed(prompt, None if is_true else wrong.filler),
        )


def _correction(base: FactBase, prompt: Prompt, wrong: Filler) -> str:
    """Return what holds of the thing that a false claim is about, "" if it is the question's own.

    "The stomach lies below the liver" is corrected by where the stomach lies, not by what does lie
    below the liver.
    """
    named = base.deck.facts.get(wrong.fact)
    if prompt.way is not Way.BACK or named is None or named.kind != prompt.fact.kind:
        return ""
    held = named.values.get(prompt.field.name, ())
    is_plain = len(held) == 1 and is_exact(held[0].content) and not held[0].provenance.record
    return claim_about(base, prompt, named, held[0]) if is_plain else ""


def _claimed(prompt: Prompt, wrong: Filler | None) -> frozenset[str]:
    """Return what a claim speaks of; `wrong` is the wrong answer of a false one."""
    is_about_both = prompt.way is Way.BACK or prompt.field.unique
    others = (wrong.fact, wrong.told_by) if wrong and is_about_both else ()
    refs = [prompt.fact.ref, *filter(None, others)]
    return claimed_of(refs, prompt.field.name)


def _written_out(base: FactBase, prompt: Prompt, *, turned: bool) -> Iterator[TrueFalse]:
    """Yield a question of true or false as the author wrote it; nobody can turn it round."""
    is_true = truth_of(base, prompt) is True
    background = prompt.fact.background or prompt.value.background
    if not (turned or background):
        proof = None if is_true else Proof.DENIED
        yield TrueFalse(
            f"{prompt.id}{_CLAIM}",
            prompt.fact.ref,
            without_task(base, _as_written(base, prompt)),
            is_true,
            sentence_case(told_besides(base, prompt)),
            proof,
            told_of(base, [prompt]),
            _claimed(prompt, None),
            form_of_truth(base, prompt),
        )


def form_of_truth(base: FactBase, prompt: Prompt) -> str:
    """Return the form of a question of true or false: yes or no, unless a claim words it."""
    is_asked = not _own_claims(base, prompt) and asks_yes_or_no(base, prompt)
    return YES_NO if is_asked else TRUE_FALSE


def _as_written(base: FactBase, prompt: Prompt) -> str:
    """Return the author's own sentence to judge, or the question itself."""
    claims = _own_claims(base, prompt)
    return ended(claims[0]) if claims else prompt.stem


def _own_claims(base: FactBase, prompt: Prompt) -> Sequence[str]:
    own = () if says_by_slot(prompt) else (prompt.value.claim,)
    return filled(base, prompt, prompt.fact, tuple(filter(None, own)), "claim")


def _is_worded(base: FactBase, prompt: Prompt) -> bool:
    # An own claim without the fact's name serves the question for the value, and that is enough.
    is_worded = bool(prompt.value.claim) or can_be_claimed(base, prompt)
    return is_worded or truth_of(base, prompt) is not None


def _place_of_claim(base: FactBase, prompt: Prompt) -> str:
    """Return where the author can word the claim of a question."""
    asked = prompt.value.back if prompt.way is Way.BACK else prompt.value.ask
    if asked or is_written(base.kind(prompt.fact), prompt.rule):
        return f"write `claim:` beside it, with {{{prompt.field.name}}} in the place of the answer"
    return f"write `claim:` in the question `{prompt.rule.key}` of the kind `{prompt.fact.kind}`"


def _is_decided(prompt: Prompt) -> bool:
    """Return whether a claim can be judged: if "at least 200" is known, "300" can't be."""
    asked = prompt.blank.content if prompt.blank else prompt.value.content
    background = prompt.fact.background or prompt.value.background
    # A picture can't be part of a sentence.
    if prompt.answer_media:
        return False
    return (
        is_exact(asked)
        and len(prompt.values) == 1
        and not (background or prompt.value.provenance.record)
    )


def _wrong(base: FactBase, question: Item | Without, seed: int) -> Distractor | None:
    """Return a wrong answer for the claim, the one that fits the sentence best, or None."""
    prompt = question.prompt
    fit = [each for each in question.distractors if _is_proven(base, prompt, each)]
    fit = [each for each in fit if _is_grammatical(base, prompt, each.filler)]
    fit = [each for each in fit if false_claim(base, prompt, each.filler)]
    plural = question.right[0].text.endswith("s")
    return min(
        fit,
        key=lambda each: (
            each.filler.text.endswith("s") != plural,
            draw(seed, prompt.id, each.filler.text),
        ),
        default=None,
    )


def _is_proven(base: FactBase, prompt: Prompt, distractor: Distractor) -> bool:
    if distractor.proof is not Proof.OTHER or prompt.field.unique:
        return distractor.proof is not Proof.PRESUMED
    # A value that holds at another time doesn't rule out this one.
    recorded = base.deck.facts[distractor.filler.fact].values.get(prompt.field.name, ())
    given = prompt.value.content
    return not prompt.field.volatile and all(apart(base, each.content, given) for each in recorded)


def _is_grammatical(base: FactBase, prompt: Prompt, filler: Filler) -> bool:
    """Return whether the article before the key fits a wrong name as well."""
    key = written(prompt)
    if not key:
        return True
    if base.wording.bare(key) != key:
        return bool(filler.fact)
    same_sound = (key[:1].casefold() in _VOWELS) == (filler.text[:1].casefold() in _VOWELS)
    return same_sound or not last_word(base, prompt)


def _claims(
    base: FactBase, questions: Iterable[Item | Without], seed: int, *, turned: bool
) -> Iterator[Exercise]:
    asked = {each.prompt.id: each for each in questions}
    for made in make_true_false(base, asked.values(), seed, turned=turned):
        yield _exercise(base, asked[made.id.removesuffix(_CLAIM)], made)


def _exercise(base: FactBase, question: Item | Without, made: TrueFalse) -> Exercise:
    prompt = question.prompt
    words = _words_of(base, made.form)
    word = words[0 if made.is_true else 1]
    familiarity = once(base, Familiarity).of(prompt)
    return Exercise(
        made.id,
        made.form,
        prompt.fact.kind,
        prompt.field.name,
        (prompt.fact.ref,),
        made.statement,
        f"{word}. {made.correction}" if made.correction else word,
        made.told,
        clues_of_question(base, prompt, question.right, ()),
        Guess(2).difficulty(temptation(question.distractors), familiarity),
        words,
        (0 if made.is_true else 1,),
        proofs=(made.proof,) if made.proof else (),
        pictures=prompt.media,
        claimed=made.claimed,
    )


def _words_of(base: FactBase, form: str) -> tuple[str, str]:
    """Return the two options of a form: true and false, or yes and no."""
    texts = base.wording.labels.texts
    names = ("is_yes", "is_no") if form == YES_NO else ("is_true", "is_false")
    return texts[names[0]], texts[names[1]]
