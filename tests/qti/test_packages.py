"""Packages: whole by an independent check, the same bytes each time, and stable identifiers."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from qti_support import EVERY_FORM, PICTURE, PNG, asked, files_of, items_of, options, xml_of

from quizgen.exchange.model import QuestionSet
from quizgen.exchange.names import identifier
from quizgen.export.formats import FORMATS
from quizgen.export.qti3 import Qti3Writer
from quizgen.export.qti12 import Qti12Writer
from quizgen.export.qti21 import Qti21Writer
from quizgen.export.questions import QuestionWriter

_WRITERS = [Qti12Writer(), Qti21Writer(), Qti3Writer()]
# It looks for dangling names, missing files and identifiers that systems refuse.
_JUDGE = "qti-package-maker==26.7.14"
_CHECK = """
import json, sys
from qti_package_maker.common.package_integrity import check_package
print(json.dumps(check_package(sys.argv[1])))
"""
_LOM = "{http://ltsc.ieee.org/xsd/LOM}"
_TITLE = "Which one is x²?"

writers = pytest.mark.parametrize("writer", _WRITERS, ids=lambda each: each.name)


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judge")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    made = subprocess.run(
        [*command, "--target", str(folder), _JUDGE], capture_output=True, text=True, check=False
    )
    if made.returncode:
        if os.environ.get("CI"):
            pytest.fail(made.stderr[-500:])
        pytest.skip(f"{_JUDGE} cannot be had")
    return folder


@writers
def test_an_independent_check_finds_nothing_amiss(
    writer: QuestionWriter, judge: Path, tmp_path: Path
) -> None:
    assert _violations(judge, tmp_path, writer, asked()) == []


def test_the_independent_check_can_find_something(judge: Path, tmp_path: Path) -> None:
    class Broken(Qti21Writer):
        def written(self, questions: QuestionSet):  # noqa: ANN202
            made = super().written(questions)
            (name, data), *_ = made.files.items()
            return replace(made, files={name: _without(data, f"images/{PICTURE.file}")})

    assert _violations(judge, tmp_path, Broken(), asked())


def _without(data: bytes, lost: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != lost:
                new.writestr(name, old.read(name))
    return stream.getvalue()


def _violations(
    judge: Path, folder: Path, writer: QuestionWriter, questions: QuestionSet
) -> list[str]:
    (data,) = writer.written(questions).files.values()
    path = folder / "package.zip"
    path.write_bytes(data)
    made = subprocess.run(
        [sys.executable, "-c", _CHECK, str(path)],
        env=os.environ | {"PYTHONPATH": str(judge)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(made.stdout)
    # Canvas's own service draws formulas.
    return [each for each in found if "/equation_images/" not in each]


@writers
def test_the_same_questions_give_the_same_bytes(writer: QuestionWriter) -> None:
    one, other = (writer.written(asked()).files for _ in range(2))
    assert one == other
    (data,) = one.values()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        # Systems read the manifest first.
        assert "imsmanifest.xml" in archive.namelist()[:2]


@writers
def test_every_file_is_in_the_manifest(writer: QuestionWriter) -> None:
    files = files_of(writer, asked())
    manifest = xml_of(files["imsmanifest.xml"])
    described = {each.get("href") for each in manifest.iter() if each.tag.endswith("}file")}
    assert described == set(files) - {"imsmanifest.xml"}
    names = {each.get("identifier") for each in manifest.iter() if each.tag.endswith("}resource")}
    needed = {each.get("identifierref") for each in manifest.iter() if "dependency" in each.tag}
    assert needed <= names


@writers
def test_pictures_lie_in_the_package_once(writer: QuestionWriter) -> None:
    files = files_of(writer, asked())
    assert [data for name, data in files.items() if name.startswith("images/")] == [PNG]


@writers
def test_an_edited_question_keeps_its_identifiers(writer: QuestionWriter) -> None:
    question = EVERY_FORM[0]
    edited = replace(question, stem="Other words?", options=question.options[::-1], key=(1,))
    one, other = (_identifiers(files_of(writer, asked((each,)))) for each in (question, edited))
    assert one == other
    # Another question and another option have identifiers of their own.
    renamed = replace(question, uid="d/another", options=options("x", "y", right=(1,)))
    assert not _identifiers(files_of(writer, asked((renamed,)))) & one


def _identifiers(files: dict[str, bytes]) -> set[str]:
    found: set[str] = set()
    for name, data in files.items():
        if name.endswith(".xml") and name != "imsmanifest.xml" and "stimuli" not in name:
            for each in xml_of(data).iter():
                tag = each.tag.rpartition("}")[2]
                if tag in {"assessmentItem", "qti-assessment-item", "item"} or "hoice" in tag:
                    found |= {each.get("identifier", ""), each.get("ident", "")} - {""}
                if tag == "response_label":
                    found.add(each.get("ident", ""))
    return {each for each in found if _is_own(each)}


def _is_own(name: str) -> bool:
    # The text between the questions belongs to the section.
    return name != identifier("d-1/sections/s1")


@writers
def test_options_that_say_the_same_have_identifiers_of_their_own(writer: QuestionWriter) -> None:
    question = replace(EVERY_FORM[0], options=options("same", "same", "other", right=(1,)))
    files = files_of(writer, asked((question,)))
    names = [
        each.get("identifier") or each.get("ident")
        for name, data in files.items()
        if name.endswith(".xml")
        for each in xml_of(data).iter()
        if each.tag.rpartition("}")[2] in {"simpleChoice", "qti-simple-choice", "response_label"}
    ]
    assert len(names) == len(set(names)) == 3


@pytest.mark.parametrize("writer", [Qti21Writer(), Qti3Writer()], ids=lambda each: each.name)
def test_libraries_learn_tags_difficulty_language_and_source(writer: QuestionWriter) -> None:
    manifest = xml_of(files_of(writer, asked())["imsmanifest.xml"])
    name = identifier("d/one")
    (resource,) = (each for each in manifest.iter() if each.get("identifier") == name)
    (lom,) = resource.iter(f"{_LOM}lom")
    words = [each.text for each in lom.iter(f"{_LOM}keyword") for each in each]
    assert words == ["history", "a & b"]
    assert lom.findtext(f"{_LOM}educational/{_LOM}difficulty/{_LOM}value") == "medium"
    assert lom.findtext(f"{_LOM}general/{_LOM}identifier/{_LOM}entry") == "d/one"
    assert lom.findtext(f"{_LOM}general/{_LOM}language") == "en"
    assert lom.findtext(f"{_LOM}general/{_LOM}title/{_LOM}string") == _TITLE
    assert lom.findtext(f".//{_LOM}description/{_LOM}string") == "A source"


@pytest.mark.parametrize("writer", [Qti21Writer(), Qti3Writer()], ids=lambda each: each.name)
def test_the_test_has_the_sections_in_order(writer: QuestionWriter) -> None:
    files = files_of(writer, asked())
    root = xml_of(files["test.xml"])
    sections = [each for each in root.iter() if each.tag.lower().endswith("section")]
    assert [each.get("title") for each in sections] == ["First", "Second"]
    hrefs = [each.get("href") for each in root.iter() if "ref" in each.tag.lower()]
    assert hrefs == [f"items/{identifier(each.uid)}.xml" for each in EVERY_FORM]
    assert "".join(sections[0][0].itertext()) == "Read well."


@pytest.mark.parametrize("writer", [Qti21Writer(), Qti3Writer()], ids=lambda each: each.name)
def test_ranked_options_are_not_shuffled(writer: QuestionWriter) -> None:
    fixed = replace(EVERY_FORM[0], shuffle=False)
    for question, shuffled in ((EVERY_FORM[0], "true"), (fixed, "false"), (EVERY_FORM[1], "false")):
        (item,) = items_of(files_of(writer, asked((question,)))).values()
        (found,) = [each.get("shuffle") for each in item.iter() if each.get("shuffle")]
        assert found == shuffled


def test_a_passage_is_a_file_of_its_own_in_qti_3_and_repeated_in_qti_2() -> None:
    three, two = (files_of(each, asked()) for each in (Qti3Writer(), Qti21Writer()))
    (stimulus,) = (name for name in three if name.startswith("stimuli/"))
    assert b"Once <em>upon</em>" in three[stimulus]
    assert not any(b"Once <em>upon" in data for name, data in three.items() if "items" in name)
    shown = [name for name, data in two.items() if b"Once <em>upon" in data]
    assert len(shown) == 2


def test_the_losses_of_the_newer_versions() -> None:
    assert Qti3Writer().written(asked()).losses == ()
    many = replace(EVERY_FORM[2], other_keys=((0, 1),))
    assert Qti21Writer().written(asked((many,))).losses == ()
    (loss,) = Qti21Writer().written(asked((many,), partial=True)).losses
    assert loss.code == "Q810"
    told = replace(EVERY_FORM[3], options=options("Rome", "Madrid", "Paris", told={0: "No."}))
    (loss,) = Qti3Writer().written(asked((told,))).losses
    assert loss.code == "Q811"


def test_the_formats_are_listed() -> None:
    assert {each.name for each in _WRITERS} <= set(FORMATS)
