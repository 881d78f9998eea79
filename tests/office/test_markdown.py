"""Markdown, read by markdown-it of npm and of Python."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt
from node_support import install, run_script
from office_support import SIGNS, choices, every_kind, full_set, question, set_of

from quizgen.exchange.model import Answering, Option, Question
from quizgen.exchange.texts import clean
from quizgen.export.markdown import MarkdownWriter
from quizgen.markup.commonmark import commonmark, heading
from quizgen.markup.parse import marked


class _Shown(HTMLParser):
    """Reads the paragraphs and list items of HTML as (tag, words)."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[list[str]] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.add(tag)
        if tag in {"p", "li", "h1", "h2"}:
            self.parts.append([tag, ""])
        elif tag == "br":
            self.parts[-1][1] += "\n"

    def handle_data(self, data: str) -> None:
        if self.parts:
            self.parts[-1][1] += data


def _shown(html: str) -> list[tuple[str, str]]:
    reader = _Shown()
    reader.feed(html)
    return [(tag, _squeezed(words)) for tag, words in reader.parts if words.strip()]


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _parsed(text: str) -> list[tuple[str, str]]:
    return _shown(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def _expected(made: Question) -> list[tuple[str, str]]:
    options = enumerate(made.options)
    return [
        ("h1", "All things"),
        ("p", _squeezed(clean(made.stem))),
        *(("li", _squeezed(f"{'ABCD'[n]}. {clean(option.text)}")) for n, option in options),
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices())
def test_hostile_texts_come_back(made: Question) -> None:
    files = MarkdownWriter().written(set_of([made])).files
    shown = _parsed(files["deck-quiz.md"].decode())
    # The stem of the first question stands in the item itself.
    assert [words for _, words in shown] == [words for _, words in _expected(made)]
    key = _parsed(files["deck-key.md"].decode())
    right = clean(made.options[made.key[0]].text)
    assert key[-1][1] == _squeezed(f"{'ABCD'[made.key[0]]}. {right}")


@pytest.fixture(scope="module")
def markdown_it(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("markdown"), "markdown-it@14.1.0")


SCRIPT = """
import MarkdownIt from "markdown-it";
import { readFileSync } from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
const reader = new MarkdownIt({ html: true, linkify: false });
console.log(JSON.stringify(given.map((text) => reader.render(text))));
"""


def test_another_reader_shows_the_same(markdown_it: Path) -> None:
    random = Random(7)  # noqa: S311 - it makes texts, and no secrets
    asked = []
    for number in range(400):
        texts = ["".join(random.choices(SIGNS, k=random.randint(1, 20))) for _ in range(3)]
        if all(text.strip() for text in texts):
            stem, *options = texts
            made = question(
                Answering.ONE, "?", id=f"a/{number}", options=map(Option, options), key=[0]
            )
            asked.append(replace(made, stem=stem))
    given_texts = [
        MarkdownWriter().written(set_of([made])).files["deck-quiz.md"].decode() for made in asked
    ]
    found = run_script(markdown_it, SCRIPT, given_texts)
    assert isinstance(found, list)
    assert len(found) > 300
    for made, html in zip(asked, found, strict=True):
        assert [words for _, words in _shown(html)] == [words for _, words in _expected(made)]


def test_every_kind_is_readable() -> None:
    text = MarkdownWriter().written(full_set()).files["deck-quiz.md"].decode()
    assert "1. What is **the capital** of $\\frac{France}{2}$?" in text
    assert "   ![A blue box](pictures/quizgen-" in text
    assert "2. Which lie in Europe?\n\n   - by the map\n   - by `law`\n\n   (2 points)" in text
    assert "   True / False" in text
    assert "   1. \\_\\_\\_\\_ France\n   2. \\_\\_\\_\\_ Italy\n\n   - A. Paris" in text
    assert "> **A tale**\n>\n> Once upon a time.\n>\n> ![A red box]" in text
    # The gap stays as a reader knows it.
    assert "6. The capital of France is ______." in text


def test_the_key_explains() -> None:
    key = MarkdownWriter().written(full_set("de")).files["deck-key.md"].decode()
    assert key.startswith("# Lösungen: All things\n")
    assert "1. A. Paris\n\n   Paris has the Seine.\n\n   Nicht Rome: That is Italy." in key
    assert "4. 1\\) A, 2) B" in key


def test_pictures_lie_beside_it() -> None:
    written = MarkdownWriter().written(full_set())
    named = re.findall(r"\]\((pictures/[^)]+)\)", written.files["deck-quiz.md"].decode())
    assert set(named) == {name for name in written.files if name.startswith("pictures/")}
    assert written.losses == ()
    assert written == MarkdownWriter().written(full_set())


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("**a** b *c*", "**a** b *c*"),
        ("H~2~O", "H<sub>2</sub>O"),
        ("`a|b`", "`a|b`"),
        ("[a](https://example.org/)", "[a](<https://example.org/>)"),
        (r"$x^2$ is \(y\)", "$x^2$ is $y$"),
        ("$$x^2$$\nwhy", "$$\nx^2\n$$\n\nwhy"),
        ("```py\nx = 1\n```", "```py\nx = 1\n```"),
        ("1. a\n2. b", "1. a\n2. b"),
    ],
)
def test_markup(text: str, made: str) -> None:
    assert commonmark(marked(text)) == made


def test_a_heading_keeps_its_number_signs() -> None:
    assert _parsed(f"# {heading('C #')}") == [("h1", "C #")]


def test_every_question_has_its_number() -> None:
    html = MarkdownIt("commonmark").render(
        MarkdownWriter().written(full_set()).files["deck-quiz.md"].decode()
    )
    # The text to refer to parts the list, which goes on with its number.
    assert '<ol start="7">' in html
    assert len(every_kind()) == 8


@pytest.mark.parametrize("sign", ["=", "-", "+ b", "1. b"])
def test_a_sign_behind_blanks_begins_no_block(sign: str) -> None:
    assert _parsed(commonmark(f"a\n  {sign}")) == [("p", f"a {sign}")]
