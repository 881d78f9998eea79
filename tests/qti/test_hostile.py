"""Whatever questions say, another parser gets stem, options, key and feedback back exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qti_support import asked, files_of, xml_of

from quizgen.exchange.model import Answering, Option, Question
from quizgen.export.qti3 import Qti3Writer
from quizgen.export.qti12 import Qti12Writer
from quizgen.export.qti21 import Qti21Writer

_HOSTILE = (
    "<b>x</b>",
    "&amp;&lt;",
    "]]>",
    "<!--",
    "<?x?>",
    "<![CDATA[",
    "\"'",
    "<script>alert(1)</script>",
    "\\(x\\)",
    "$$x$$",
    "{{c1::x}}",
    "\u202eabc",
    "a\u0301",
    "😀",
    "[x]",
    "%24",
    " two  blanks ",
    "two\nlines",
)
_TEXT = st.lists(
    st.sampled_from(_HOSTILE)
    | st.text(
        st.characters(
            exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\u2028\u2029"
        ),
        max_size=8,
    ),
    min_size=1,
    max_size=4,
).map("".join)
_STEM = _TEXT.filter(str.strip)


@dataclass(frozen=True)
class _Found:
    """What a file says of a question that has options."""

    stem: str
    options: tuple[str, ...]
    right: tuple[bool, ...]
    told: tuple[str, ...]
    general: str


def _shown(element: ET.Element | None) -> str:
    """Return the words that an element shows, with the lines that ``br`` breaks."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag.endswith("}br") else _shown(child), child.tail or ""]
    return "".join(parts)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as it is called
        self.tags.add(tag)
        self.words += ["\n"] if tag == "br" else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _of_html(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    assert parser.tags <= {"div", "p", "br", "span"}
    return "".join(parser.words)


def _of_asi(files: dict[str, bytes]) -> _Found:
    (item,) = (xml_of(data) for name, data in files.items() if name.startswith("items/"))
    named: dict[str, list[ET.Element]] = {}
    for element in item.iter():
        name = element.tag.rpartition("}")[2].removeprefix("qti-").replace("-", "").lower()
        named.setdefault(name, []).append(element)
    choices = named["simplechoice"]
    names = [each.get("identifier", "") for each in choices]
    right = {_shown(each) for each in named["correctresponse"][0]}
    feedback = {each.get("identifier"): _shown(each) for each in named["modalfeedback"]}
    return _Found(
        _shown(named["prompt"][0]),
        tuple(map(_shown, choices)),
        tuple(name in right for name in names),
        tuple(feedback.get(name, "") for name in names),
        feedback["general"],
    )


def _of_first(files: dict[str, bytes]) -> _Found:
    (data,) = (data for name, data in files.items() if name.rpartition("/")[2].startswith("t"))
    root = xml_of(data)
    space = root.tag.partition("}")[0] + "}"
    item = next(
        each for each in root.iter(f"{space}item") if each.find(f"{space}resprocessing") is not None
    )
    labels = list(item.iter(f"{space}response_label"))
    names = [each.get("ident", "") for each in labels]
    scored = [
        each
        for each in item.iter(f"{space}respcondition")
        if each.find(f"{space}setvar") is not None
    ]
    right = {each.text for rule in scored for each in rule.iter(f"{space}varequal")}
    feedback = {
        each.get("ident"): _of_html(each.findtext(f".//{space}mattext") or "")
        for each in item.iter(f"{space}itemfeedback")
    }
    return _Found(
        _of_html(item.findtext(f"{space}presentation/{space}material/{space}mattext") or ""),
        tuple(_of_html(each.findtext(f".//{space}mattext") or "") for each in labels),
        tuple(name in right for name in names),
        tuple(feedback.get(f"{name}_fb", "") for name in names),
        feedback["general_fb"],
    )


_FORMATS: dict[str, tuple[Qti12Writer | Qti21Writer | Qti3Writer, Callable[..., _Found]]] = {
    "qti12": (Qti12Writer(), _of_first),
    "qti21": (Qti21Writer(), _of_asi),
    "qti3": (Qti3Writer(), _of_asi),
}


@pytest.mark.parametrize("name", _FORMATS)
@settings(max_examples=60, deadline=None)
@given(
    stem=_STEM,
    options=st.lists(_TEXT, min_size=2, max_size=5),
    told=_STEM,
    general=_STEM,
    right=st.integers(0, 4),
)
def test_another_parser_gets_everything_back(  # noqa: PLR0917 - drawn words
    name: str, stem: str, options: list[str], told: str, general: str, right: int
) -> None:
    writer, found_in = _FORMATS[name]
    key = right % len(options)
    held = [
        Option(text, None, index == key, told if index == 0 else "")
        for index, text in enumerate(options)
    ]
    question = Question(
        "q", "d/q", "choice", Answering.ONE, stem, tuple(held), (key,), explanation=(general,)
    )
    found = found_in(files_of(writer, asked((question,))))
    assert found == _Found(
        stem,
        tuple(options),
        tuple(each.is_right for each in held),
        (told, *("" for _ in options[1:])),
        general,
    )


@pytest.mark.parametrize("name", ["qti21", "qti3"])
@settings(max_examples=60, deadline=None)
@given(accepted=st.lists(_STEM, min_size=1, max_size=4, unique_by=str.casefold))
def test_accepted_answers_come_back_exactly(name: str, accepted: list[str]) -> None:
    writer, _ = _FORMATS[name]
    question = Question("q", "d/q", "short", Answering.WORDS, "What?", accepted=tuple(accepted))
    files = files_of(writer, asked((question,)))
    (item,) = (xml_of(data) for path, data in files.items() if path.startswith("items/"))
    entries = [each for each in item.iter() if each.tag.lower().endswith(("mapentry", "map-entry"))]
    keys = [each.get("mapKey") or each.get("map-key") for each in entries]
    assert keys == accepted
