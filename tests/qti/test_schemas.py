"""Documents are as the schemas of their version have them, whatever the questions say."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from qti_models import faults, schema_file
from qti_support import EVERY_FORM, HOSTILE, PASSAGES, asked, files_of, options, xml_of

from quizgen.exchange.model import QuestionSet
from quizgen.export.qti3 import Qti3Writer
from quizgen.export.qti12 import Qti12Writer
from quizgen.export.qti21 import Qti21Writer
from quizgen.export.questions import QuestionWriter
from quizgen.markup.parse import marked

_WRITERS: dict[str, QuestionWriter] = {
    "1.2": Qti12Writer(),
    "2.1": Qti21Writer(),
    "3.0": Qti3Writer(),
}
versions = pytest.mark.parametrize("version", _WRITERS)
_MARKUP = marked(
    "A *b **c*** `d` [e](https://example.org) H~2~O\n- one `x`\n- two $y^2$\n\n```\na < b\n```\n"
    "$$\\frac{a}{b}$$\nafter"
)
# As items may be marked.
_MARKING = [
    {"wrong": wrong, "partial": partial} for wrong, partial in product((0, 0.25), (False, True))
]


def _documents(version: str, questions: QuestionSet) -> dict[str, bytes]:
    files = files_of(_WRITERS[version], questions)
    documents = {name: data for name, data in files.items() if name.endswith(".xml")}
    return {
        name: data
        for name, data in documents.items()
        if name != "imsmanifest.xml" and not name.endswith("assessment_meta.xml")
    }


def _faults(version: str, questions: QuestionSet) -> list[str]:
    documents = _documents(version, questions).values()
    return [fault for data in documents for fault in faults(xml_of(data), version)]


@versions
@pytest.mark.parametrize("marking", _MARKING)
def test_every_form_is_as_the_schema_has_it(version: str, marking: dict[str, object]) -> None:
    keyed = {"many": ((0, 1),), "pairs": ((0, 1, 2),), "order": ((0, 1, 2),)}
    others = [replace(each, uid=f"{each.uid}/2") for each in EVERY_FORM if each.id in keyed]
    others = [replace(each, other_keys=keyed[each.id]) for each in others]
    assert _faults(version, asked((*EVERY_FORM, *others), **marking)) == []


@versions
def test_markup_is_as_the_schema_has_it(version: str) -> None:
    question = replace(
        EVERY_FORM[0],
        stem=_MARKUP,
        options=options(_MARKUP, HOSTILE, right=(1,), told={0: "x"}),
        explanation=(_MARKUP,),
    )
    question = replace(
        question, options=(replace(question.options[0], text=_MARKUP), question.options[1])
    )
    every = [replace(each, stem=_MARKUP, uid=f"d/{each.id}/2", gap="") for each in EVERY_FORM]
    passages = {"text": replace(PASSAGES["text"], text=_MARKUP, title=_MARKUP[:4])}
    assert _faults(version, asked((question, *every), passages=passages)) == []


@versions
@settings(max_examples=30, deadline=None)
@given(texts=st.lists(st.text(max_size=12), min_size=5, max_size=5), uid=st.text(max_size=40))
def test_no_text_breaks_a_document(version: str, texts: list[str], uid: str) -> None:
    stem, one, other, told, general = texts
    held = options("a", "b", right=(1,))
    held = (replace(held[0], text=one, feedback=told), replace(held[1], text=other))
    question = replace(
        EVERY_FORM[0], uid=uid, stem=stem, options=held, explanation=(general,), tags=(general,)
    )
    words = replace(EVERY_FORM[6], stem=stem, accepted=(one, other), pictures=())
    assert _faults(version, asked((question, words), title=stem, source=told)) == []


@versions
def test_the_tables_find_what_is_wrong(version: str) -> None:
    (data, *_) = (data for name, data in _documents(version, asked()).items() if "test" not in name)
    root = xml_of(data)
    parent = next(each for each in root.iter() if len(each) > 1)
    parent.append(parent[0])
    next(iter(root.iter())).set("strange", "x")
    del next(each for each in root.iter() if "ident" in "".join(each.attrib)).attrib[
        "ident" if version == "1.2" else "identifier"
    ]
    assert len(list(faults(root, version))) >= 3


@versions
def test_the_published_schema_agrees(version: str) -> None:
    path = schema_file(version)
    if path is None:
        pytest.skip("QUIZGEN_QTI_SCHEMAS names no folder with the schemas")
    schema = etree.XMLSchema(etree.parse(str(path)))
    for marking in _MARKING:
        for data in _documents(version, asked(**marking)).values():
            schema.assertValid(etree.fromstring(data))
