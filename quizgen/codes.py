"""What each code of a problem means, with examples of what brings it about and what does not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from quizgen.lint.rules import RULES


@dataclass(frozen=True, slots=True)
class Code:
    """A code: what it `means`, how to `mend` it, a `bad` and a `good` example; rules of the linter have a `level`."""

    code: str
    means: str
    mend: str
    bad: str = ""
    good: str = ""
    level: str = ""

    @property
    def is_rule(self) -> bool:
        """Tell whether it is a rule of the linter, which a deck may turn off."""
        return bool(self.level)


@cache
def codes() -> dict[str, Code]:
    """Return every code of the program, in order."""
    # The file is the program's own, and its texts are plain.
    told = yaml.safe_load(files("quizgen").joinpath("codes.yaml").read_text(encoding="utf-8"))
    return {code: _code(code, told[code]) for code in sorted(told)}


def _code(code: str, told: dict[str, str]) -> Code:
    rule = RULES.get(code)
    if rule is None:
        return Code(code, **told)
    level = "hint" if rule.level == "info" else rule.level
    return Code(
        code,
        f"{rule.title} {rule.why} {rule.when}",
        rule.fix,
        level=level,
        **told,
    )


def explain(code: Code) -> str:
    """Return what is to be known of a code, as text."""
    lines = [f"{code.code}: {code.means}", f"Fix: {code.mend}"]
    for label, example in (("Wrong:", code.bad), ("Right:", code.good)):
        lines += ["", label, *(f"  {line}" for line in example.splitlines())] if example else []
    if code.is_rule:
        lines += [
            "",
            f"A rule of the linter ({code.level}). To turn it off, write in the deck:",
            "",
        ]
        lines.append(f"  lint: {{{code.code}: off}}")
    return "\n".join(lines)


def list_codes() -> str:
    """Return every code with what it means, a line each."""
    return "\n".join(f"{code.code}  {code.means}" for code in codes().values())
