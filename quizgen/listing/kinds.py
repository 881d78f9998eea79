"""Kinds of fact as text: their fields, questions and stems."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.deck.keys.facts import FACT_KEYS
from quizgen.deck.kinds import WORDED
from quizgen.deck.model.kinds import Field, Kind
from quizgen.deck.template import (
    FORMS,
    OPTIONAL_ABOUT,
    SECTION_ABOUT,
    SPECIAL_SLOTS,
    WORDS_ABOUT,
)


def list_kinds(kinds: Mapping[str, Kind]) -> str:
    """Return a line for each kind: its key and its purpose."""
    width = max(len(key) for key in kinds)
    return "\n".join(f"{kind.key:<{width}}  {kind.about}".rstrip() for kind in kinds.values())


def describe_kind(kind: Kind) -> str:
    """Return the fields and questions of a kind, the slots of stems, and the keys of every fact."""
    lines = [f"{kind.key}: {kind.about}".rstrip(": "), "", "Fields:"]
    width = max(map(len, (*kind.fields, *FACT_KEYS)))
    lines += [f"  {field.name:<{width}}  {_field(field)}" for field in kind.fields.values()]
    lines += ["", "Questions:"]
    for rule in kind.questions.values():
        stems = [stem for name in WORDED.values() for stem in getattr(rule, name)]
        first, *others = stems or ["each blank of the sentence"]
        lines.append(f"  {rule.key:<{width}}  {first}")
        lines += [f"  {'':<{width}}  {stem}" for stem in others]
    lines += ["", describe_stems(), "", "Besides, in every fact:"]
    lines += [
        f"  {key.name:<{width}}  {key.about}"
        for key in FACT_KEYS.values()
        if key.name not in kind.fields
    ]
    return "\n".join(lines)


def describe_stems() -> str:
    """Return what the stems of a kind may contain."""
    slots = [("{field}", "the field's value, as it stands in a sentence")]
    slots += [(f"{{field:{form}}}", about) for form, (_, about) in FORMS.items()]
    slots += [(f"{{{name}}}", about) for name, about in SPECIAL_SLOTS.items()]
    slots += [
        *WORDS_ABOUT,
        SECTION_ABOUT,
        OPTIONAL_ABOUT,
        ("[…, …]", "several wordings; each fact permanently gets one"),
    ]
    width = max(len(written) for written, _ in slots)
    lines = [f"  {written:<{width}}  {about}" for written, about in slots]
    return "\n".join(["In the stems of a kind:", *lines])


def _field(field: Field) -> str:
    about = [f"list of {field.type}s" if field.many else field.type]
    if field.is_media:
        words = "alt" if field.type == "image" else "transcript"
        about.append(f"a file: {{value: …, {words}: …}}")
    if field.or_picture:
        about.append("or a picture: {picture: …, alt: …}")
    if field.to:
        about.append(f"to {', '.join(field.to)}")
    if field.required:
        about.append("required")
    about += [f"{word} the fact" for word in ("begins", "ends") if getattr(field, word)]
    about += ["from then on, the fact is past"] if field.over else []
    if field.at:
        about.append(f"exists at `{field.at}`")
    return f"{field.about} ({', '.join(about)})".strip()
