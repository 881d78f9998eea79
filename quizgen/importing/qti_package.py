"""Reads the questions of one package of QTI, in whatever versions they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath

from lxml import etree

from quizgen.diagnostics import Diagnostic
from quizgen.exchange.model import Question
from quizgen.importing.pictures import Pictures
from quizgen.importing.qti_asi import ItemReader
from quizgen.importing.qti_contents import Contents, UnreadError
from quizgen.importing.qti_files import Files, attribute, children, is_unwieldy, within, words_of
from quizgen.importing.qti_first import FirstReader, fields_of, is_text_only
from quizgen.importing.reader import ReadQuestions, left_out, not_held, place_at, refused

_MOST_QUESTIONS = 20_000
_CATALOG = "quizgen"


def questions_in(files: Files) -> ReadQuestions:
    """Return the questions of a package; raises QuizgenError (Q830) if there is none."""
    return _Package(files).read()


class _Package:
    """Reads the questions of one package."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._place = place_at(files.path)
        self._kept = Pictures()
        self._problems: list[Diagnostic] = []
        self._about = dict(_described(files))

    def read(self) -> ReadQuestions:
        """Return the questions; raises QuizgenError (Q830) if there is none."""
        made = []
        for question in (*self._first(), *self._later()):
            made.append(question)
            if len(made) > _MOST_QUESTIONS:
                message = f"the file has more than {_MOST_QUESTIONS} questions"
                raise refused(self._files.path, message, "split it")
        if not made and not self._problems:
            fix = "is it in another format?"
            raise refused(self._files.path, "the file has no question in QTI", fix)
        problems = tuple(dict.fromkeys(self._problems))
        return ReadQuestions(tuple(made), self._kept.files, self._title(), problems)

    def _title(self) -> str:
        for _, root in self._files.of_kind("assessmentTest", "questestinterop"):
            held = [root, *within(root, "assessment")]
            title = next(filter(None, (attribute(each, "title") for each in held)), "")
            if title:
                return " ".join(title.split())
        return ""

    # QTI 1.2

    def _first(self) -> Iterator[Question]:
        texts = 0
        for path, item in self._first_items():
            title = attribute(item, "title")
            contents = self._contents(path, title or attribute(item, "ident"), item)
            if is_text_only(item):
                texts += not _is_heading(item)
                continue
            try:
                _refuse_unwieldy(item)
                yield FirstReader(item, contents).question()
            except UnreadError as unread:
                self._problems.append(left_out(contents.place, f"`{contents.name}`: {unread}"))
            self._problems += contents.problems
        if texts:
            what = f"a deck has no texts between questions ({texts})"
            self._problems.append(not_held(self._place, what, "they are left out"))

    def _first_items(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield the items, each once; Canvas also writes what other systems understand of them."""
        found: dict[str, tuple[str, etree._Element]] = {}
        for path, root in self._files.of_kind("questestinterop"):
            for number, item in enumerate(within(root, "item")):
                name = attribute(item, "ident") or f"{path} {number}"
                if name not in found or "question_type" in fields_of(item):
                    found[name] = (path, item)
        yield from found.values()

    # QTI 2.0 to 3.0

    def _later(self) -> Iterator[Question]:
        for path, item in self._later_items():
            title = attribute(item, "title")
            contents = self._contents(path, title or attribute(item, "identifier"), item)
            about, tags = self._about.get(path, ({}, ()))
            try:
                _refuse_unwieldy(item)
                passage = self._passage(path, item)
                yield ItemReader(item, contents, about).question(tags, passage)
            except UnreadError as unread:
                self._problems.append(left_out(contents.place, f"`{contents.name}`: {unread}"))
            self._problems += contents.problems

    def _later_items(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield the items in the order of the test, then those that it does not have."""
        items = dict(self._files.of_kind("assessmentItem"))
        for path, root in self._files.of_kind("assessmentTest"):
            for reference in within(root, "assessmentItemRef"):
                name = normpath(join(dirname(path), attribute(reference, "href")))
                if name in items:
                    yield name, items.pop(name)
        yield from items.items()

    def _passage(self, path: str, item: etree._Element) -> str:
        """Return the shared text of an item as HTML, "" for none."""
        html = ""
        for reference in children(item, "assessmentStimulusRef"):
            name = normpath(join(dirname(path), attribute(reference, "href")))
            root = self._files.documents.get(name)
            for body in children(root, "stimulusBody") if root is not None else ():
                _refuse_unwieldy(body)
                html += f"<div>{self._contents(name, '', body).inner(body)}</div>"
        if html:
            what = "a text belongs to several questions"
            self._problems.append(not_held(self._place, what, "it stands in each of them"))
        return html

    def _contents(self, path: str, name: str, element: etree._Element) -> Contents:
        is_alone = path == self._files.path.name
        place = place_at(self._files.path, element.sourceline or 0) if is_alone else self._place
        return Contents(self._files, path, self._kept, place, name)


def _refuse_unwieldy(element: etree._Element) -> None:
    if is_unwieldy(element):
        raise UnreadError("it has thousands of parts, or parts within parts within parts")


def _is_heading(item: etree._Element) -> bool:
    return "quizgen_section" in fields_of(item)


def _described(files: Files) -> Iterator[tuple[str, tuple[Mapping[str, str], tuple[str, ...]]]]:
    """Yield what manifests say about items: their paths, quizgen's names, and their tags."""
    for path, root in files.of_kind("manifest"):
        for resource in within(root, "resource"):
            about: dict[str, str] = {}
            for name in within(resource, "identifier"):
                catalog = "".join(words_of(each) for each in children(name, "catalog"))
                if catalog == _CATALOG:
                    about["uid"] = "".join(words_of(each) for each in children(name, "entry"))
            tags = tuple(filter(None, map(words_of, within(resource, "keyword"))))
            href = attribute(resource, "href")
            yield normpath(join(dirname(path), href)), (about, tags)
