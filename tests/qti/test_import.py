"""Questions come back from packages: quizgen's own, and those of other systems."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qti_support import EVERY_FORM, PICTURE, PNG, asked, options

from quizgen.exchange.model import Answering, Question
from quizgen.export.qti3 import Qti3Writer
from quizgen.export.qti12 import Qti12Writer
from quizgen.export.qti21 import Qti21Writer
from quizgen.export.questions import QuestionWriter
from quizgen.importing.qti import QtiReader
from quizgen.importing.reader import ReadQuestions
from quizgen.markup.parse import marked
from quizgen.markup.plain import plain
from quizgen.markup.source import source_of
from quizgen.markup.written import nodes_of
from quizgen.quiz.manifest import Criterion

_WRITERS = [Qti12Writer(), Qti21Writer(), Qti3Writer()]
writers = pytest.mark.parametrize("writer", _WRITERS, ids=lambda each: each.name)


def _read(folder: Path, data: bytes | str, name: str = "given.zip") -> ReadQuestions:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return QtiReader().read(path)


def _there_and_back(
    folder: Path, writer: QuestionWriter, *questions: Question, **given: object
) -> ReadQuestions:
    (data,) = writer.written(asked(questions or EVERY_FORM, **given)).files.values()
    return _read(folder, data)


def _essence(question: Question) -> dict[str, object]:
    """Return what must come back of a question, however its options are ordered."""
    texts = [each.text for each in question.options]
    right: object = sorted(texts[index] for index in question.key)
    if question.answering is Answering.PAIRS:
        right = [(left, texts[at]) for left, at in zip(question.left, question.key, strict=True)]
    if question.answering is Answering.ORDER:
        right = [texts[index] for index in question.key]
    spellings = list(dict.fromkeys(each.casefold() for each in question.accepted))
    return {
        "uid": question.uid,
        "answering": question.answering,
        "stem": question.stem.replace(question.gap or "_____", "_____"),
        "options": sorted(texts),
        "right": right,
        "feedback": sorted(each.feedback for each in question.options if each.feedback),
        "told": question.feedback,
        "accepted": spellings,
        "bounds": question.bounds,
        "tags": question.tags,
        "points": question.points,
        "pictures": len(question.every_picture),
        "fixed": not question.shuffle and question.answering in {Answering.ONE, Answering.MANY},
    }


@writers
def test_what_goes_out_comes_back(writer: QuestionWriter, tmp_path: Path) -> None:
    given = [
        replace(each, passage="")
        for each in EVERY_FORM
        # Canvas has no ordering.
        if not (writer.name == "qti12" and each.answering is Answering.ORDER)
    ]
    # Pictures as options come back with their own words.
    given[2] = replace(given[2], shuffle=False)
    given[-1] = replace(
        given[-1], options=(replace(given[-1].options[0], text=PICTURE.alt), given[-1].options[1])
    )
    read = _there_and_back(tmp_path, writer, *given)
    assert read.title == "A title & more"
    assert list(read.pictures.values()) == [PNG]
    for before, after in zip(given, read.questions, strict=True):
        assert _essence(after) == _essence(before)
    answers = {each.uid: each.answer for each in read.questions}
    assert answers["d/text"] == ("" if writer.name == "qti12" else "Because.")
    rubrics = {each.uid: each.rubric for each in read.questions}
    assert rubrics["d/text"] == (() if writer.name == "qti12" else (Criterion("the cause", 2),))


@writers
def test_a_second_round_changes_nothing(writer: QuestionWriter, tmp_path: Path) -> None:
    once = _there_and_back(tmp_path, writer)
    twice = _there_and_back(tmp_path, writer, *once.questions, pictures=once.pictures)
    assert list(map(_essence, once.questions)) == list(map(_essence, twice.questions))


@writers
def test_markup_comes_back(writer: QuestionWriter, tmp_path: Path) -> None:
    stem = marked(
        "A *b* **c** `d<e>` [f](https://example.org/?a=1&b=2) H~2~O x^2^ $\\sqrt{2} < 2$\n"
        "- one\n- *two*\n\n```\nif a < b:\n    pass\n```\n"
    )
    question = replace(EVERY_FORM[2], stem=stem)
    (after,) = _there_and_back(tmp_path, writer, question).questions
    assert _as_written(after.stem) == _as_written(stem)


def _as_written(text: str) -> list[str]:
    return source_of(nodes_of(text)).split()


@writers
def test_a_shared_text_stands_in_each_question(writer: QuestionWriter, tmp_path: Path) -> None:
    (after,) = _there_and_back(tmp_path, writer, EVERY_FORM[-1]).questions
    assert plain(after.stem).startswith("The text\nOnce upon a time")


# Words of one line without blanks at their ends, as a deck has them.
_WORDS = (
    st.text(
        st.characters(
            exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"),
            exclude_characters="\u00a0_\ufdd0\ufdd1",
        ),
        min_size=1,
        max_size=30,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
_HOSTILE = st.sampled_from(
    ["<b>x</b>", "&amp;", "]]>", "<!--", "<?x?>", "\\(x\\)", "$$x$$", "\"'", "a\\b", "{{x}}", "%2F"]
)
_TEXTS = st.lists(_WORDS | _HOSTILE, min_size=1, max_size=3).map(" ".join)


@writers
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    stem=_TEXTS,
    texts=st.lists(_TEXTS, min_size=2, max_size=4, unique_by=str.casefold),
    told=_TEXTS,
    general=_TEXTS,
)
def test_any_words_come_back(  # noqa: PLR0917 - fixtures and drawn words
    writer: QuestionWriter, tmp_path: Path, stem: str, texts: list[str], told: str, general: str
) -> None:
    made = tuple(
        replace(each, text=text) for each, text in zip(options(*texts), texts, strict=True)
    )
    first = replace(made[0], feedback=told)
    last = replace(made[-1], is_right=True)
    question = Question(
        "q",
        "d/q",
        "choice",
        Answering.ONE,
        stem,
        (first, *made[1:-1], last),
        (len(texts) - 1,),
        explanation=(general,),
    )
    words = Question("w", "d/w", "short", Answering.WORDS, stem, accepted=tuple(texts))
    read = _there_and_back(tmp_path, writer, question, words)
    assert [_essence(each) for each in read.questions] == [_essence(question), _essence(words)]
