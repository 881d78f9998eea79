"""The rules of Markdown that hold in texts, as tokens of markdown-it-py.

They are stricter than CommonMark: signs within words and sums stay signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from quizgen.late import late_pattern
from quizgen.markup.signs import hidden

# Most texts have no markup, and markdown-it takes as long to import as all of quizgen's bank.
if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# Signs that a backslash keeps as they are.
_KEPT = late_pattern(r"\\(?:([*_`$~^\[\]])|(\\)(?=[*_`$~^\[\]\\(]|ce\{))")
_DOLLARS = late_pattern(r"\$(?![\s{$])((?:\\.|[^\\$\n]){1,2000}?)(?<!\s)\$(?![\w{$])", re.DOTALL)
_DISPLAYED = late_pattern(r"\$\$((?:\\.|[^\\$]){1,2000}?)\$\$(?!\$)", re.DOTALL)
_MOST_LATEX = 2000
_CHEMISTRY = late_pattern(
    r"\\ce\{((?:[^{}\n]|\{(?:[^{}\n]|\{[^{}\n]{0,200}\}){0,500}\}){1,1000})\}"
)
# What makes a formula of words that could be a sum of money.
_AMOUNT = late_pattern(r"[\d.,]")
_FORMAL = late_pattern(r"[\\^_=+<>]")
_MONEY = late_pattern(r"[\u20a0-\u20cf£¥]|(?<![A-Za-z])[A-Za-z]{2,}(?![A-Za-z])")
_COMMANDS = late_pattern(r"\\(?:text(?:rm|bf|it)?|operatorname|mathrm)\s*\{[^{}]*\}|\\[A-Za-z]+")
_SMALL = late_pattern(r"([~^])([\w+\-\N{MINUS SIGN}±.,()=*'\N{PRIME}°]{1,100}?)\1(?!\1)")
_ADDRESS = r"(?:https?://|mailto:)(?:[^\s()<>]|\([^\s()<>]*\)){1,2000}"
_LINK = late_pattern(rf"\[((?:\\.|[^\[\]\\\n]){{1,500}})\]\(({_ADDRESS})\)")
_MOST_NESTED = 20


def inline_tokens(text: str) -> Sequence[Token]:
    """Return the tokens of a text in which nothing is a block."""
    return _children(_reader().parseInline(text))


def block_tokens(text: str) -> Sequence[Token]:
    """Return the tokens of a text with paragraphs, lists and blocks of code."""
    return _reader().parse(text)


def _children(tokens: Sequence[Token]) -> Sequence[Token]:
    return tokens[0].children or [] if tokens else []


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415

    reader = MarkdownIt("zero", {"maxNesting": _MOST_NESTED})
    # CommonMark's indented code would take every text that begins with blanks for code.
    reader.enable(["list", "fence"])
    reader.enable(["backticks"])
    rules: dict[str, Callable[[StateInline, bool], bool]] = {
        "formula": _formula,
        "kept": _kept,
        "small": _small,
        "address": _link,
        "stress": _stress,
    }
    for name, rule in rules.items():
        reader.inline.ruler.before("backticks", name, rule)
    reader.inline.ruler2.enableOnly(["balance_pairs", "emphasis", "fragments_join"])
    return reader


def _kept(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    found = _KEPT.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.pending += found[1] or found[2]
    state.pos = found.end()
    return True


def _formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    if state.src[state.pos] not in "$\\":
        return False
    found = _formula_at(state.src, state.pos, state.posMax)
    if not found:
        return False
    latex, displayed, end = found
    if not silent:
        token = state.push("formula", "", 0)
        token.content = latex
        token.meta = {"displayed": displayed}
    state.pos = end
    return True


def _formula_at(text: str, at: int, end: int) -> tuple[str, bool, int] | None:
    """Return the LaTeX of the formula that begins at a place, its display, and its end."""
    displayed = _DISPLAYED.match(text, at, end)
    if displayed:
        latex = displayed[1].strip()
        return (latex, True, displayed.end()) if _is_formal(latex) else None
    bare = _CHEMISTRY.match(text, at, end)
    if bare:
        return bare[0], False, bare.end()
    if text.startswith(r"\(", at):
        close = text.find(r"\)", at + 3, min(end, at + _MOST_LATEX))
        return (text[at + 2 : close].strip(), False, close + 2) if close > 0 else None
    dollars = _DOLLARS.match(text, at, end)
    if dollars and not _within_word(text, at) and not _is_money(dollars[1]):
        return dollars[1], False, dollars.end()
    return None


def _is_formal(latex: str) -> bool:
    return bool(_FORMAL.search(latex)) or len(latex) == 1 or latex.isdigit()


def _within_word(text: str, at: int) -> bool:
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] in "$_")


def _is_money(latex: str) -> bool:
    """Return whether what stands between two dollar signs is an amount and words."""
    words = _COMMANDS.sub("", latex)
    return bool(_AMOUNT.match(latex) and _MONEY.search(words))


def _small(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    found = _SMALL.match(state.src, state.pos, state.posMax)
    if not found or not any(
        char.isalnum() or char in "+-\N{MINUS SIGN}*'\N{PRIME}°" for char in found[2]
    ):
        return False
    before = state.src[state.pos - 1 : state.pos]
    after = state.src[found.end() : found.end() + 1]
    # 2^3^2 is a tower of powers.
    if before == found[1] or (before.isdigit() and after.isdigit()):
        return False
    if not silent:
        tag = "sub" if found[1] == "~" else "sup"
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = found[2]
        state.push(f"{tag}_close", tag, -1)
    state.pos = found.end()
    return True


def _link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    found = _LINK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        opened = state.push("link_open", "a", 1)
        opened.attrs = {"href": found[2]}
        end = state.posMax
        state.pos, state.posMax = found.start(1), found.end(1)
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _stress(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Find where emphasis may begin or end: never within a word."""
    from markdown_it.rules_inline.state_inline import Delimiter  # noqa: PLC0415

    sign = state.src[state.pos]
    if silent or sign not in "*_":
        return False
    scanned = state.scanDelims(state.pos, False)  # noqa: FBT003 - as markdown-it names it
    # Two underscores belong to names: __init__.
    if (sign == "_" and scanned.length > 1) or scanned.length > 3:
        state.pending += sign * scanned.length
        state.pos += scanned.length
        return True
    for _ in range(scanned.length):
        state.push("text", "", 0).content = sign
        state.delimiters.append(
            Delimiter(
                marker=ord(sign),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


_BACKTICKS = late_pattern("`+")
_MAY_HIDE = re.compile(r"[$`\\]")


def with_hidden_code(text: str) -> str:
    """Return a text whose formulas and code have no braces that other code would see."""
    if "{{" not in text or not _MAY_HIDE.search(text):
        return text
    ends = _ends_of_code(text)
    made, end = [], 0
    while found := _MAY_HIDE.search(text, end):
        made.append(text[end : found.start()])
        end = _end_of_code(text, found.start(), ends)
        made.append(hidden(text[found.start() : end]))
    return "".join((*made, text[end:]))


def _ends_of_code(text: str) -> dict[int, int]:
    """Return where code ends by where it begins: at the next backticks of the same number."""
    ends: dict[int, int] = {}
    following: dict[int, int] = {}
    for run in reversed(list(_BACKTICKS.finditer(text))):
        length = len(run[0])
        if length in following:
            ends[run.start()] = following[length]
        following[length] = run.end()
    return ends


def _end_of_code(text: str, at: int, ends: Mapping[int, int]) -> int:
    """Return where the formula, the code or the sign ends that begins at a place."""
    if text[at] == "`":
        run = _BACKTICKS.match(text, at)
        return ends.get(at, run.end() if run else at + 1)
    formula = _formula_at(text, at, len(text))
    kept = _KEPT.match(text, at)
    return formula[2] if formula else kept.end() if kept else at + 1
