"""The rules of the linter as text."""

from __future__ import annotations

from quizgen.lint.rules import RULES


def list_rules() -> str:
    """Return every rule in a line: its code, what it looks for, why, and what to do."""
    return "\n".join(f"{rule.code}  {rule.title} {rule.why} {rule.fix}" for rule in RULES.values())
