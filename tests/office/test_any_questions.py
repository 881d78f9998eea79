"""Whatever the questions say, each format writes them or reports a loss."""

from __future__ import annotations

import io
import re
from html import unescape
from xml.etree.ElementTree import Element

import docx
import pytest
from exchange_support import FORMULAS, questions
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt
from office_support import set_of

from quizgen.exchange.model import Question
from quizgen.exchange.texts import clean
from quizgen.export.formats import FORMATS
from quizgen.export.word import WordWriter
from quizgen.markup.commonmark import commonmark
from quizgen.markup.nodes import Code, Formula, Link, Nodes, Span
from quizgen.markup.written import nodes_of

OFFICE = ("docx", "kahoot", "h5p", "csv", "quizlet", "markdown")


@pytest.mark.parametrize("name", OFFICE)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(questions())
def test_any_question_is_written_or_lost(name: str, made: Question) -> None:
    written = FORMATS[name].written(set_of([made]))
    assert all(each.code == "Q800" for each in written.losses)
    assert written.files or written.losses
    assert written == FORMATS[name].written(set_of([made]))


def _words(nodes: Nodes) -> str:
    """Return what nodes show, without their formulas."""
    made = ""
    for node in nodes:
        match node:
            case str():
                made += node
            case Span() | Link():
                made += _words(node.parts)
            case Code():
                made += node.text
            case Formula():
                made += " "
            case _:
                raise AssertionError(node)
    return made


def _squeezed(text: str) -> str:
    return "".join(clean(text).split())


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(questions())
def test_words_with_markup_come_back_from_word(made: Question) -> None:
    data = WordWriter().written(set_of([made])).files["deck-quiz.docx"]
    body = docx.Document(io.BytesIO(data)).element.body
    texts = ["".join(_run_texts(each)) for each in body.iter() if each.tag.endswith("}p")]
    wanted = [made.stem, *(option.text for option in made.options), *made.left]
    shown = [_squeezed(text) for text in texts]
    for text in wanted:
        assert any(_squeezed(_words(nodes_of(text))) in each for each in shown), text


def _run_texts(paragraph: Element) -> list[str]:
    """Return the words of a paragraph without those of formulas."""
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [each.text or "" for each in paragraph.iter(f"{namespace}t")]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(questions())
def test_words_with_markup_come_back_from_markdown(made: Question) -> None:
    html = MarkdownIt("commonmark").render(commonmark(made.stem))
    without_tags = re.sub(r"</?(?:p|em|strong|sub|sup|code|a|br)\b[^>]*>|<!-- -->", "", html)
    formula = "|".join(map(re.escape, FORMULAS))
    shown = re.sub(rf"\$({formula})\$", "", unescape(without_tags))
    assert _squeezed(shown) == _squeezed(_words(nodes_of(made.stem)))
