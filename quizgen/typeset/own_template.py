"""Problems in the user's own template, each with its place."""

from __future__ import annotations

import re

from quizgen.deck.model.looks import Look
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.typeset.compiling import Limits
from quizgen.typeset.glyphs import unprintable
from quizgen.typeset.running import Outcome
from quizgen.yaml.text import split_lines

# A quiz is typeset in seconds; a template that takes longer never ends.
LIMITS = Limits(seconds=60, megabytes=1500)
_OWN = re.compile(r"user\.typ:(\d+):(\d+)")
_CONTRACT = re.compile(r"another contract: (.*)")
_ARGUMENTS = re.compile(r"(missing|unexpected) argument")
_ELSEWHERE = re.compile(r"file not found|failed to (?:load|download)|package|access denied")
_STANDARD = re.compile("PDF/(UA|A)")
_FONT = re.compile("unknown font family")
_WHERE_IT_LOOKED = re.compile(r"\s*\((?:searched at|https?:).*\)")
_FUNCTION = re.compile(r"own function: ([a-z-]+): (.*)")
_NO_ROOM = re.compile(r"no room on the answer sheet: ([a-z-]+)")
_EJECT = "see the comments that `quizgen template eject` writes"
_STOPPED = {
    "time": f"it does not end within {LIMITS.seconds:g} seconds",
    "memory": f"it takes more than {LIMITS.megabytes} megabytes of memory",
    "crash": "it crashes the typesetter",
}


def own_problem(own: Look, outcome: Outcome) -> QuizgenError:
    """Return the problem if a sheet with a user's template was stopped, refused or warned about."""
    if outcome.stopped:
        fix = "look for a loop that never ends or makes too much"
        return _problem(
            "Q506", f"the template was stopped: {_STOPPED[outcome.stopped]}", Place(own.path), fix
        )
    contract = _CONTRACT.search(outcome.message)
    if contract:
        message = f"the template is for contract {contract[1]}, but this quizgen has contract 1"
        fix = "adapt it to what `quizgen template eject` writes, then write `#let contract = 1`"
        return _problem("Q507", message, Place(own.path), fix)
    return _of_typesetter(own, outcome)


def _of_typesetter(own: Look, outcome: Outcome) -> QuizgenError:
    """Return the typesetter's complaint, at its place if it names one."""
    told = outcome.message or "; ".join(outcome.warnings)
    function = _FUNCTION.search(told)
    if function:
        return _of_function(own, *function.groups())
    place = _OWN.search(outcome.diagnostic)
    if place:
        # The typesetter counts columns from 0.
        where = Place(own.path, int(place[1]), int(place[2]) + 1)
        return _problem("Q508", _WHERE_IT_LOOKED.sub("", told), where, _fix(told))
    room = _NO_ROOM.search(told)
    if room:
        message = f"`{room[1]}` does not fit its place on the answer sheet, even at half its size"
        return _problem("Q508", message, Place(own.path), "shorten it: the bubbles do not move")
    if _ARGUMENTS.search(told):
        return _problem(
            "Q508",
            f"a function of the template has the wrong parameters: {told}",
            Place(own.path),
            _EJECT,
        )
    fix = "print without the template: if that works, one of its functions returns a wrong value"
    if _STANDARD.search(told):
        fix = "for screen readers and archives, make a title a `heading` and give pictures an `alt`"
    return _problem(
        "Q508", f"the sheet cannot be typeset with the template: {told}", Place(own.path), fix
    )


def missing_glyphs(own: Look, missing: frozenset[str]) -> QuizgenError:
    """Return the problem for characters that no font has and that the template itself prints."""
    place = _where(own, "[" + "".join(map(re.escape, sorted(missing))) + "]")
    return QuizgenError(list(unprintable(missing, (), place, "the template")))


def _of_function(own: Look, name: str, told: str) -> QuizgenError:
    fix = _EJECT
    if "returns type" in told:
        fix = "put it in brackets, as in `[#item.number]`, or build on the shipped function"
    elif name == "style":
        fix = "let it return the `body` it gets: `#let style(body) = { set text(…); body }`"
    elif "returns nothing" in told:
        fix = "let it return the question, such as `item.stem`"
    return _problem("Q508", f"`{name}` {told}", _where(own, rf"(?<=#let ){name}\b(?!-)"), fix)


def _where(own: Look, pattern: str) -> Place:
    """Return the first place in the template that matches a pattern, or the whole template."""
    for number, line in enumerate(split_lines(own.text), 1):
        found = re.search(pattern, line)
        if found and not line.lstrip().startswith("//"):
            return Place(own.path, number, found.start() + 1, len(found[0]))
    return Place(own.path)


def _fix(message: str) -> str:
    if _FONT.search(message):
        return "use a built-in family, or give `--font-path` a folder with this one"
    if _ELSEWHERE.search(message):
        return "a template cannot read other files or packages: use what the shipped files offer"
    return _EJECT


def _problem(code: str, message: str, place: Place, fix: str) -> QuizgenError:
    return QuizgenError([Diagnostic(code, message, place, fix)])
