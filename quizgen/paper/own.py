"""What is wrong with a template of the user's own, told at its place."""

from __future__ import annotations

import re

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.facts.model import Look
from quizgen.paper.compiling import Limits, Outcome

# A quiz is typeset in seconds; what takes longer does not end.
LIMITS = Limits(seconds=60, megabytes=1500)
_OWN = re.compile(r"user\.typ:(\d+):(\d+)")
_CONTRACT = re.compile(r"another contract: (.*)")
_ARGUMENTS = re.compile(r"(missing|unexpected) argument")
_ELSEWHERE = re.compile(r"file not found|failed to (?:load|download)|package|access denied")
_WHERE_IT_LOOKED = re.compile(r"\s*\((?:searched at|https?:).*\)")
_SIGNATURES = "functions take one argument: `item`, or `version` for `head`, or `body` for `style`"
_STOPPED = {
    "time": f"it does not come to an end within {LIMITS.seconds:g} seconds",
    "memory": f"it takes more than {LIMITS.megabytes} megabytes of memory",
    "crash": "it brings the typesetter down",
}


def own_problem(own: Look, outcome: Outcome) -> QuizgenError | None:
    """Return what a user's template has done, None where the trouble is not its own."""
    if outcome.stopped:
        fix = "look for a loop that does not end, or for one that makes very much"
        return _problem("Q506", f"the template was stopped: {_STOPPED[outcome.stopped]}", Place(own.path), fix)
    contract = _CONTRACT.search(outcome.message)
    if contract:
        message = f"the template is for contract {contract[1]}, and this quizgen has contract 1"
        fix = "`quizgen template eject` writes what contract 1 gives; then write `#let contract = 1`"
        return _problem("Q507", message, Place(own.path), fix)
    place = _OWN.search(outcome.diagnostic)
    if place:
        where = Place(own.path, int(place[1]), int(place[2]))
        return _problem("Q508", _WHERE_IT_LOOKED.sub("", outcome.message), where, _fix(outcome.message))
    if _ARGUMENTS.search(outcome.message):
        message = f"a function of the template is called otherwise: {outcome.message}"
        return _problem("Q508", message, Place(own.path), _SIGNATURES)
    return None


def _fix(message: str) -> str:
    if _ELSEWHERE.search(message):
        return "a template reads no other file and no package; what it may use is in `items.typ` and `lib.typ`"
    if _ARGUMENTS.search(message):
        return _SIGNATURES
    return "`quizgen template eject` writes down what the functions get"


def _problem(code: str, message: str, place: Place, fix: str) -> QuizgenError:
    return QuizgenError([Diagnostic(code, message, place, fix)])
