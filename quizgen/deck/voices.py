"""Reads in which languages Anki's voices read the texts of a kind aloud."""

from __future__ import annotations

from collections.abc import Mapping as MappingType

from quizgen.deck.languages import is_language
from quizgen.deck.model.kinds import Kind
from quizgen.deck.read import read_text_node, shorten
from quizgen.diagnostics import Place, Problems, did_you_mean
from quizgen.language.voices import voice_of
from quizgen.yaml.nodes import Mapping


def read_voice(code: str, place: Place, problems: Problems) -> str:
    """Return the code of a language that Anki has a voice for, "" after reporting another one."""
    if not is_language(code):
        fix = "write a code such as en, de, fr, es or ru"
        problems.error("Q216", f"`{shorten(code)}` is not a language code", place, fix)
        return ""
    if not voice_of(code):
        message = f"Anki knows no voice for the language `{code}`, so `voice` does nothing"
        fix = "add a country to the code, such as en-GB, or delete `voice`"
        problems.warn("Q271", message, place, fix)
        return ""
    return code


def read_voices(
    written: str | Mapping, kind: Kind, place: Place, problems: Problems
) -> tuple[str, MappingType[str, str]]:
    """Return the language of a whole kind, and those of its fields by name."""
    if not isinstance(written, Mapping):
        return read_voice(written, place, problems), {}
    voices = {}
    for name, node in written:
        code = read_text_node(name.text, node, problems)
        if name.text not in kind.fields:
            message = f"`{shorten(name.text)}` is not a field of `{kind.key}`"
            problems.error("Q201", message, name.place, did_you_mean(name.text, kind.fields))
        elif code is not None:
            voices[name.text] = read_voice(code, node.place, problems)
    return "", voices
