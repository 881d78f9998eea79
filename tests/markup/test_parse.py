"""Markup is read from texts, and what is none stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.anki.markup import as_html
from quizgen.anki.written import written_of
from quizgen.markup.data import data_of, nodes_from
from quizgen.markup.html import html_of
from quizgen.markup.nodes import (
    Code,
    CodeBlock,
    Formula,
    Link,
    Listing,
    Node,
    Nodes,
    Span,
    Style,
    is_address,
)
from quizgen.markup.parse import marked, marked_parts, parsed
from quizgen.markup.plain import plain
from quizgen.markup.signs import OPEN, STRANGE
from quizgen.markup.source import escaped, source_of
from quizgen.markup.written import nodes_of, text_of

SIGNS = "*_`$~^[](){}\\<>&#|-+.1ax \n\ufdd0\ufdd1\ufdd3\ufdd8\ufdda"
TEXTS = st.one_of(st.text(SIGNS, max_size=60), st.text(max_size=60))
UNMARKED = [
    "5 * 3",
    "2*3*4",
    "(a*b)*c",
    "5 *3 * 2",
    "snake_case",
    "__init__",
    "____",
    "*.txt and *.csv",
    "**kwargs and *args",
    "int *p, *q;",
    "A* search",
    "E. coli*, S. aureus*",
    "Hotel ***",
    "$250",
    "US$5 to C$7",
    "costs $20,000 or $30,000",
    "between $5 and £3 or 7$.",
    "$5 and 10$",
    "$HOME and $PATH",
    "$x+$y",
    "from $$ to $$$",
    "costs ${price} and ${other}",
    "${a}–${b}",
    "2^10",
    "2^3^2",
    "a ^ b ^ c",
    "^_^",
    "~/bin:~/lib",
    "~ and ~",
    "C#",
    "# one",
    "a `lone tick",
    "f[i](x)",
    "[x](javascript:alert(1))",
    "<b>x</b> <http://a.b> &amp;",
    "C:\\dir\\file",
    r"\\server\x",
    "1. May 1945",
    "- 5",
    "* note",
    "3. a\n4. b",
    "one\ntwo  three\n\nfour",
    " leading and  double ",
]


@pytest.mark.parametrize("text", UNMARKED)
def test_signs_of_plain_texts_stay(text: str) -> None:
    assert marked(text) == text


MARKED: dict[str, Nodes] = {
    "*a*": (Span(Style.EMPHASIS, ("a",)),),
    "_Mona Lisa_ x": (Span(Style.EMPHASIS, ("Mona Lisa",)), " x"),
    "**a** b": (Span(Style.STRONG, ("a",)), " b"),
    "***x***": (Span(Style.EMPHASIS, (Span(Style.STRONG, ("x",)),)),),
    "„*Faust*“": ("„", Span(Style.EMPHASIS, ("Faust",)), "“"),
    "H~2~O": ("H", Span(Style.SUBSCRIPT, ("2",)), "O"),
    "Fe^3+^": ("Fe", Span(Style.SUPERSCRIPT, ("3+",))),
    "`a *b* c`": (Code("a *b* c"),),
    "`` ` ``": (Code("`"),),
    "[a *b*](https://x.y/z_(q)) c": (
        Link("https://x.y/z_(q)", ("a ", Span(Style.EMPHASIS, ("b",)))),
        " c",
    ),
    "$x^2$": (Formula("x^2"),),
    "a $5$ b": ("a ", Formula("5"), " b"),
    r"\(a\) and \[b\]": (Formula("a"), " and [b]"),
    "$$E=mc^2$$": (Formula("E=mc^2", displayed=True),),
    r"\ce{H2SO4}!": (Formula(r"\ce{H2SO4}"), "!"),
    "*a $b*c$ d*": (Span(Style.EMPHASIS, ("a ", Formula("b*c"), " d")),),
    r"\*a\* \$5$ \\*x*": ("*a* $5$ \\", Span(Style.EMPHASIS, ("x",))),
    "a\n\n- b\n- *c*": ("a", Listing((("b",), (Span(Style.EMPHASIS, ("c",)),)))),
    "1. x\n2. y\n\nz": (Listing((("x",), ("y",)), numbered=True), "z"),
    "a\n```python\nx  *y*\n```": ("a", CodeBlock("x  *y*\n", "python")),
}


@pytest.mark.parametrize("text", MARKED)
def test_markup(text: str) -> None:
    assert parsed(text) == MARKED[text]
    assert nodes_of(marked(text)) == MARKED[text]
    assert parsed(source_of(MARKED[text])) == MARKED[text]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("*a* [b](http://c.d)", "a b"),
        ("H~2~O and 10^-3^", "H₂O and 10⁻³"),
        ("$x^2 + \\frac{1}{2}$", "x² + 1/2"),
        (r"\ce{SO4^2-}", "SO₄²⁻"),
        ("a\n- b\n- c\n\nd", "a\nb; c\nd"),
        ("`x*y`", "x*y"),
    ],
)
def test_plain_texts(text: str, said: str) -> None:
    assert plain(marked(text)) == said


def test_a_blank_may_stand_within_emphasis() -> None:
    parts = marked_parts(["The *great ", None, " of ", None, "* is **", None, "**"])
    shown = [html_of(nodes_of(part), str) for part in parts]
    assert shown == ["The <em>great </em>", "", "<em> of </em>", "", " is ", "", ""]


def test_markup_of_two_values_never_joins() -> None:
    assert plain(marked("5 *a") + marked("b* 3")) == "5 *ab* 3"
    assert html_of(nodes_of(marked("*a*") + marked("$x$")), str).count("<em>") == 1


def _is_plain(text: str) -> bool:
    return not any(sign in text for sign in "*_`$~^[\\\n") and not STRANGE.search(text)


@given(st.text(max_size=80).filter(_is_plain))
def test_a_text_without_signs_is_unchanged(text: str) -> None:
    assert marked(text) == text
    assert plain(text) == text


@given(TEXTS)
def test_reading_never_raises_and_html_is_escaped(text: str) -> None:
    made = marked(text)
    html = html_of(nodes_of(made), lambda words: words.replace("&", "&amp;").replace("<", "&lt;"))
    tags = html.replace("<", "\n<").split("\n")
    allowed = ("<em>", "<strong>", "<sub>", "<sup>", "<code>", "<a href=", "<ul>", "<ol>", "<li>")
    known = (*allowed, "</", "<pre", '<span class="')
    assert all(tag.startswith(known) for tag in tags if tag.startswith("<"))
    assert not STRANGE.search(plain(made))


@given(TEXTS)
def test_a_damaged_marked_text_never_raises(text: str) -> None:
    plain(OPEN + text)
    html_of(nodes_of(OPEN + "\ufdda" + text), str)


@given(st.text("*_`$~^[](){}\\<>ax1 .", max_size=40))
def test_escaped_words_mean_themselves(text: str) -> None:
    assert parsed(escaped(text)) == ((text,) if text else ())


@given(TEXTS)
def test_a_marked_text_is_its_nodes(text: str) -> None:
    nodes = nodes_of(marked(text))
    assert nodes_of(text_of(nodes)) == nodes
    assert nodes_from(data_of(nodes)) == nodes


@pytest.mark.parametrize(
    "data",
    [{}, [1], [{}], [{"b": []}], [{"em": "x"}], [{"code": 1}], [{"link": "http://a"}], [None]],
)
def test_data_that_is_no_markup_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="markup"):
        nodes_from(data)


def test_only_addresses_of_pages_and_mail_are_links() -> None:
    assert is_address("https://a.b/c")
    assert is_address("mailto:a@b.c")
    node: Node = Link("javascript:alert(1)", ("x",))
    assert html_of((node,), str) == "x"
    assert not is_address("data:text/html,x")
    assert not is_address("http://a b")


WORDS = st.text("ab1 *_`$~^[](){}\\.,-+", max_size=12).map(lambda text: " ".join(text.split()))
FORMATTED = st.one_of(
    st.builds("<b>{}</b>".format, st.sampled_from(["x", "one two", "3"])),
    st.builds("<i>{}</i>".format, st.sampled_from(["x", "one two"])),
    st.builds("<code>{}</code>".format, st.sampled_from(["x*y", "a b", "`"])),
    st.builds("<sub>{}</sub>".format, st.sampled_from(["2", "x+1"])),
    st.sampled_from([r"\(x^2\)", r"\(\frac{a}{b^{c} }\)", '<a href="https://a.b">c</a>']),
)


@given(st.lists(st.one_of(WORDS.map(as_html), FORMATTED), max_size=4).map(" ".join))
def test_a_field_of_anki_comes_back_as_markup(field: str) -> None:
    once = written_of(field)
    again = written_of(as_html(marked(once.text)))
    assert again == once
