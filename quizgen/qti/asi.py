"""A whole package of QTI 2.1 or 3.0: items, passages, pictures, the test and the manifest."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.exchange.model import Question, QuestionSet
from quizgen.qti.dialects import Dialect
from quizgen.qti.items import Documents, test_name
from quizgen.qti.manifests import Manifest, Packaging, Resource, picture_name, picture_resources
from quizgen.qti.packages import document, package
from quizgen.quiz.manifest import Passage

_ITEMS, _STIMULI = "items", "stimuli"


def packed(dialect: Dialect, packaging: Packaging, asked: QuestionSet) -> bytes:
    """Return the package of a set of questions."""
    documents = Documents(dialect, asked)
    items = {
        f"{_ITEMS}/{documents.name(each)}.xml": document(documents.item(each))
        for each in asked.questions
    }
    stimuli = {
        f"{_STIMULI}/{documents.stimulus_name(each)}.xml": document(documents.stimulus(each))
        for each in _shared(dialect, asked)
    }
    pictures = dict(sorted(documents.pictures.files.items()))
    test = {"test.xml": document(documents.test(_ITEMS))}
    manifest = Manifest(packaging, asked)
    resources = [*_resources(documents, dialect, asked), *picture_resources(pictures)]
    described = document(manifest.document(f"m{test_name(asked)[1:]}", resources))
    return package({"imsmanifest.xml": described, **test, **items, **stimuli, **pictures})


def _shared(dialect: Dialect, asked: QuestionSet) -> list[Passage]:
    used = {each.passage for each in asked.questions}
    kept = [each for name, each in asked.passages.items() if name in used]
    return kept if dialect.stimuli else []


def _resources(documents: Documents, dialect: Dialect, asked: QuestionSet) -> Iterator[Resource]:
    names = [documents.name(each) for each in asked.questions]
    yield Resource(test_name(asked), "test", "test.xml", names)
    for question, name in zip(asked.questions, names, strict=True):
        path = f"{_ITEMS}/{name}.xml"
        yield Resource(
            name, "item", path, list(_needs(documents, dialect, asked, question)), question
        )
    for passage in _shared(dialect, asked):
        name = documents.stimulus_name(passage)
        pictures = [picture_name(documents.pictures.name(each)) for each in passage.pictures]
        yield Resource(name, "stimulus", f"{_STIMULI}/{name}.xml", pictures)


def _needs(
    documents: Documents, dialect: Dialect, asked: QuestionSet, question: Question
) -> Iterator[str]:
    pictures = list(question.every_picture)
    passage = asked.passages.get(question.passage)
    if passage and dialect.stimuli:
        yield documents.stimulus_name(passage)
    elif passage:
        pictures += passage.pictures
    paths = dict.fromkeys(documents.pictures.name(each) for each in pictures)
    yield from map(picture_name, paths)
