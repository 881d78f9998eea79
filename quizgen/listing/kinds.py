"""What a kind of fact takes and asks, told from its declaration."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.deck.keys import FACT_KEYS
from quizgen.deck.model import Field, Kind
from quizgen.deck.template import FORMS, SPECIAL_SLOTS, WORDS_ABOUT


def list_kinds(kinds: Mapping[str, Kind]) -> str:
    """Return one line for each kind: its key and what it is for."""
    width = max(len(key) for key in kinds)
    return "\n".join(f"{kind.key:<{width}}  {kind.about}".rstrip() for kind in kinds.values())


def describe_kind(kind: Kind) -> str:
    """Return a kind's fields, its questions, what their stems are made of, and the keys that every fact may have."""
    lines = [f"{kind.key}: {kind.about}".rstrip(": "), "", "Fields:"]
    width = max(map(len, (*kind.fields, *FACT_KEYS)))
    lines += [f"  {field.name:<{width}}  {_field(field)}" for field in kind.fields.values()]
    lines += ["", "Questions:"]
    for rule in kind.questions.values():
        stems = [*rule.ask, *rule.back] or ["each blank of the sentence"]
        lines += [
            f"  {rule.key if number == 0 else '':<{width}}  {stem}"
            for number, stem in enumerate(stems)
        ]
    lines += ["", describe_stems(), "", "Besides, in every fact:"]
    lines += [
        f"  {key.name:<{width}}  {key.about}"
        for key in FACT_KEYS.values()
        if key.name not in kind.fields
    ]
    return "\n".join(lines)


def describe_stems() -> str:
    """Return what may stand in the stems of a kind."""
    told = [("{field}", "the field's value, as it stands in a sentence")]
    told += [(f"{{field:{form}}}", about) for form, (_, about) in FORMS.items()]
    told += [(f"{{{name}}}", about) for name, about in SPECIAL_SLOTS.items()]
    told += [*WORDS_ABOUT, ("[…, …]", "several wordings, of which each fact gets one for good")]
    width = max(len(written) for written, _ in told)
    return "\n".join(
        ["In the stems of a kind:", *(f"  {written:<{width}}  {about}" for written, about in told)]
    )


def _field(field: Field) -> str:
    told = [f"list of {field.type}s" if field.many else field.type]
    told += (
        [f"a file: {{value: …, {'alt' if field.type == 'image' else 'transcript'}: …}}"]
        if field.is_media
        else []
    )
    told += ["or a picture: {picture: …, alt: …}"] if field.or_picture else []
    told += [f"to {', '.join(field.to)}"] if field.to else []
    told += ["required"] if field.required else []
    told += [f"{word} the fact" for word in ("begins", "ends") if getattr(field, word)]
    told += [f"exists at `{field.at}`"] if field.at else []
    return f"{field.about} ({', '.join(told)})".strip()
