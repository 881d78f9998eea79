"""Questions with hostile texts, and what HTML shows, read without quizgen's own code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from unicodedata import normalize

from hypothesis import strategies as st

from quizgen.exchange.model import Answering, Option, Question, QuestionSection, QuestionSet
from quizgen.markup.nodes import Code, Formula, Link, Node, Nodes, Span, Style
from quizgen.markup.written import nodes_of, text_of
from quizgen.quiz.manifest import Criterion, Passage

# Words that some format reads as something else.
TRAPS = (
    "</text>",
    "]]>",
    "<![CDATA[",
    "&amp;",
    "&#123;",
    "&&058;",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\\(x\\)",
    "\\[x\\]",
    "$$x$$",
    "@@PLUGINFILE@@/x.png",
    "//",
    "->",
    "::",
    "####",
    "#",
    "=",
    "~",
    "{",
    "}",
    "{T}",
    "{1:SHORTANSWER:=x}",
    "[html]",
    "[plain]",
    "[x]",
    "[id:x]",
    "%50%",
    "$CATEGORY: x",
    "\\",
    "\\\\",
    "\\n",
    "\\:",
    "*",
    "'",
    '"',
    "<",
    ">",
    "&",
    "\n",
    " ",
    "\N{NO-BREAK SPACE}",
    "ä",
    "א",
    "\N{EARTH GLOBE EUROPE-AFRICA}",
    "word",
    "TRUE",
    "1.5",
)
FORMULAS = ("x^2", r"\frac{a}{b}", r"\sqrt{x}", "a<b", "a_{1}")
_SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"))
_words = st.lists(st.sampled_from(TRAPS) | st.text(_SIGNS, max_size=4), min_size=1, max_size=6)


def _line(words: list[str]) -> str:
    # Decks have the composed forms of letters.
    return " ".join(normalize("NFC", "".join(words)).split())


lines = _words.map(_line).filter(bool)
_texts = _words.map(lambda words: normalize("NFC", "".join(words)).strip()).filter(bool)


def _nodes(inner: st.SearchStrategy[Nodes]) -> st.SearchStrategy[Nodes]:
    spans: st.SearchStrategy[Node] = st.builds(Span, st.sampled_from(Style), inner)
    links: st.SearchStrategy[Node] = st.builds(
        Link, st.just("https://example.org/?a=1&b=#c"), inner
    )
    return st.lists(st.one_of(_atoms, spans, links), min_size=1, max_size=3).map(tuple)


_atoms: st.SearchStrategy[Node] = st.one_of(
    _texts, lines.map(Code), st.sampled_from(FORMULAS).map(Formula)
)
_trees: st.SearchStrategy[Nodes] = st.recursive(
    _atoms.map(lambda node: (node,)), _nodes, max_leaves=5
)
# Texts as a deck has them, most without markup.
marked = st.one_of(_texts, _trees.map(text_of)).filter(lambda text: bool(shown_words(text).strip()))


def shown_words(text: str) -> str:
    """Return the words of a marked text, whatever their style."""
    return "".join(words for _, words in expected(text))


def _options(texts: list[str], right: tuple[int, ...], feedback: str) -> tuple[Option, ...]:
    return tuple(
        Option(text, is_right=number in right, feedback="" if number in right else feedback)
        for number, text in enumerate(texts)
    )


@st.composite
def questions(
    draw: st.DrawFn, number: int = 1, option: st.SearchStrategy[str] = marked
) -> Question:
    """Return a question of any way of answering."""
    answering = draw(st.sampled_from(Answering))
    count = draw(st.integers(3, 5))
    texts = draw(st.lists(option, min_size=count, max_size=count))
    key: tuple[int, ...] = (draw(st.integers(0, count - 1)),)
    left: tuple[str, ...] = ()
    if answering is Answering.MANY:
        key = tuple(range(draw(st.integers(2, count - 1))))
    elif answering is Answering.ORDER:
        key = tuple(draw(st.permutations(range(count))))
    elif answering is Answering.PAIRS:
        key = tuple(draw(st.permutations(range(count)))[: count - 1])
        left = tuple(draw(st.lists(marked, min_size=len(key), max_size=len(key))))
    elif answering is Answering.CLAIM:
        texts, key = ["True", "False"], (draw(st.integers(0, 1)),)
    elif answering in {Answering.GAP, Answering.WORDS, Answering.TEXT}:
        texts, key = [], ()
    chosen = answering in {Answering.ONE, Answering.MANY, Answering.CLAIM}
    written = answering in {Answering.GAP, Answering.WORDS}
    return Question(
        id=f"terms/{number}",
        uid=f"deck/terms/{number}",
        form="choice",
        answering=answering,
        stem=draw(marked),
        options=_options(
            texts, key if chosen else (), draw(st.just("") | marked) if chosen else ""
        ),
        key=key,
        left=left,
        answer=draw(marked),
        accepted=tuple(draw(st.lists(lines, min_size=1, max_size=3, unique=True)))
        if written
        else (),
        explanation=tuple(draw(st.lists(marked, max_size=2))),
        cited=tuple(draw(st.lists(lines, max_size=1))),
        tags=("tag",),
        rubric=(Criterion("names it", 1.0),) if answering is Answering.TEXT else (),
    )


@st.composite
def question_sets(draw: st.DrawFn, option: st.SearchStrategy[str] = marked) -> QuestionSet:
    """Return one to three questions as a set."""
    made = tuple(draw(questions(number, option)) for number in range(draw(st.integers(1, 3))))
    section = QuestionSection("s1", draw(lines), made)
    return set_of(*made, title=draw(lines), section=section)


def set_of(
    *made: Question,
    title: str = "A deck",
    section: QuestionSection | None = None,
    passages: tuple[Passage, ...] = (),
    **given: object,
) -> QuestionSet:
    """Return questions as a set with one section."""
    section = section or QuestionSection("s1", "Terms", made)
    named = {each.id: each for each in passages}
    return QuestionSet("deck", "deck", title, "en", (section,), passages=named, **given)  # type: ignore[arg-type]


Run = tuple[frozenset[str], str]


def expected(text: str) -> list[Run]:
    """Return the words of a marked text, each with the tags around it."""
    return _joined(_of_nodes(nodes_of(text), frozenset()))


def _of_nodes(nodes: Nodes, tags: frozenset[str]) -> Iterator[Run]:
    for node in nodes:
        match node:
            case str():
                yield tags, node
            case Span():
                yield from _of_nodes(node.parts, tags | {node.style.value})
            case Link():
                yield from _of_nodes(node.parts, tags | {f"a {node.address}"})
            case Code():
                yield tags | {"code"}, node.text
            case Formula():
                yield tags, f"\\({node.latex}\\)"


def joined(texts: Iterable[str]) -> list[Run]:
    """Return the words of several marked texts one after the other."""
    return _joined([run for text in texts for run in expected(text)])


class _Shown(HTMLParser):
    """Collects the words of HTML; `pictures` are the addresses and words of pictures."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.pictures: list[tuple[str, str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert not any(name.startswith("on") for name in given)
        if tag == "br":
            self.runs.append((self._tags(), "\n"))
        elif tag == "img":
            self.pictures.append((given["src"] or "", given["alt"] or ""))
        else:
            assert tag in {
                "em",
                "strong",
                "sub",
                "sup",
                "code",
                "a",
                "span",
                "div",
                "p",
                "pre",
                "ul",
                "ol",
                "li",
                "blockquote",
            }, tag
            self._open.append(f"a {given['href']}" if tag == "a" else tag)

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().split(" ")[0] == tag

    def handle_data(self, data: str) -> None:
        self.runs.append((self._tags(), data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def _tags(self) -> frozenset[str]:
        return frozenset(self._open) - {"span", "div", "p"}


def shown(html: str) -> list[Run]:
    """Return the words that HTML shows, each with the tags around it; no script is among them."""
    return _joined(_parsed(html).runs)


def pictures_in(html: str) -> list[tuple[str, str]]:
    """Return the address and the words of each picture in HTML."""
    return _parsed(html).pictures


def _parsed(html: str) -> _Shown:
    parser = _Shown()
    parser.feed(html)
    parser.close()
    assert not parser._open  # noqa: SLF001 - a part of this module
    return parser


def _joined(runs: Iterable[Run]) -> list[Run]:
    made: list[Run] = []
    for tags, words in runs:
        if made and made[-1][0] == tags:
            made[-1] = (tags, made[-1][1] + words)
        elif words:
            made.append((tags, words))
    return made
