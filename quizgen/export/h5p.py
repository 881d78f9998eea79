"""H5P: a question set, as one file that learning platforms import."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from quizgen.diagnostics import Diagnostic
from quizgen.exchange.model import Answering, Question, QuestionSet
from quizgen.exchange.pictures import media_type
from quizgen.exchange.texts import plain_line
from quizgen.export.questions import QuestionWriter, lost, lost_everywhere
from quizgen.export.writer import Written
from quizgen.office.h5p_texts import (
    IN_BLANKS,
    IN_DRAG_TEXT,
    h5p_html,
    h5p_plain,
    has_gap_sign,
)
from quizgen.office.rasters import Raster, raster
from quizgen.tables.undated import zipped

# The content types. A platform wants exactly the version that a file names.
VERSIONS = {
    "H5P.QuestionSet": (1, 20),
    "H5P.MultiChoice": (1, 16),
    "H5P.TrueFalse": (1, 8),
    "H5P.Blanks": (1, 14),
    "H5P.DragText": (1, 10),
    "H5P.Image": (1, 1),
}
_LEFT_OUT = "the question is left out"
_PASSING = 50
_MOST_TITLE = 255
Params = dict[str, Any]


class H5pWriter(QuestionWriter):
    """Writes a question set without the code of its content types.

    A platform imports it if it has these content types; the file names them with their versions.
    """

    name = "h5p"
    about = "a question set for Moodle, WordPress, Drupal or Lumi, as H5P"
    into = "upload the file where your platform adds H5P content"

    def written(self, questions: QuestionSet) -> Written:
        """Return the file, and a loss for whatever H5P can't hold."""
        made = _Set(questions)
        content = made.content()
        files = {"h5p.json": _json(_about(questions, made.used)), "content/content.json": content}
        files |= {f"content/images/{name}": data for name, data in sorted(made.images.items())}
        losses = (*made.losses, *_not_in_h5p(questions))
        return Written({f"{questions.id}.h5p": zipped(files)}, losses, left_out=made.left_out)


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _versioned(name: str) -> str:
    major, minor = VERSIONS[name]
    return f"{name} {major}.{minor}"


def _about(questions: QuestionSet, used: Sequence[str]) -> Params:
    """Return the file's description of itself."""
    title = plain_line(questions.title)
    return {
        "title": title if len(title) <= _MOST_TITLE else f"{title[: _MOST_TITLE - 1]}…",
        "language": questions.language,
        "defaultLanguage": questions.language,
        "mainLibrary": "H5P.QuestionSet",
        "embedTypes": ["iframe"],
        "license": "U",
        "preloadedDependencies": [
            {
                "machineName": name,
                "majorVersion": VERSIONS[name][0],
                "minorVersion": VERSIONS[name][1],
            }
            for name in used
        ],
    }


def _not_in_h5p(questions: QuestionSet) -> Iterator[Diagnostic]:
    every = questions.questions
    if any(each.tags for each in every):
        yield lost_everywhere(questions, "H5P has no tags and difficulties", "they are left out")
    if questions.wrong:
        what = "H5P takes off no points for wrong answers"
        yield lost_everywhere(questions, what, "a wrong answer earns nothing")
    if len({each.points for each in every}) > 1:
        what = "H5P gives its own points"
        yield lost_everywhere(questions, what, "each right answer or gap earns one")


class _Set:
    """Makes the content of a question set, and gathers its images and its losses."""

    def __init__(self, questions: QuestionSet) -> None:
        self._questions, self._labels = questions, questions.labels
        self.images: dict[str, bytes] = {}
        self.losses: list[Diagnostic] = []
        self.left_out = 0
        self._used = {"H5P.QuestionSet"}

    @property
    def used(self) -> list[str]:
        """Return the names of the content types, in a fixed order."""
        return [name for name in VERSIONS if name in self._used]

    def content(self) -> bytes:
        """Return the content of the set as JSON."""
        made = [self._made(each) for each in self._questions.questions]
        labels = self._labels
        return _json(
            {
                "introPage": self._intro(),
                "progressType": "dots",
                "passPercentage": _PASSING,
                "questions": [each for each in made if each],
                "texts": {
                    "prevButton": labels["h5p_previous"],
                    "nextButton": labels["h5p_next"],
                    "finishButton": labels["h5p_finish"],
                    "submitButton": labels["h5p_finish"],
                    "textualProgress": labels["h5p_progress"],
                },
                "disableBackwardsNavigation": False,
                "randomQuestions": False,
                "endGame": {
                    "showResultPage": True,
                    "showSolutionButton": True,
                    "showRetryButton": True,
                    "message": labels["h5p_result"],
                    "overallFeedback": [{"from": 0, "to": 100}],
                    "solutionButtonText": labels["h5p_solution"],
                    "retryButtonText": labels["h5p_retry"],
                    "finishButtonText": labels["h5p_finish"],
                    "showAnimations": False,
                },
                "override": {"checkButton": True},
            }
        )

    def _intro(self) -> Params:
        text = h5p_html(self._questions.instructions)
        return {
            "showIntroPage": bool(text),
            "title": h5p_plain(self._questions.title),
            "introduction": f"<p>{text}</p>" if text else "",
        }

    def _made(self, question: Question) -> Params | None:
        """Return a question with its content type, None if H5P can't ask it."""
        lacking = self._lacking(question)
        if lacking:
            self.losses.append(lost(question, lacking, _LEFT_OUT))
            self.left_out += 1
            return None
        name, make = _MAKERS[question.answering]
        if question.answering is Answering.CLAIM and len(question.key) > 1:
            name, make = _MAKERS[Answering.ONE]
        self._used.add(name)
        params = make(self, question)
        return self._of_type(name, params, question.uid, plain_line(question.stem))

    def _of_type(self, name: str, params: Params, uid: str, title: str) -> Params:
        """Return params with their content type and an id that is the same in every export."""
        shown = title if len(title) <= _MOST_TITLE else f"{title[: _MOST_TITLE - 1]}…"
        return {
            "library": _versioned(name),
            "params": params,
            "subContentId": str(uuid5(NAMESPACE_URL, f"quizgen:{uid}:{name}")),
            "metadata": {"contentType": name, "license": "U", "title": shown},
        }

    def _lacking(self, question: Question) -> str:
        if question.answering is Answering.TEXT:
            return "H5P can't mark an open answer"
        if any(option.picture for option in question.options):
            return "H5P has no options that are pictures"
        if len(question.pictures) > 1:
            return "H5P shows one picture with a question"
        return _unwritable(question)

    def media(self, question: Question) -> Params:
        """Return the picture of a question for its content type; none is an empty one."""
        made = None
        for picture in question.pictures:
            made = raster(picture, self._questions.pictures)
            if made is None:
                what = f"the picture `{picture.alt}` can't become a PNG"
                self.losses.append(lost(question, what, "the question has no picture"))
        return {"type": self._image(made, question), "disableImageZooming": False} if made else {}

    def _image(self, made: Raster, question: Question) -> Params:
        self._used.add("H5P.Image")
        self.images[made.name] = made.data
        alt = h5p_plain(made.alt)
        params = {
            "contentName": "Image",
            "alt": alt,
            "decorative": not alt,
            "file": {
                "path": f"images/{made.name}",
                "mime": media_type(made.name),
                "width": made.width,
                "height": made.height,
                "copyright": {"license": "U"},
            },
        }
        return self._of_type("H5P.Image", params, question.uid, plain_line(made.alt))

    def stem(self, text: str, question: Question) -> str:
        """Return the HTML of a stem, after the text that it refers to."""
        passage = self._questions.passages.get(question.passage)
        parts = [passage.title, passage.text] if passage else []
        if passage and passage.pictures:
            what = "H5P has no pictures in a text"
            self.losses.append(lost(question, what, "the text stands without them"))
        return "".join(f"<p>{h5p_html(part)}</p>" for part in (*parts, text) if part)

    def feedback(self, question: Question) -> str:
        """Return the explanation and the sources as plain text."""
        return " ".join(map(h5p_plain, question.feedback))

    def overall(self, question: Question) -> list[Params]:
        """Return the feedback on all answers to a question."""
        told = self.feedback(question)
        return [{"from": 0, "to": 100, **({"feedback": told} if told else {})}]

    def choice(self, question: Question) -> Params:
        """Return a question with options."""
        if question.other_keys:
            self._one_key(question)
        many = question.answering is Answering.MANY
        return {
            "media": self.media(question),
            "question": self.stem(question.stem, question),
            "answers": [
                {
                    "text": f"<div>{h5p_html(option.text)}</div>",
                    "correct": index in question.key,
                    "tipsAndFeedback": {
                        "tip": "",
                        "chosenFeedback": _in_block(option.feedback),
                        "notChosenFeedback": "",
                    },
                }
                for index, option in enumerate(question.options)
            ],
            "overallFeedback": self.overall(question),
            "behaviour": {
                **_BEHAVIOUR,
                "type": "multi" if many else "single",
                "singlePoint": many and not self._questions.partial,
                "randomAnswers": question.shuffle,
                "showSolutionsRequiresInput": True,
                "passPercentage": 100,
                "showScorePoints": True,
            },
            "UI": {
                "checkAnswerButton": self._labels["h5p_check"],
                "showSolutionButton": self._labels["h5p_solution"],
                "tryAgainButton": self._labels["h5p_retry"],
                "correctAnswer": self._labels["h5p_correct"],
                "wrongAnswer": self._labels["h5p_wrong"],
            },
        }

    def claim(self, question: Question) -> Params:
        """Return a claim that is true or false."""
        told = self.feedback(question)
        behaviour = {**_BEHAVIOUR, "feedbackOnCorrect": told, "feedbackOnWrong": told}
        true, false = (h5p_plain(option.text) for option in question.options)
        return {
            "media": self.media(question),
            "question": self.stem(question.stem, question),
            "correct": "true" if question.key == (0,) else "false",
            "behaviour": behaviour,
            "l10n": {
                "trueText": true,
                "falseText": false,
                "score": self._labels["h5p_score"],
                "checkAnswer": self._labels["h5p_check"],
                "showSolutionButton": self._labels["h5p_solution"],
                "tryAgain": self._labels["h5p_retry"],
                "wrongAnswerMessage": self._labels["h5p_wrong"],
                "correctAnswerMessage": self._labels["h5p_correct"],
            },
        }

    def blanks(self, question: Question) -> Params:
        """Return a gap to fill: within the stem, or below it."""
        accepted = [text for text in _accepted(question) if not IN_BLANKS & set(text)]
        if len(accepted) < len(_accepted(question)):
            what = "H5P reads `*`, `/` and `:` in an answer as signs"
            self.losses.append(lost(question, what, "only the other answers count as right"))
        if question.bounds:
            what = "H5P has no tolerance of a number"
            self.losses.append(lost(question, what, "only the number itself counts as right"))
        gap = f"*{'/'.join(h5p_plain(text) for text in accepted)}*"
        before, after = question.stem_parts if question.gap else ("", "")
        asked = self._labels["instructions_fill-in"] if question.gap else question.stem
        return {
            "media": self.media(question),
            "text": self.stem(asked, question),
            "questions": [f"<p>{h5p_html(before)}{gap}{h5p_html(after)}</p>"],
            "overallFeedback": self.overall(question),
            "showSolutions": self._labels["h5p_solution"],
            "tryAgain": self._labels["h5p_retry"],
            "checkAnswer": self._labels["h5p_check"],
            "behaviour": {
                **_BEHAVIOUR,
                "caseSensitive": False,
                "showSolutionsRequiresInput": True,
                "separateLines": False,
                "acceptSpellingErrors": False,
            },
        }

    def dragged(self, question: Question) -> Params:
        """Return a question whose options are dragged to their places."""
        if question.other_keys:
            self._one_key(question)
        lines = _places(question)
        used = set(question.key)
        others = [
            h5p_plain(option.text)
            for index, option in enumerate(question.options)
            if index not in used
        ]
        return {
            "media": self.media(question),
            "taskDescription": self.stem(question.stem, question),
            "textField": "\n".join(lines),
            "distractors": " ".join(f"*{text}*" for text in others),
            "overallFeedback": self.overall(question),
            "checkAnswer": self._labels["h5p_check"],
            "tryAgain": self._labels["h5p_retry"],
            "showSolution": self._labels["h5p_solution"],
            "behaviour": {**_BEHAVIOUR, "instantFeedback": False},
        }

    def _one_key(self, question: Question) -> None:
        what = "H5P takes one combination of answers as right"
        self.losses.append(lost(question, what, "the others count as wrong"))


_BEHAVIOUR = {
    "enableRetry": True,
    "enableSolutionsButton": True,
    "enableCheckButton": True,
    "confirmCheckDialog": False,
    "confirmRetryDialog": False,
    "autoCheck": False,
}


def _in_block(text: str) -> str:
    return f"<div>{h5p_html(text)}</div>" if text else ""


def _accepted(question: Question) -> list[str]:
    """Return the texts that are right as a written answer."""
    return list(question.accepted or (plain_line(question.answer),))


def _places(question: Question) -> list[str]:
    """Return a line for each place, with the option that belongs there between asterisks."""
    right = [f"*{h5p_plain(question.options[index].text)}*" for index in question.key]
    if question.answering is Answering.ORDER:
        return [f"{number}. {text}" for number, text in enumerate(right, 1)]
    entries = map(h5p_plain, question.left)
    return [f"{entry}: {text}" for entry, text in zip(entries, right, strict=True)]


def _unwritable(question: Question) -> str:
    """Return which sign of a question H5P would read as something else, "" for none."""
    if question.answering in {Answering.GAP, Answering.WORDS}:
        if question.gap and has_gap_sign(question.stem_parts):
            return "H5P reads `*` beside a gap as the beginning of another"
        if all(IN_BLANKS & set(text) for text in _accepted(question)):
            return "H5P reads `*`, `/` and `:` in an answer as signs"
    if question.answering in {Answering.PAIRS, Answering.ORDER}:
        if has_gap_sign(question.left):
            return "H5P reads `*` beside a gap as the beginning of another"
        if any(IN_DRAG_TEXT & set(plain_line(each.text)) for each in question.options):
            return r"H5P reads `*`, `:` and `\` in a word to drag as signs"
    return ""


_Maker = Callable[[_Set, Question], Params]
_MAKERS: dict[Answering, tuple[str, _Maker]] = {
    Answering.ONE: ("H5P.MultiChoice", _Set.choice),
    Answering.MANY: ("H5P.MultiChoice", _Set.choice),
    Answering.CLAIM: ("H5P.TrueFalse", _Set.claim),
    Answering.GAP: ("H5P.Blanks", _Set.blanks),
    Answering.WORDS: ("H5P.Blanks", _Set.blanks),
    Answering.PAIRS: ("H5P.DragText", _Set.dragged),
    Answering.ORDER: ("H5P.DragText", _Set.dragged),
}
