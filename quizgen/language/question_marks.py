"""Question marks: one at the end of a question whose last words are a title that is a question."""

from __future__ import annotations

from quizgen.late import late_pattern

_DOUBLE = "??"
# Words of a title begin with a capital, but for the short ones within.
_TITLE = late_pattern(
    r"(?P<title>[A-Z][\w'\u2019-]*(?:,? (?:[A-Z][\w'\u2019-]*|a|an|and|as|at|by|for|from|in|is|it"
    r"|of|on|or|the|to|with))*)\?\?$"
)


def with_one_mark(question: str) -> str:
    """Return an English question with one question mark, after a title that has one in quotes.

    "Who wrote What Is Art??" becomes "Who wrote “What Is Art?”".
    """
    if not question.endswith(_DOUBLE):
        return question
    found = _TITLE.search(question)
    # A question of which each word has a capital shows no title.
    if found is None or not found.start():
        return question.rstrip("?") + "?"
    return f"{question[: found.start()]}“{found['title']}?”"
