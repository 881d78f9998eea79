"""Sets of questions of every kind, and texts that are hard to export."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st
from PIL import Image

from quizgen.diagnostics import Place
from quizgen.exchange.model import (
    Answering,
    Option,
    Question,
    QuestionSection,
    QuestionSet,
)
from quizgen.language.labels import load_labels
from quizgen.markup.parse import marked
from quizgen.quiz.manifest import Criterion, Passage, Picture

PNG = "quizgen-" + "a" * 32 + ".png"
SVG = "quizgen-" + "b" * 32 + ".svg"
WEBP = "quizgen-" + "c" * 32 + ".webp"
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" viewBox="0 0 80 40">'
    b'<rect width="80" height="40" fill="#ff0000"/></svg>'
)


def _pixels(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (120, 60), (0, 90, 200)).save(written, kind)
    return written.getvalue()


PICTURES = {PNG: _pixels("PNG"), SVG: DRAWING, WEBP: _pixels("WEBP")}
BLUE = Picture(PNG, "A blue box", 120, 60)
RED = Picture(SVG, "A red box", 80, 40)
WEB = Picture(WEBP, "A web box", 120, 60)


def question(answering: Answering, stem: str, /, **given: object) -> Question:
    """Return a question; texts are written as in a deck."""
    name = str(given.pop("id", "things/one"))
    options = tuple(
        each if isinstance(each, Option) else Option(marked(str(each)))
        for each in given.pop("options", ())  # type: ignore[attr-defined]
    )
    key = tuple(given.pop("key", ()))  # type: ignore[call-overload]
    if answering in {Answering.ONE, Answering.MANY, Answering.CLAIM}:
        options = tuple(
            Option(each.text, each.picture, index in key, each.feedback)
            for index, each in enumerate(options)
        )
    known: dict[str, object] = {
        "form": FORMS[answering],
        "options": options,
        "key": key,
        "place": Place("deck.yaml", 3, 5),
        "facts": (name,),
    }
    return Question(  # type: ignore[arg-type]
        id=name, uid=f"deck/{name}", answering=answering, stem=marked(stem), **{**known, **given}
    )


FORMS = {
    Answering.ONE: "choice",
    Answering.MANY: "multiple",
    Answering.CLAIM: "true-false",
    Answering.PAIRS: "matching",
    Answering.ORDER: "ordering",
    Answering.GAP: "fill-in",
    Answering.WORDS: "short",
    Answering.TEXT: "short",
}


def set_of(questions: Sequence[Question], language: str = "en", **given: object) -> QuestionSet:
    """Return questions as a set with one section."""
    section = QuestionSection("s1", "Things", tuple(questions))
    known: dict[str, object] = {
        "sections": (section,),
        "labels": load_labels(language).texts,
        "pictures": PICTURES,
        "place": Place("deck.yaml", 1, 1),
        "title": "All things",
    }
    return QuestionSet(  # type: ignore[arg-type]
        id="deck", deck="deck", language=language, **{**known, **given}
    )


def every_kind() -> list[Question]:
    """Return a question of every kind, with whatever may go along."""
    cities = ["Paris", "Rome", "Oslo"]
    return [
        question(
            Answering.ONE,
            r"What is **the capital** of $\frac{France}{2}$?",
            id="things/one",
            options=[Option("Paris"), Option("Rome", feedback="That is Italy."), Option("Oslo")],
            key=[0],
            explanation=("Paris has the Seine.",),
            cited=("Atlas, paragraph 3",),
            tags=("geo", "europe"),
            pictures=(BLUE,),
        ),
        question(
            Answering.MANY,
            "Which lie in Europe?\n\n- by the map\n- by `law`",
            id="things/many",
            options=[*cities, "Lima"],
            key=[0, 1, 2],
            points=2,
        ),
        question(
            Answering.CLAIM,
            "Water is H~2~O.",
            id="things/claim",
            options=["True", "False"],
            key=[0],
            shuffle=False,
        ),
        question(
            Answering.PAIRS,
            "Match each.",
            id="things/pairs",
            left=("France", "Italy"),
            options=cities,
            key=[0, 1],
        ),
        question(
            Answering.ORDER,
            "From north to south.",
            id="things/order",
            options=["Paris", "Oslo", "Rome"],
            key=[1, 0, 2],
        ),
        question(
            Answering.GAP,
            "The capital of France is ______.",
            id="things/gap",
            gap="______",
            answer="Paris",
            accepted=("Paris", "City of Light"),
        ),
        question(
            Answering.WORDS,
            "When was it founded?",
            id="things/words",
            answer="1903",
            accepted=("1903",),
            bounds=(1900, 1906),
            passage="tale",
        ),
        question(
            Answering.TEXT,
            "Explain why.",
            id="things/text",
            answer="Because of the river.",
            lines=3,
            rubric=(Criterion("the river", 1),),
            passage="tale",
        ),
    ]


TALE = Passage("tale", "A tale", "Once upon a time.", (RED,))


def full_set(language: str = "en") -> QuestionSet:
    """Return a set with a question of every kind."""
    return set_of(every_kind(), language, passages={"tale": TALE})


# What CSV, Markdown, HTML, spreadsheets, Word and H5P may take for something else.
SIGNS = "*/:\\|\"'=+-@<>&#_`~$[]{}()!;,.\t\n%^1aé א٣\u200f\u2028\U0001f600"
hostile = st.text(st.sampled_from(SIGNS), min_size=1, max_size=25).filter(
    lambda text: text.strip() != ""
)


@st.composite
def choices(draw: st.DrawFn) -> Question:
    """Return a multiple-choice question whose plain texts are hostile."""
    options = draw(
        st.lists(hostile, min_size=2, max_size=4, unique_by=lambda x: " ".join(x.split()))
    )
    right = draw(st.integers(0, len(options) - 1))
    made = question(Answering.ONE, "?", options=[Option(text) for text in options], key=[right])
    return with_stem(made, draw(hostile))


def with_stem(made: Question, stem: str) -> Question:
    """Return a question with a plain stem."""
    return replace(made, stem=stem)
