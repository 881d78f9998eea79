"""Claims: the sentence that says what the answer to a question is, right or wrong."""

from __future__ import annotations

import re

from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way, content_text, filled
from quizgen.bank.shared_blanks import are_same
from quizgen.bank.wording import sentence_case, tidy
from quizgen.deck.model.contents import Blank, Content, Reference, Text
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.template import slots
from quizgen.deck.types.registry import type_of

# Signs besides a full stop that end a sentence.
_ENDS = ("!", "?", "…")
# Signs that close a quotation, and the space before one.
_CLOSING = "”“»\u2019\u00a0\u202f "


def templates_of(base: FactBase, prompt: Prompt) -> tuple[str, ...]:
    """Return the templates of a question's claim, () if nothing words it as a sentence.

    If the author words the question, the kind's claim may say something else, so that the author's
    own claim is needed.
    """
    own = prompt.value.claim
    asked = prompt.value.back if prompt.way is Way.BACK else prompt.value.ask
    templates = prompt.rule.claim if not (own or asked) else own_claims(base, prompt)
    if prompt.way is not Way.BACK:
        return templates
    name = base.kind(prompt.fact).name
    return tuple(each for each in templates if name in {slot.name for slot in slots(each)})


def own_claims(base: FactBase, prompt: Prompt) -> tuple[str, ...]:
    """Return the author's own claim with a slot for the answer, () if it does not say the answer.

    An author may write out the answer: "Hardenberg signed the treaty".
    """
    own, slot = prompt.value.claim, f"{{{prompt.field.name}}}"
    if not own or says_by_slot(prompt):
        return (own,) if own else ()
    content = prompt.value.content
    for text in (content_text(base, content), *type_of(content).spellings(content)):
        said = rf"(?<![\w{{]){re.escape(text)}(?![\w}}])"
        filled_in, count = re.subn(said, lambda _: slot, own, flags=re.IGNORECASE)
        if count == 1:
            return (filled_in,)
    return ()


def says_by_slot(prompt: Prompt) -> bool:
    """Return whether the author's own claim has a slot for the answer."""
    return prompt.field.name in {slot.name for slot in slots(prompt.value.claim)}


def can_be_claimed(base: FactBase, prompt: Prompt) -> bool:
    """Return whether a sentence says what the answer to a question is."""
    if prompt.blank is not None:
        blank = prompt.blank
        return all(are_same(base, each, blank) for each in prompt.twins)
    return bool(templates_of(base, prompt))


def true_claim(base: FactBase, prompt: Prompt) -> str:
    """Return the sentence with the right answer, "" if there is none."""
    if prompt.blank is not None:
        return _completed(base, prompt, content_text(base, prompt.blank.content))
    return claim_about(base, prompt, prompt.fact, prompt.value)


def false_claim(base: FactBase, prompt: Prompt, wrong: Filler) -> str:
    """Return the sentence with a wrong answer, "" if there is none that fits it."""
    if prompt.blank is not None:
        return _completed(base, prompt, _in_sentence(base, prompt, wrong))
    if prompt.way is Way.BACK:
        return claim_about(base, prompt, _renamed(base, prompt.fact, wrong), prompt.value)
    content = _content(prompt, wrong)
    if type_of(content) is not type_of(prompt.value.content):
        return ""
    return claim_about(base, prompt, prompt.fact, replace(prompt.value, content=content))


def _content(prompt: Prompt, wrong: Filler) -> Content:
    """Return a wrong answer as a content of the field, so that it is worded as the right one."""
    is_reference = isinstance(prompt.value.content, Reference) and wrong.fact
    return Reference(wrong.fact, wrong.fact) if is_reference else wrong.content


def _renamed(base: FactBase, fact: Fact, wrong: Filler) -> Fact:
    """Return the fact under the name of another, as that one stands in a sentence."""
    field = base.kind(fact).name
    named = base.deck.facts.get(wrong.fact)
    value = base.names.value(named) if named else None
    if named is None or value is None:
        name = Value(wrong.content, fact.place)
    else:
        text = base.name_in_sentence(Reference(wrong.fact, wrong.fact))
        article = "none" if base.wording.bare(text) == text else ""
        plural = base.wording.is_plural(value, base.kind(named))
        name = Value(Text(text), fact.place, article=article, plural=plural)
    return replace(fact, values={**fact.values, field: (name,)})


def claim_about(base: FactBase, prompt: Prompt, fact: Fact, value: Value) -> str:
    """Return the sentence about a fact and its value, "" if the fact lacks the fields of all."""
    stating = replace(fact, values={**fact.values, prompt.field.name: (value,)})
    found = filled(base, prompt, stating, templates_of(base, prompt), "claim")
    return ended(found[0]) if found else ""


def ended(text: str) -> str:
    """Return a sentence with exactly one full stop, unless another sign ends it."""
    bare = text.rstrip(".")
    has_end = bare.rstrip(_CLOSING).endswith(_ENDS)
    return bare if has_end else f"{bare}."


def _completed(base: FactBase, prompt: Prompt, text: str) -> str:
    """Return the sentence of a blank with a text in the blank."""
    parts = (
        part if isinstance(part, str) else _part(base, prompt, part, text)
        for part in prompt.sentence
    )
    return sentence_case(tidy("".join(parts), base.wording.labels))


def _part(base: FactBase, prompt: Prompt, part: Blank, text: str) -> str:
    """Return what stands in a blank: the text in the one asked for, and in those that repeat it."""
    if part is prompt.blank or any(part is each for each in prompt.twins):
        return text
    return content_text(base, part.content)


def _in_sentence(base: FactBase, prompt: Prompt, filler: Filler) -> str:
    """Return a wrong name for the sentence, with its article if the key has one."""
    fact = base.deck.facts.get(filler.fact)
    value = base.names.value(fact) if fact else None
    if fact is None or value is None:
        return filler.text
    if last_word(base, prompt) or _key_lacks_article(base, prompt):
        return filler.text
    name = type_of(value.content).text(value.content)
    return base.wording.name(value, base.kind(fact), name)


def _key_lacks_article(base: FactBase, prompt: Prompt) -> bool:
    """Return whether the sentence gives the key without the article of its name."""
    text = written(prompt)
    if prompt.blank is None or not text:
        return False
    key = base.names.find(prompt.blank.type, text)
    value = base.names.value(base.deck.facts[key.fact]) if key and key.fact else None
    named = type_of(value.content).text(value.content) if value else text
    bare = base.wording.bare
    return bare(text) == text and bare(named) != named


def written(prompt: Prompt) -> str:
    """Return the text in the blank that is asked for, "" for no blank and for other contents."""
    return type_of(prompt.blank.content).text(prompt.blank.content) if prompt.blank else ""


def last_word(base: FactBase, prompt: Prompt) -> str:
    """Return the article before the blank, or "" if there is none."""
    word = prompt.word_before_blank
    return word if word in base.wording.labels.articles else ""
