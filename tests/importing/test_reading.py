"""Reading questions of other programs: their forms, and files that are not what they should be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from exchange_support import lines
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from import_support import runs

from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.deck.model.contents import Text
from quizgen.diagnostics import Place, QuizgenError
from quizgen.exchange.model import Answering, Option, Question
from quizgen.forms.registry import form_names
from quizgen.importing.html import shown_by
from quizgen.importing.make import Wishes, make_deck
from quizgen.importing.reader import ReadQuestions
from quizgen.importing.readers import READERS
from quizgen.markup.author import author_text
from quizgen.markup.written import nodes_of

QUIZ = '<?xml version="1.0"?>\n<quiz>\n{}\n</quiz>\n'
SMALLEST = (
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuY"
    "AAAAAElFTkSuQmCC"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def gift(text: str) -> list[Question]:
    Path("q.txt").write_text(text, encoding="utf-8")
    return list(READERS["gift"].read(Path("q.txt")).questions)


def moodle(*questions: str) -> list[Question]:
    Path("q.xml").write_text(QUIZ.format("\n".join(questions)), encoding="utf-8")
    return list(READERS["moodle"].read(Path("q.xml")).questions)


def warnings(name: str, text: str) -> list[str]:
    path = Path("q.xml" if name == "moodle" else "q.txt")
    path.write_text(text, encoding="utf-8")
    read = READERS[name].read(path)
    made = make_deck(read, Wishes("d"))
    return [f"{each.place}: {each.message}" for each in made.problems]


def test_gift_of_moodles_own_documentation() -> None:
    asked = gift(
        "// a comment\n"
        "Who's buried in Grant's tomb?{~Grant ~Jefferson =no one}\n\n"
        "Grant is {~buried =entombed ~living} in Grant's tomb.\n\n"
        "Grant is buried in Grant's tomb.{FALSE}\n\n"
        "Who's buried in Grant's tomb?{=no one =nobody}\n\n"
        "When was Ulysses S. Grant born?{#1822:5}\n\n"
        "Match the capitals.{=Canada->Ottawa =Italy->Rome =Japan->Tokyo =->Delhi}\n\n"
        "::Essay:: Write \\{about\\} Grant.{}\n\n"
        "What two people are entombed?{~%50%Grant ~%-50%Lee ~%50%Julia}\n"
    )
    assert [(each.answering.name, each.stem) for each in asked] == [
        ("ONE", "Who's buried in Grant's tomb?"),
        ("ONE", "Grant is _____ in Grant's tomb."),
        ("CLAIM", "Grant is buried in Grant's tomb."),
        ("WORDS", "Who's buried in Grant's tomb?"),
        ("WORDS", "When was Ulysses S. Grant born?"),
        ("PAIRS", "Match the capitals."),
        ("TEXT", "Write {about} Grant."),
        ("MANY", "What two people are entombed?"),
    ]
    assert asked[2].key == (1,)
    assert asked[3].accepted == ("no one", "nobody")
    assert asked[4].bounds == (1817, 1827)
    assert asked[5].left == ("Canada", "Italy", "Japan")
    assert [option.text for option in asked[5].options][-1] == "Delhi"
    assert [option.is_right for option in asked[7].options] == [True, False, True]


def test_each_question_has_its_line() -> None:
    asked = gift("$CATEGORY: x\n\n// [id:a] [tag:t]\nOne?{=1}\n\n\n::n::Two?{\n=2\n}\n")
    assert [(each.place.line, each.uid, each.tags) for each in asked] == [
        (4, "a", ("t",)),
        (7, "", ()),
    ]


def test_questions_of_moodle() -> None:
    (asked,) = moodle(
        """<question type="multichoice"><name><text>N</text></name>
        <questiontext format="html"><text><![CDATA[<p>What is <b>it</b>?</p>]]></text>
        </questiontext>
        <generalfeedback format="html"><text>&lt;p&gt;So.&lt;/p&gt;</text></generalfeedback>
        <defaultgrade>2.0000000</defaultgrade><idnumber>x</idnumber>
        <single>true</single><shuffleanswers>1</shuffleanswers>
        <answer fraction="100" format="html"><text>yes</text>
          <feedback format="html"><text>Right!</text></feedback></answer>
        <answer fraction="0" format="html"><text>no</text>
          <feedback format="html"><text>Wrong.</text></feedback></answer>
        </question>"""
    )
    assert author_text(nodes_of(asked.stem)) == "What is **it**?"
    assert [(each.text, each.is_right, each.feedback) for each in asked.options] == [
        ("yes", True, ""),
        ("no", False, "Wrong."),
    ]
    assert asked.explanation == ("Right!", "So.")
    assert (asked.points, asked.uid, asked.shuffle, asked.place.line) == (2, "x", True, 3)


def test_pictures_come_along() -> None:
    Path("q.xml").write_text(
        QUIZ.format(
            '<question type="truefalse"><name><text>N</text></name><questiontext format="html">'
            '<text>Look: &lt;img src="@@PLUGINFILE@@/a.png" alt="a square"&gt;</text>'
            f'<file name="a.png" encoding="base64">{SMALLEST}</file></questiontext>'
            '<answer fraction="100"><text>true</text></answer></question>'
        ),
        encoding="utf-8",
    )
    made = CliRunner().invoke(main, ["import", "moodle", "q.xml", "-o", "deck.yaml"])
    assert made.exit_code == 0, made.output
    (picture,) = Path("media").iterdir()
    assert "a square" in Path("deck.yaml").read_text(encoding="utf-8")
    loaded = load_deck(Path("deck.yaml"), form_names())
    assert not loaded.diagnostics
    assert loaded.deck is not None
    assert str(picture) in loaded.deck.inputs


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("a<br>b", "a\nb"),
        ("<ul><li>a<li>b</ul>", "\n- a\n- b\n\n"),
        (r"\(x^2\) and $$y$$", r"\(x^2\) and $$y$$"),
        (r"<span>\</span>(x<span>\</span>)", r"\\(x\)"),
        ("x<script>alert(1)</script>y", "xy"),
        ("<b>open", "**open**"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ("5 * 3 &lt; 2", "5 * 3 < 2"),
        ("<pre>a\n  b</pre>", "\n```\na\n  b\n```\n"),
    ],
)
def test_html_becomes_markup(html: str, text: str) -> None:
    assert author_text(nodes_of(shown_by(html).text)) == text


def test_what_a_deck_lacks_is_named() -> None:
    assert warnings("gift", "One?{=a ~%50%b ~c}\n\nTwo {\n") == [
        "q.txt:1:1: one option is partly right; it counts as wrong",
        "q.txt:3:1: a question is left out: its braces don't match",
    ]
    unknown = '<question type="calculated"><questiontext><text>x</text></questiontext></question>'
    assert warnings("moodle", QUIZ.format(unknown)) == [
        "q.xml:3:1: a question is left out: a deck has no question of the type `calculated`"
    ]
    assert warnings("gift", "Which two?{~%50%a ~%50%b ~%-100%c}\n\nWhich?{=a ~b}") == [
        f"q.txt:{line}:1: it has only 1 wrong option; multiple choice needs 2; it is asked in words"
        for line in (1, 3)
    ]


def facts_of(text: str) -> dict[str, Any]:
    """Return the facts of a deck that quizgen makes of GIFT, which has no errors."""
    Path("q.txt").write_text(text, encoding="utf-8")
    made = make_deck(READERS["gift"].read(Path("q.txt")), Wishes("d"))
    Path("deck.yaml").write_text(made.text, encoding="utf-8")
    checked = CliRunner().invoke(main, ["check", "deck.yaml"])
    assert checked.exit_code == 0, checked.output
    return dict(yaml.safe_load(made.text)["questions"])


def test_a_tolerance_in_whole_numbers_is_read() -> None:
    facts = facts_of(
        "Harvey wrote in {#1628:2}.\n\nHow many?{#100:20}\n\nWhat is pi?{#3.14:0.25}\n"
    )
    answers = [fact["answer"] for fact in facts.values()]
    assert [each["tolerance"] for each in answers] == ["2", "20", "0.25"]
    assert facts["harvey-wrote-in"]["ask"] == "Harvey wrote in _____."


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("He lived in {=Rome}.", "He lived in _____."),
        ("Was it {=Rome} ?", "Was it _____?"),
        ("It {=is} so.", "It _____ so."),
        ("(It is {=Rome})", "(It is _____)"),
    ],
)
def test_no_blank_stands_between_a_gap_and_a_closing_sign(text: str, stem: str) -> None:
    (asked,) = gift(text)
    assert asked.stem == stem


def test_feedback_of_claims_comes_along() -> None:
    facts = facts_of("Blood is blue.{FALSE#No, red.#Right!####So it is.}\n\nX{T#a}\n\nY{T##b}\n")
    assert facts["blood-is-blue"] == {
        "ask": "Blood is blue.",
        "answer": "False",
        "mistaken_for": [{"value": "True", "why": "No, red."}],
        "note": "Right!\nSo it is.",
    }
    assert facts["x"]["mistaken_for"] == [{"value": "False", "why": "a"}]
    assert (facts["y"]["note"], "mistaken_for" in facts["y"]) == ("b", False)
    (asked,) = moodle(
        '<question type="truefalse"><questiontext><text>x</text></questiontext>'
        '<answer fraction="0"><text>true</text><feedback><text>No.</text></feedback></answer>'
        '<answer fraction="100"><text>false</text><feedback><text>Yes.</text></feedback></answer>'
        "</question>"
    )
    assert [each.feedback for each in asked.options] == ["No.", ""]
    assert asked.explanation == ("Yes.",)


def test_feedback_of_written_answers_comes_along() -> None:
    words, number = gift("Who?{=Ann#Yes!####So.}\n\nWhen?{#=1822:0#Correct! =%50%1822:2#Close.}\n")
    assert words.explanation == ("Yes!", "So.")
    assert number.explanation == ("Correct!",)
    assert warnings("gift", "When?{#=1822:0 =%50%1822:2}\n") == [
        "q.txt:1:1: it has several answers; only the first one is kept"
    ]


def test_questions_without_a_blank_line_are_parted() -> None:
    text = "Blood is blue.{FALSE#No#Right!}\n// [id:second]\nX{T#a}\nIt is {\n=so\n} here.\n"
    asked = gift(text)
    assert [(each.stem, each.uid, each.place.line) for each in asked] == [
        ("Blood is blue.", "", 1),
        ("X", "second", 3),
        ("It is _____ here.", "", 4),
    ]
    message = "a question follows another without a blank line; each is read by itself"
    assert warnings("gift", text) == [f"q.txt:{line}:1: {message}" for line in (3, 4)]
    (problem, _) = READERS["gift"].read(Path("q.txt")).problems
    assert (problem.code, problem.help) == ("Q834", "put a blank line between the questions")


def test_text_after_answers_belongs_to_the_stem() -> None:
    (asked,) = gift("It is {=so}\nhere, \\{and\\} there.\n")
    assert " ".join(asked.stem.split()) == "It is _____ here, {and} there."
    assert [each.stem for each in gift("$CATEGORY: x\nOne?{=1}\n")] == ["One?"]
    assert not warnings("gift", "$CATEGORY: x\nOne?{=1}\n")


def test_answers_in_two_places_are_reported() -> None:
    assert warnings("gift", "One {=a} and two {=b}.\n") == [
        "q.txt:1:1: a question is left out: it has answers in two places"
    ]


def test_an_essay_without_an_answer_gets_lines() -> None:
    facts = facts_of("Write about Harvey.{}\n\nWrite about Galen.{}\n")
    assert facts["write-about-harvey"] == {
        "ask": "Write about Harvey.",
        "answer": "(no model answer)",
        "lines": 5,
    }
    assert warnings("gift", "Write about Harvey.{}\n") == [
        ("q.txt:1:1: it does not say what a good answer is; its answer is `(no model answer)`")
    ]


def test_a_choice_between_yes_and_no_is_a_claim() -> None:
    facts = facts_of("Is it red?{=yes#Right. ~no#Look.}\n\nIs it blue?{~True =False}\n")
    assert facts["is-it-red"] == {
        "ask": "Is it red?",
        "answer": "Yes",
        "mistaken_for": [{"value": "No", "why": "Look."}],
        "note": "Right.",
    }
    assert facts["is-it-blue"] == {"ask": "Is it blue?", "answer": "No"}


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("gift", b"\xff\xfe\x00", "the file is not UTF-8 text"),
        ("gift", b"", "the file has no question in GIFT"),
        ("moodle", b"<quiz><question>", "the file is no sound XML"),
        ("moodle", b"<html/>", "the file is no Moodle XML: it begins with <html>"),
        ("moodle", b"", "the file is no sound XML"),
        (
            "moodle",
            b'<!DOCTYPE quiz [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>',
            "the file defines entities",
        ),
    ],
)
def test_other_files_are_refused(name: str, data: bytes, message: str) -> None:
    Path("q.xml").write_bytes(data)
    with pytest.raises(QuizgenError) as caught:
        READERS[name].read(Path("q.xml"))
    assert [each.code for each in caught.value.diagnostics] == ["Q830"]
    assert message in caught.value.diagnostics[0].message


def test_nothing_outside_is_read() -> None:
    Path("secret").write_text("a secret", encoding="utf-8")
    outside = Path("secret").resolve().as_uri()
    Path("q.xml").write_text(
        f'<!DOCTYPE quiz SYSTEM "{outside}">'
        + QUIZ.format(
            '<question type="truefalse"><questiontext><text>x</text></questiontext>'
            '<answer fraction="100"><text>true</text></answer></question>'
        ).partition("\n")[2],
        encoding="utf-8",
    )
    (asked,) = READERS["moodle"].read(Path("q.xml")).questions
    assert asked.stem == "x"
    outer = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "{}">]><quiz>&x;</quiz>'
    Path("q.xml").write_text(outer.format(outside), encoding="utf-8")
    with pytest.raises(QuizgenError):
        READERS["moodle"].read(Path("q.xml"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments])


def test_the_command_writes_a_sound_deck() -> None:
    Path("q.txt").write_text("Who?{=Ann ~Ben ~Carl}\n\nIs it so?{T}\n", encoding="utf-8")
    made = run("gift", "q.txt", "-o", "deck.yaml", "--title", "A title")
    assert made.exit_code == 0, made.output
    assert made.output.splitlines() == ["deck.yaml: 2 facts", "Next: quizgen check deck.yaml"]
    assert CliRunner().invoke(main, ["check", "deck.yaml"]).exit_code == 0
    again = run("gift", "q.txt", "-o", "deck.yaml")
    assert again.exit_code == 1
    assert "error[Q833]" in again.stderr


def test_words_of_true_and_false_are_those_of_the_language() -> None:
    Path("q.txt").write_text("Die Erde ist rund.{T}\n", encoding="utf-8")
    assert run("gift", "q.txt", "-o", "deck.yaml", "--language", "de").exit_code == 0
    assert 'answer: "Richtig"' in Path("deck.yaml").read_text(encoding="utf-8")


def test_pairs_become_a_kind_of_their_own() -> None:
    Path("q.txt").write_text(
        "Which capital?{=Canada->Ottawa =Italy->Rome =Japan->Tokyo =->Delhi}\n", encoding="utf-8"
    )
    assert run("gift", "q.txt", "-o", "deck.yaml").exit_code == 0
    made = CliRunner().invoke(
        main, ["export", "gift", "deck.yaml", "--forms", "matching", "-o", "-"]
    )
    assert made.exit_code == 0, made.output
    pairs = [line for line in made.stdout.splitlines() if "->" in line]
    assert len(pairs) == 4
    assert "=[html]Canada -> Ottawa" in made.stdout
    assert "= -> Delhi" in made.stdout


def test_mistakes_are_told() -> None:
    assert "there is no format `gfit`; did you mean `gift`?" in run("gfit", "q", "-o", "d").stderr
    assert run("gift", "none.txt", "-o", "d.yaml").exit_code == 1


@pytest.mark.parametrize(
    "sign", ["<", "<a ", '<a b="', "<!--", "<![CDATA[", r"\(", "&#", "$$", "<a/"]
)
def test_broken_html_is_words(sign: str) -> None:
    # Parsers of HTML take quadratic time for such texts, if they read them as tags.
    html = sign * 5_000
    assert shown_by(html).text == html.strip()


def test_too_long_texts_are_left_out() -> None:
    assert warnings("gift", f"{'x' * 60_000}{{=a ~b ~c}}\n\nYes{{=a ~b ~c}}\n") == [
        "q.txt:1:1: a question is left out: a text of it has more than 50000 characters"
    ]


@given(stem=lines, answer=lines, wrong=st.lists(lines, min_size=2, max_size=3))
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_hostile_texts_make_sound_decks(stem: str, answer: str, wrong: list[str]) -> None:
    place = Place("q.txt", 1, 1)
    options = (Option(answer, is_right=True), *map(Option, wrong))
    question = Question(
        "x", "", "", Answering.ONE, stem, options, (0,), explanation=(stem,), place=place
    )
    made = make_deck(ReadQuestions((question,)), Wishes("d"))
    Path("deck.yaml").write_text(made.text, encoding="utf-8")
    loaded = load_deck(Path("deck.yaml"), form_names())
    # What an author would be told as well: the same option twice, an option that is a list.
    codes = {each.code for each in loaded.diagnostics}
    assume(not codes & {"Q240", "Q241", "Q203"})
    assert loaded.deck is not None, made.text
    fact = loaded.deck.facts["questions/x"]
    ask, answered = fact.values["ask"][0].content, fact.values["answer"][0]
    assert isinstance(ask, Text)
    assert isinstance(answered.content, Text)
    assert runs(ask.text) == runs(stem)
    assert runs(answered.content.text) == runs(answer)
    offered = [each for each in answered.control.only if isinstance(each, str)]
    assert list(map(runs, offered)) == list(map(runs, wrong))
    assert answered.provenance.note == "" or runs(answered.provenance.note) == runs(stem)
