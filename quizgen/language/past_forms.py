"""The English verbs of forms in the past: led is a form of lead."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.language.verbs import is_verb

# Pairs of a form and its verb. Auxiliary verbs, and forms of two verbs, have no place here.
_PAIRS = (
    "beat:beat became:become began:begin bent:bend bit:bite bought:buy bred:breed "
    "broke:break brought:bring built:build burst:burst came:come caught:catch "
    "chose:choose cut:cut dealt:deal drank:drink drew:draw drove:drive dug:dig fed:feed "
    "felt:feel fled:flee flew:fly fought:fight forbade:forbid forgot:forget froze:freeze "
    "gave:give got:get grew:grow heard:hear held:hold hid:hide hit:hit hung:hang "
    "kept:keep knew:know laid:lay led:lead left:leave lent:lend let:let lit:light "
    "lost:lose made:make meant:mean met:meet outlived:outlive overcame:overcome "
    "overthrew:overthrow paid:pay put:put ran:run rebuilt:rebuild rode:ride said:say "
    "sang:sing sank:sink saw:see sent:send set:set shook:shake shot:shoot shut:shut "
    "sold:sell sought:seek spent:spend split:split spoke:speak spread:spread stole:steal "
    "stood:stand struck:strike swam:swim swept:sweep swore:swear taught:teach "
    "thought:think threw:throw told:tell took:take tore:tear understood:understand "
    "undertook:undertake underwent:undergo upheld:uphold went:go withdrew:withdraw "
    "woke:wake won:win wore:wear wove:weave wrote:write"
)
_IRREGULAR = dict(pair.split(":") for pair in _PAIRS.split())


def infinitive_of(form: str) -> str:
    """Return the verb of a form in the past, "" if the word is no such form: founded, found."""
    known = _IRREGULAR.get(form, "")
    return known or next(filter(is_verb, _bases(form)), "")


def _bases(form: str) -> Iterator[str]:
    """Yield what may be the verb of a regular form: copied, closed, backed, planned."""
    if form.endswith("ied"):
        yield f"{form[:-3]}y"
    if form.endswith("ed"):
        yield from (form[:-1], form[:-2])
        if form[-3:-2] == form[-4:-3]:
            yield form[:-3]
