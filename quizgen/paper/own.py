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
_STANDARD = re.compile("PDF/(UA|A)")
_FONT = re.compile("unknown font family")
_WHERE_IT_LOOKED = re.compile(r"\s*\((?:searched at|https?:).*\)")
_NO_ROOM = re.compile(r"no room on the answer sheet: ([a-z-]+)")
_EJECT = "`quizgen template eject` writes down what the functions get"
_STOPPED = {
    "time": f"it does not come to an end within {LIMITS.seconds:g} seconds",
    "memory": f"it takes more than {LIMITS.megabytes} megabytes of memory",
    "crash": "it brings the typesetter down",
}


def own_problem(own: Look, outcome: Outcome) -> QuizgenError:
    """Return what is wrong where a sheet with a user's template was stopped, refused or warned of."""
    if outcome.stopped:
        fix = "look for a loop that does not end, or for one that makes very much"
        return _problem("Q506", f"the template was stopped: {_STOPPED[outcome.stopped]}", Place(own.path), fix)
    contract = _CONTRACT.search(outcome.message)
    if contract:
        message = f"the template is for contract {contract[1]}, and this quizgen has contract 1"
        fix = "`quizgen template eject` writes what contract 1 gives; then write `#let contract = 1`"
        return _problem("Q507", message, Place(own.path), fix)
    told = outcome.message or "; ".join(outcome.warnings)
    place = _OWN.search(outcome.diagnostic)
    if place:
        where = Place(own.path, int(place[1]), int(place[2]))
        return _problem("Q508", _WHERE_IT_LOOKED.sub("", told), where, _fix(told))
    room = _NO_ROOM.search(told)
    if room:
        message = f"`{room[1]}` needs more room on the answer sheet than it has, even in half its size"
        return _problem("Q508", message, Place(own.path), "shorten it: the bubbles stay where they are")
    if _ARGUMENTS.search(told):
        return _problem("Q508", f"a function of the template is called otherwise: {told}", Place(own.path), _EJECT)
    fix = "print without the template: if that works, one of its functions returns what it must not"
    if _STANDARD.search(told):
        fix = "screen readers and archives need it: a title is a `heading`, a picture has an `alt`"
    return _problem("Q508", f"the sheet cannot be typeset with the template: {told}", Place(own.path), fix)


def _fix(message: str) -> str:
    if _FONT.search(message):
        return "take a built-in family, or give `--font-path` a folder with this one"
    if _ELSEWHERE.search(message):
        return "a template reads no other file and no package; what it may use is in the files that it imports"
    return _EJECT


def _problem(code: str, message: str, place: Place, fix: str) -> QuizgenError:
    return QuizgenError([Diagnostic(code, message, place, fix)])
