"""The HTML of questions as Moodle shows it, and the pictures in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from quizgen.exchange.model import Option, Question, QuestionSet
from quizgen.exchange.texts import Math, html_paragraphs, html_text, plain_line
from quizgen.language.script import direction_of
from quizgen.quiz.manifest import Passage, Picture

# Moodle puts an address in the place of this one, wherever it stands.
_PLACE_OF_FILES = "@@PLUGINFILE@@"
_WORDS_ONLY = "@@<span>PLUGINFILE</span>@@"


class MoodleHtml:
    """Makes HTML of the texts of a set of questions; `address_of` has an address for a picture."""

    def __init__(self, questions: QuestionSet, address_of: Callable[[Picture], str]) -> None:
        self._questions = questions
        self._address_of = address_of
        self._is_rtl = direction_of(questions.language) == "rtl"

    def stem(self, question: Question) -> str:
        """Return the stem with its pictures, after the passage that it refers to."""
        passage = self._questions.passages.get(question.passage)
        before = self._passage(passage) if passage else ""
        return self._directed(before + _text(question.stem) + self._pictures(question.pictures))

    def option(self, option: Option) -> str:
        """Return an option: its words, or its picture, which its words describe."""
        if option.picture:
            return self._picture(option.picture, option.text)
        return self.text(option.text)

    def text(self, text: str) -> str:
        """Return a marked text."""
        return self._directed(_text(text))

    def paragraphs(self, texts: Iterable[str]) -> str:
        """Return marked texts as paragraphs."""
        return self._directed(_words(html_paragraphs(texts, Math.TEX)))

    def _passage(self, passage: Passage) -> str:
        title = f"<p><strong>{_text(passage.title)}</strong></p>" if passage.title else ""
        text = _text(passage.text)
        return f"<blockquote>{title}{text}{self._pictures(passage.pictures)}</blockquote>"

    def _pictures(self, pictures: Iterable[Picture]) -> str:
        return "".join(f"<p>{self._picture(each, each.alt)}</p>" for each in pictures)

    def _picture(self, picture: Picture, words: str) -> str:
        alt = escape(plain_line(picture.alt or words))
        address = escape(self._address_of(picture))
        return f'<img src="{address}" alt="{alt}" style="max-width:100%"/>'

    def _directed(self, html: str) -> str:
        return f'<div dir="rtl">{html}</div>' if self._is_rtl and html else html


def _text(text: str) -> str:
    return _words(html_text(text, Math.TEX))


def _words(html: str) -> str:
    return html.replace(_PLACE_OF_FILES, _WORDS_ONLY)
