"""Formulas: those that schools use are read, typeset and said, and others are refused."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_support import LABELS, item, manifest

from quizgen.markup.formula import fault_of, tree_of
from quizgen.markup.formula_plain import plain_formula
from quizgen.markup.formula_words import COMMANDS, ESCAPES, FUNCTIONS, SYMBOLS
from quizgen.markup.html import html_of
from quizgen.markup.nodes import Formula
from quizgen.markup.written import text_of
from quizgen.paper.quiz_pdf import render_quiz

FORMULAS = (Path(__file__).parent / "formulas.txt").read_text("utf-8").splitlines()


def said(latex: str) -> str:
    return plain_formula(tree_of(latex))


@pytest.mark.parametrize("latex", FORMULAS)
def test_formulas_of_schools(latex: str) -> None:
    assert fault_of(latex) is None
    assert "\\" not in said(latex).replace("∖", "")
    assert said(latex)


@pytest.mark.parametrize("name", sorted(SYMBOLS | FUNCTIONS))
def test_each_sign_has_a_sign_of_its_own(name: str) -> None:
    text = said(f"\\{name}")
    assert text
    assert "\\" not in text or name in {"backslash", "setminus"}


PLAIN = {
    r"\frac{a}{b}": "a/b",
    r"\frac{x+1}{2a}": "(x + 1)/(2a)",
    r"x_{1,2} = \frac{-b \pm \sqrt{b^2-4ac}}{2a}": "x_(1,2) = (−b ± √(b² − 4ac))/(2a)",
    r"\sqrt[3]{x}": "³√x",
    r"90^\circ": "90°",
    r"5\,\mathrm{km}": "5 km",
    r"a \bmod n": "a mod n",
    r"\sin x": "sin x",
    r"10{,}000": "10,000",
    r"-3": "−3",
    r"\vec{v}": "v\u20d7",
    r"\ce{2H2 + O2 -> 2H2O}": "2H₂ + O₂ ⟶ 2H₂O",
    r"\ce{Fe^3+}": "Fe³⁺",
    r"\ce{[Cu(NH3)4]^2+}": "[Cu(NH₃)₄]²⁺",
    r"\ce{^{14}C}": "¹⁴C",
}


@pytest.mark.parametrize("latex", PLAIN)
def test_formulas_in_plain_text(latex: str) -> None:
    assert said(latex) == PLAIN[latex]


REFUSED = {
    r"\foo{x}": "command `\\foo`",
    r"\href{javascript:alert(1)}{x}": "`\\href`",
    r"\require{html}": "`\\require`",
    r"\class{a}{x}": "`\\class`",
    r"\style{a}{x}": "`\\style`",
    r"\def\a{\a\a}\a": "`\\def`",
    r"\newcommand{\a}{b}": "`\\newcommand`",
    r"\input{/etc/passwd}": "`\\input`",
    r"\includegraphics{x}": "`\\includegraphics`",
    r"\color{red}{x}": "`\\color`",
    r"\begin{foo}x\end{foo}": "environment `foo`",
    r"\begin{matrix}x": "not closed",
    r"x\end{matrix}": "ends nothing",
    r"\begin{array}{c|c}x\end{array}": "columns",
    r"\frac{a}": "missing",
    r"\frac{a": "brace",
    r"a}": "brace",
    r"\left( x": "no pair",
    r"x^2^3": "two superscripts",
    r"x_2_3": "two subscripts",
    r"\sqrt": "incomplete",
    r"50% of": "meaning of its own",
    '#read("x")': "meaning of its own",
    r"a & b": "meaning of its own",
    r"a \\ b": "outside of an environment",
    r"\text{if $x$}": "no word",
    "a\\": "no command",
    " ": "empty",
    "x" * 2001: "more than 2000",
    "{" * 21 + "}" * 21: "more than 20 levels",
}


@pytest.mark.parametrize("latex", REFUSED, ids=lambda latex: latex[:20])
def test_what_cannot_be_shown_is_refused(latex: str) -> None:
    fault = fault_of(latex)
    assert fault is not None
    assert REFUSED[latex] in fault.message
    assert fault.fix
    assert html_of((Formula(latex),), str) == f"<code>{latex}</code>"


NAMES = sorted(COMMANDS)
PIECES = st.one_of(
    st.sampled_from(NAMES).map(lambda name: f"\\{name} "),
    st.sampled_from(sorted(ESCAPES)).map(lambda sign: f"\\{sign}"),
    st.text("{}()[]^_&'|xyz123+-=<>,. #%$\\", max_size=4),
    st.sampled_from([r"\begin{matrix}", r"\end{matrix}", r"\ce{", "{", "}", "->", "é", "ß"]),
)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=300)
def test_a_formula_is_read_or_refused(latex: str) -> None:
    if fault_of(latex) is None:
        said(latex)


def test_no_formula_takes_long() -> None:
    for piece in (r"\sqrt", "x^", r"\frac", r"\ce{H2O}", "{}", r"\left(", "'", r"\overset{x}"):
        fault_of(piece * 300)
        fault_of((piece * 300)[:2000])


def printed(*latex: str) -> bytes:
    """Return the PDF of a quiz that asks with each formula, in a line and on a line of its own."""
    stems = [text_of((Formula(each), " ", Formula(each, displayed=True))) for each in latex]
    items = [item(number, stem) for number, stem in enumerate(stems, start=1)]
    return render_quiz(manifest(*items), LABELS)


def test_formulas_on_paper() -> None:
    with pikepdf.open(io.BytesIO(printed(*FORMULAS))) as pdf:
        spoken = [
            str(each["/Alt"])
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Formula"
        ]
    assert sorted(spoken) == sorted([said(each) for each in FORMULAS] * 2)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=30, deadline=None)
def test_what_is_read_is_typeset(latex: str) -> None:
    if fault_of(latex) is None:
        assert printed(latex).startswith(b"%PDF")


def test_no_sign_lacks_a_glyph() -> None:
    assert printed(*(f"\\{name}" for name in sorted(SYMBOLS | FUNCTIONS))).startswith(b"%PDF")
