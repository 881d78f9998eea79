r"""Chemistry: what stands in ``\ce{…}`` as plain LaTeX, for paper and plain text.

Elements, numbers, charges, isotopes, states, bonds, arrows with words on them, and gases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_START = re.compile(r"\\ce\s*\{")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_ARROWS = {
    "<-->": r"\longleftrightarrow",
    "<=>>": r"\rightleftharpoons",
    "<<=>": r"\rightleftharpoons",
    "<=>": r"\rightleftharpoons",
    "<->": r"\leftrightarrow",
    "<--": r"\longleftarrow",
    "-->": r"\longrightarrow",
    "->": r"\longrightarrow",
    "<-": r"\longleftarrow",
}
_ARROW = "|".join(map(re.escape, _ARROWS))
_GROUP = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_TOKEN = re.compile(
    rf"\s*(?P<arrow>{_ARROW})(?:\[(?P<over>[^\[\]]*)\])?(?:\[(?P<under>[^\[\]]*)\])?\s*"
    rf"|(?P<script>[\^_])(?P<scripted>{_GROUP}|[0-9]*[+-]|[0-9]+|[A-Za-z]+|\.)"
    r"|(?P<gas>\^)(?=\s|$)"
    r"|(?P<fall>\bv)(?=\s|$)(?<=\sv)"
    r"|(?P<state>\((?:aq|s|l|g)\))"
    r"|(?P<charge>(?<=[A-Za-z0-9)\]}])[+-]+(?=\s|$|[)\]}(]))"
    r"|(?P<plus>\+)"
    r"|(?P<dot>[*.])"
    r"|(?P<bond>[-=])"
    r"|(?P<letters>[A-Za-z]+)"
    r"|(?P<index>(?<=[A-Za-z)\]}])[0-9]+)"
    r"|(?P<number>[0-9]+(?:[.,/][0-9]+)?)"
    rf"|(?P<group>{_GROUP})"
    r"|(?P<command>\\[A-Za-z]+)"
    r"|(?P<space>\s+)"
    r"|(?P<other>.)",
    re.DOTALL,
)


def with_plain_chemistry(latex: str) -> str:
    r"""Return a formula with plain LaTeX in place of each ``\ce{…}``."""
    made, end = [], 0
    while found := _START.search(latex, end):
        close = _closing(latex, found.end())
        made += [latex[end : found.start()], "{", _plain(latex[found.end() : close]), "}"]
        end = close + 1
    return "".join((*made, latex[end:]))


def _closing(latex: str, start: int) -> int:
    """Return where the brace is that closes one before `start`; braces are balanced."""
    level = 1
    for found in _BRACES.finditer(latex, start):
        level += {"{": 1, "}": -1}.get(found[0], 0)
        if not level:
            return found.start()
    return len(latex)


def _plain(chemistry: str) -> str:
    return "".join(_parts(chemistry))


def _parts(chemistry: str) -> Iterator[str]:
    before = ""
    for found in _TOKEN.finditer(chemistry):
        kind, text = found.lastgroup or "other", found[0]
        if found["arrow"]:
            yield _arrow(found)
        elif found["script"]:
            # Isotopes have their numbers before the element.
            base = "" if before in _BASES else "{}"
            yield f"{base}{found['script']}{{{_script(found['scripted'])}}}"
        else:
            yield _part(kind, text)
        before = "script" if found["script"] else "arrow" if found["arrow"] else kind


# What a script may belong to.
_BASES = {"letters", "group", "index", "other", "script", "state"}


def _part(kind: str, text: str) -> str:
    if kind == "index":
        return f"_{{{text}}}"
    if kind == "number":
        return _count(text)
    if kind == "charge":
        return f"^{{{_signs(text)}}}"
    if kind == "group":
        return f"{{{_plain(text[1:-1])}}}"
    return _WRITTEN.get(kind, "{}").replace("{}", text)


_WRITTEN = {
    "letters": r"\text{{}}",
    "state": r"\text{{}}",
    "plus": "+",
    "bond": r"\text{{}}",
    "dot": r"\cdot ",
    "gas": r"\uparrow ",
    "fall": r"\downarrow ",
    "command": "{} ",
    "space": r"\;",
}


def _count(text: str) -> str:
    """Return a number before a formula: 2, 0.5 or a fraction."""
    above, slash, below = text.partition("/")
    return rf"\frac{{{above}}}{{{below}}}" if slash else text


def _signs(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


def _script(text: str) -> str:
    inner = text[1:-1] if text.startswith("{") else text
    return re.sub(r"[A-Za-z]+", lambda word: rf"\text{{{word[0]}}}", _signs(inner))


def _arrow(found: re.Match[str]) -> str:
    arrow = _ARROWS[found["arrow"]]
    over, under = (_plain(found[name] or "") for name in ("over", "under"))
    made = rf"\overset{{{over}}}{{{arrow}}}" if over else arrow
    return rf"\;\underset{{{under}}}{{{made}}}\;" if under else rf"\;{made}\;"
