"""The codes of problems: what they mean, how to mend them, and examples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from quizgen.lint.rules import RULES


@dataclass(frozen=True, slots=True)
class Code:
    """A code: what it `means`, how to `mend` the problem, and a `bad` and a `good` example.

    Rules of the linter have a `level`: hint, warning or error.
    """

    code: str
    means: str
    mend: str
    bad: str = ""
    good: str = ""
    level: str = ""

    @property
    def is_rule(self) -> bool:
        """Return whether it is a rule of the linter, which a deck may turn off."""
        return bool(self.level)


@cache
def codes() -> dict[str, Code]:
    """Return every code of the program by name, in order."""
    text = files("quizgen").joinpath("codes.yaml").read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    return {code: _code(code, read[code]) for code in sorted(read)}


def _code(code: str, read: dict[str, str]) -> Code:
    rule = RULES.get(code)
    if rule is None:
        return Code(code, **read)
    level = "hint" if rule.level == "info" else rule.level
    means = f"{rule.title} {rule.why} {rule.when}"
    return Code(code, means, rule.fix, level=level, **read)


def explain(code: Code) -> str:
    """Return a code's meaning, fix and examples as text."""
    lines = [f"{code.code}: {code.means}", f"Fix: {code.mend}"]
    for label, example in (("Wrong:", code.bad), ("Right:", code.good)):
        if example:
            lines += ["", label, *(f"  {line}" for line in example.splitlines())]
    if code.is_rule:
        heading = f"A rule of the linter ({code.level}). To turn it off, write in the deck:"
        lines += ["", heading, "", f"  lint: {{{code.code}: off}}"]
    return "\n".join(lines)


def list_codes() -> str:
    """Return a line for each code with its meaning."""
    return "\n".join(f"{code.code}  {code.means}" for code in codes().values())
