"""H5P files, against what the content types take, and imported by an H5P server of npm."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from node_support import install, run_script
from office_support import BLUE, RED, choices, every_kind, full_set, question, set_of

from quizgen.exchange.model import Answering, Option, Question, QuestionSet
from quizgen.exchange.texts import clean
from quizgen.export.h5p import VERSIONS, H5pWriter

Params = dict[str, Any]
# The fields of the content types that quizgen fills, by their semantics: a type, a group of
# fields, or a list of what it holds.
_FEEDBACK = [{"from": "number", "to": "number", "feedback": "text"}]
_BEHAVIOUR = {
    "enableRetry": "boolean",
    "enableSolutionsButton": "boolean",
    "enableCheckButton": "boolean",
    "confirmCheckDialog": "boolean",
    "confirmRetryDialog": "boolean",
    "autoCheck": "boolean",
}
_MEDIA = {"type": "library", "disableImageZooming": "boolean"}
SEMANTICS: dict[str, Any] = {
    "H5P.QuestionSet": {
        "introPage": {"showIntroPage": "boolean", "title": "text", "introduction": "html"},
        "progressType": "text",
        "passPercentage": "number",
        "questions": ["library"],
        "texts": dict.fromkeys(
            ("prevButton", "nextButton", "finishButton", "submitButton", "textualProgress"), "text"
        ),
        "disableBackwardsNavigation": "boolean",
        "randomQuestions": "boolean",
        "endGame": {
            "showResultPage": "boolean",
            "showSolutionButton": "boolean",
            "showRetryButton": "boolean",
            "message": "text",
            "overallFeedback": _FEEDBACK,
            "solutionButtonText": "text",
            "retryButtonText": "text",
            "finishButtonText": "text",
            "showAnimations": "boolean",
        },
        "override": {"checkButton": "boolean"},
    },
    "H5P.MultiChoice": {
        "media": _MEDIA,
        "question": "html",
        "answers": [
            {
                "text": "html",
                "correct": "boolean",
                "tipsAndFeedback": {
                    "tip": "html",
                    "chosenFeedback": "html",
                    "notChosenFeedback": "html",
                },
            }
        ],
        "overallFeedback": _FEEDBACK,
        "behaviour": {
            **_BEHAVIOUR,
            "type": "text",
            "singlePoint": "boolean",
            "randomAnswers": "boolean",
            "showSolutionsRequiresInput": "boolean",
            "passPercentage": "number",
            "showScorePoints": "boolean",
        },
        "UI": dict.fromkeys(
            (
                "checkAnswerButton",
                "showSolutionButton",
                "tryAgainButton",
                "correctAnswer",
                "wrongAnswer",
            ),
            "text",
        ),
    },
    "H5P.TrueFalse": {
        "media": _MEDIA,
        "question": "html",
        "correct": "text",
        "behaviour": {**_BEHAVIOUR, "feedbackOnCorrect": "text", "feedbackOnWrong": "text"},
        "l10n": dict.fromkeys(
            (
                "trueText",
                "falseText",
                "score",
                "checkAnswer",
                "showSolutionButton",
                "tryAgain",
                "wrongAnswerMessage",
                "correctAnswerMessage",
            ),
            "text",
        ),
    },
    "H5P.Blanks": {
        "media": _MEDIA,
        "text": "html",
        "questions": ["html"],
        "overallFeedback": _FEEDBACK,
        "showSolutions": "text",
        "tryAgain": "text",
        "checkAnswer": "text",
        "behaviour": {
            **_BEHAVIOUR,
            "caseSensitive": "boolean",
            "showSolutionsRequiresInput": "boolean",
            "separateLines": "boolean",
            "acceptSpellingErrors": "boolean",
        },
    },
    "H5P.DragText": {
        "media": _MEDIA,
        "taskDescription": "html",
        "textField": "text",
        "distractors": "text",
        "overallFeedback": _FEEDBACK,
        "checkAnswer": "text",
        "tryAgain": "text",
        "showSolution": "text",
        "behaviour": {**_BEHAVIOUR, "instantFeedback": "boolean"},
    },
    "H5P.Image": {
        "contentName": "text",
        "alt": "text",
        "decorative": "boolean",
        "file": {
            "path": "text",
            "mime": "text",
            "width": "number",
            "height": "number",
            "copyright": {"license": "text"},
        },
    },
}
# What the semantics let stand in the HTML of questions and options.
TAGS = {"p", "div", "span", "br", "strong", "em", "sub", "sup", "code"}


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words, self.tags = "", set[str]()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.add(tag)
        self.words += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        self.words += data


def _words(html: str) -> str:
    reader = _Html()
    reader.feed(html)
    reader.close()
    assert reader.tags <= TAGS
    return reader.words


def _check(value: object, wanted: object, where: str) -> None:
    """Fail if a value is not what the semantics take."""
    if wanted == "library":
        assert isinstance(value, dict), where
        name, _, version = value["library"].partition(" ")
        assert tuple(map(int, version.split("."))) == VERSIONS[name]
        assert re.fullmatch(r"[0-9a-f-]{36}", value["subContentId"])
        assert value["metadata"]["title"] or name == "H5P.Image"
        _check(value["params"], SEMANTICS[name], f"{where}/{name}")
    elif isinstance(wanted, dict):
        assert isinstance(value, dict), where
        for key, each in value.items():
            assert key in wanted, f"{where}/{key}"
            _check(each, wanted[key], f"{where}/{key}")
    elif isinstance(wanted, list):
        assert isinstance(value, list), where
        for number, each in enumerate(value):
            _check(each, wanted[0], f"{where}/{number}")
    else:
        kinds = {"number": int, "boolean": bool, "text": str, "html": str}
        assert isinstance(value, kinds[str(wanted)]), where
        if wanted == "text":
            assert not re.search(r"[<>]", str(value)), where
        if wanted == "html":
            _words(str(value))


def _opened(questions: QuestionSet) -> tuple[Params, Params, zipfile.ZipFile]:
    data = H5pWriter().written(questions).files["deck.h5p"]
    archive = zipfile.ZipFile(io.BytesIO(data))
    about = json.loads(archive.read("h5p.json"))
    content = json.loads(archive.read("content/content.json"))
    _check(content, SEMANTICS["H5P.QuestionSet"], "")
    return about, content, archive


def _asked(questions: QuestionSet) -> list[tuple[str, Params]]:
    _, content, _ = _opened(questions)
    return [(each["library"].split()[0], each["params"]) for each in content["questions"]]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices())
def test_hostile_texts_come_back(made: Question) -> None:
    ((name, params),) = _asked(set_of([made]))
    assert name == "H5P.MultiChoice"
    assert _words(params["question"]) == clean(made.stem)
    assert [_words(each["text"]) for each in params["answers"]] == [
        clean(option.text) for option in made.options
    ]
    assert [each["correct"] for each in params["answers"]] == [
        index in made.key for index in range(len(made.options))
    ]


def _solutions(gap: str) -> list[str]:
    """Return the answers of a gap as H5P.Blanks reads them."""
    (found,) = re.findall(r"\*(.*?)\*", gap, re.DOTALL)
    return [unescape(each).strip() for each in found.partition(":")[0].split("/")]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices())
def test_hostile_answers_come_back_or_are_a_loss(made: Question) -> None:
    texts = tuple(" ".join(clean(option.text).split()) for option in made.options)
    asked = question(Answering.WORDS, "?", answer=texts[0], accepted=texts)
    written = H5pWriter().written(set_of([replace(asked, stem=made.stem)]))
    fit = [text for text in texts if not set("*/:") & set(text)]
    found = _asked(set_of([replace(asked, stem=made.stem)]))
    assert bool(found) is bool(fit)
    assert bool(written.losses) is (len(fit) < len(texts))
    if found:
        ((name, params),) = found
        assert name == "H5P.Blanks"
        assert _solutions(params["questions"][0]) == fit
        assert _words(params["text"]) == clean(made.stem)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices())
def test_hostile_pairs_come_back_or_are_a_loss(made: Question) -> None:
    asked = question(Answering.PAIRS, "?", left=(made.stem,), options=made.options, key=made.key)
    texts = [" ".join(clean(option.text).split()) for option in made.options]
    is_clear = not any(set("*:\\") & set(text) for text in texts) and "*" not in made.stem
    found = _asked(set_of([asked]))
    assert bool(found) is is_clear
    if found:
        ((_, params),) = found
        line = params["textField"]
        assert unescape(line[: line.index("*")]) == f"{' '.join(clean(made.stem).split())}: "
        others = [text for index, text in enumerate(texts) if index not in made.key]
        assert [unescape(each) for each in re.findall(r"\*(.*?)\*", line)] == [texts[made.key[0]]]
        assert [unescape(x) for x in re.findall(r"\*(.*?)\*", params["distractors"])] == others


def test_every_kind_has_its_content_type() -> None:
    names = [name.partition(".")[2] for name, _ in _asked(full_set())]
    assert names == [
        "MultiChoice",
        "MultiChoice",
        "TrueFalse",
        "DragText",
        "DragText",
        "Blanks",
        "Blanks",
    ]


def test_what_the_content_types_say() -> None:
    one, many, claim, pairs, order, gap, words = (params for _, params in _asked(full_set()))
    assert one["behaviour"]["type"] == "single"
    assert one["overallFeedback"][0]["feedback"] == "Paris has the Seine. Atlas, paragraph 3"
    assert _words(one["answers"][1]["tipsAndFeedback"]["chosenFeedback"]) == "That is Italy."
    assert many["behaviour"]["type"] == "multi"
    assert _words(many["question"]) == "Which lie in Europe?\n• by the map\n• by law\n"
    assert claim["correct"] == "true"
    assert (claim["l10n"]["trueText"], claim["l10n"]["falseText"]) == ("True", "False")
    assert pairs["textField"] == "France: *Paris*\nItaly: *Rome*"
    assert pairs["distractors"] == "*Oslo*"
    assert order["textField"] == "1. *Oslo*\n2. *Paris*\n3. *Rome*"
    assert gap["questions"] == ["<p>The capital of France is *Paris/City of Light*.</p>"]
    assert words["questions"] == ["<p>*1903*</p>"]
    assert _words(words["text"]) == "A taleOnce upon a time.When was it founded?"


def test_losses_have_their_places() -> None:
    written = H5pWriter().written(full_set())
    told = {each.message: each.place.line for each in written.losses}
    for name, words, line in (
        ("things/text", "open answer", 3),
        ("things/words", "tolerance", 3),
        ("things/words", "pictures in a text", 3),
        ("", "tags", 1),
        ("", "points", 1),
    ):
        found = [each for each in told if name in each and words in each]
        assert [told[each] for each in found] == [line], words


@pytest.mark.parametrize(
    "given_parts",
    [
        {"options": [Option("a", BLUE), Option("b")], "key": [0]},
        {"options": ["a", "b"], "key": [0], "pictures": (BLUE, RED)},
    ],
)
def test_pictures_that_do_not_fit_are_a_loss(given_parts: Params) -> None:
    written = H5pWriter().written(set_of([question(Answering.ONE, "?", **given_parts)]))
    (loss,) = written.losses
    assert "left out" in loss.message


def test_pictures_are_files_with_alternative_texts() -> None:
    made = question(Answering.ONE, "?", options=["a", "b"], key=[0], pictures=(RED,))
    about, content, archive = _opened(set_of([made]))
    image = content["questions"][0]["params"]["media"]["type"]
    assert image["params"]["alt"] == "A red box"
    assert image["params"]["file"]["mime"] == "image/png"
    assert f"content/{image['params']['file']['path']}" in archive.namelist()
    assert {"machineName": "H5P.Image", "majorVersion": 1, "minorVersion": 1} in about[
        "preloadedDependencies"
    ]


def test_only_what_is_used_is_needed() -> None:
    about, _, _ = _opened(set_of([question(Answering.ONE, "?", options="ab", key=[0])]))
    needed = [each["machineName"] for each in about["preloadedDependencies"]]
    assert needed == ["H5P.QuestionSet", "H5P.MultiChoice"]


def test_ids_are_the_same_in_every_export() -> None:
    first, again = every_kind(), list(reversed(every_kind()))
    ids = [
        {
            each["metadata"]["title"]: each["subContentId"]
            for each in _opened(set_of(x))[1]["questions"]
        }
        for x in (first, again)
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0].values())) == 7
    assert H5pWriter().written(full_set()) == H5pWriter().written(full_set())


def test_a_german_set_has_german_buttons() -> None:
    about, content, _ = _opened(full_set("de"))
    assert about["language"] == "de"
    assert content["texts"]["nextButton"] == "Nächste Frage"
    assert content["questions"][0]["params"]["UI"]["checkAnswerButton"] == "Überprüfen"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("h5p"), "@lumieducation/h5p-server@10.0.4")


SCRIPT = """
import { readFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import H5P from "@lumieducation/h5p-server";
import importing from "@lumieducation/h5p-server/build/src/PackageImporter.js";
import managing from "@lumieducation/h5p-server/build/src/ContentManager.js";
import storing from "@lumieducation/h5p-server/build/src/ContentStorer.js";
import passing from "@lumieducation/h5p-server/build/src/TemporaryFileManager.js";
const { file, libraries, home } = JSON.parse(readFileSync(0, "utf8"));
const folder = path.join(home, "store");
const of = (name) => {
  const made = path.join(folder, name);
  mkdirSync(made, { recursive: true });
  return made;
};
for (const [name, library, semantics] of libraries) {
  const made = of(`libraries/${name}`);
  writeFileSync(path.join(made, "library.json"), JSON.stringify(library));
  writeFileSync(path.join(made, "semantics.json"), JSON.stringify(semantics));
}
const config = new H5P.H5PConfig();
const storage = new H5P.fsImplementations.FileContentStorage(of("content"));
const store = new H5P.fsImplementations.FileLibraryStorage(of("libraries"));
const libraryManager = new H5P.LibraryManager(store);
const temporary = new H5P.fsImplementations.DirectoryTemporaryFileStorage(of("temporary"));
const allowed = new H5P.LaissezFairePermissionSystem();
const manager = new passing.default(temporary, config, allowed);
const contents = new managing.default(storage, allowed);
const storer = new storing.default(contents, libraryManager, manager);
const importer = new importing.default(libraryManager, config, allowed, contents, storer);
const user = { id: "1", name: "a", email: "a@example.org", type: "local" };
try {
  const made = await importer.addPackageLibrariesAndContent(file, user);
  const params = await contents.getContentParameters(made.id, user);
  const files = await contents.listContentFiles(made.id, user);
  console.log(JSON.stringify({ title: made.metadata.title, params, files }));
} catch (error) {
  console.log(JSON.stringify({ error: error.errorId ?? String(error), told: error.replacements }));
}
"""


def _libraries() -> list[object]:
    """Return descriptions of the content types, without their code."""
    return [
        [
            f"{name}-{major}.{minor}",
            {
                "machineName": name,
                "title": name,
                "majorVersion": major,
                "minorVersion": minor,
                "patchVersion": 1,
                "runnable": 1,
            },
            [],
        ]
        for name, (major, minor) in VERSIONS.items()
    ]


@pytest.mark.parametrize("libraries", [None, []])
def test_a_server_imports_it_if_it_has_the_content_types(
    server: Path, tmp_path: Path, libraries: list[object] | None
) -> None:
    path = tmp_path / "quiz.h5p"
    path.write_bytes(H5pWriter().written(full_set()).files["deck.h5p"])
    installed = _libraries() if libraries is None else libraries
    order = {"file": str(path), "libraries": installed, "home": str(tmp_path)}
    found = run_script(server, SCRIPT, order)
    assert isinstance(found, dict)
    if installed:
        assert found["title"] == "All things"
        assert len(found["params"]["questions"]) == 7
        assert len(found["files"]) == 1
    else:
        assert found["error"] == "install-missing-libraries"
