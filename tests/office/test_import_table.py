"""Tables of questions as decks: quizgen's own, and those of other programs and people."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from deck_support import ROOT, load
from hypothesis import HealthCheck, given, settings
from office_support import PICTURES, PNG, choices, full_set, set_of

from quizgen.cli import main
from quizgen.diagnostics import QuizgenError
from quizgen.exchange.model import Answering, Question, QuestionSet
from quizgen.exchange.of_bank import questions_of_bank
from quizgen.exchange.texts import clean, plain_line
from quizgen.export.kahoot import KahootWriter
from quizgen.export.table import TableWriter
from quizgen.forms.form import title_label
from quizgen.forms.registry import FORMS
from quizgen.importing.make import Wishes, make_deck
from quizgen.importing.reader import ReadQuestions
from quizgen.importing.table import TableReader
from quizgen.importing.table_forms import form_named
from quizgen.language.labels import load_labels, shipped_languages
from quizgen.project import Project, QuizOptions
from quizgen.tables.cells import guarded


def _read(folder: Path, text: str, name: str = "table.csv") -> ReadQuestions:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return TableReader().read(path)


def _back(folder: Path, questions: QuestionSet) -> ReadQuestions:
    """Return the questions of a table that quizgen exported."""
    for name, data in TableWriter().written(questions).files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return TableReader().read(folder / "deck-questions.csv")


@pytest.mark.parametrize("text", ["'tis", " ''", " 'x", "'=1", "=1", "\t=1"])
def test_an_apostrophe_of_the_author_stays(tmp_path: Path, text: str) -> None:
    table = f"Question,Option 1,Option 2,Correct\nWhat?,right,{guarded(text)},A\n"
    (read,) = _read(tmp_path, table).questions
    assert _squeezed(read.options[1].text) == text.strip()


def _squeezed(text: str) -> str:
    return " ".join(clean(text).split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices())
def test_hostile_texts_come_back(folder: Path, made: Question) -> None:
    (read,) = _back(folder, set_of([made])).questions
    assert _squeezed(read.stem) == _squeezed(made.stem)
    texts = [_squeezed(option.text) for option in made.options]
    assert [_squeezed(option.text) for option in read.options] == texts
    assert read.key == made.key
    assert read.answering is Answering.ONE


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "ru"])
def test_every_kind_comes_back(tmp_path: Path, language: str) -> None:
    before = {each.id: each for each in full_set(language).questions}
    read = _back(tmp_path, full_set(language))
    after = {each.id: each for each in read.questions}
    assert list(after) == list(before)
    for name, one in before.items():
        two = after[name]
        if name not in {"things/words", "things/text"}:
            assert two.stem == one.stem
            assert two.answering is one.answering
        assert [each.text for each in two.options] == [each.text for each in one.options] or (
            name == "things/order"
        )
        assert two.left == one.left
        assert (two.points, two.tags, two.cited) == (one.points, one.tags, one.cited)
        assert set(one.explanation) <= set(two.explanation)
        assert two.accepted == one.accepted or not one.accepted
        if one.answering not in {Answering.ORDER, Answering.TEXT}:
            assert two.key == one.key
    assert [option.text for option in after["things/order"].options] == ["Oslo", "Paris", "Rome"]
    assert after["things/one"].options[1].feedback == "That is Italy."
    (picture,) = after["things/one"].pictures
    assert picture.alt == "A blue box"
    assert read.pictures[picture.file] == PICTURES[PNG]


def test_a_text_to_refer_to_stands_before_its_question(tmp_path: Path) -> None:
    read = _back(tmp_path, full_set())
    words = next(each for each in read.questions if each.id == "things/words")
    assert words.stem == "A tale\nOnce upon a time.\nWhen was it founded?"
    assert [each.code for each in read.problems] == ["Q832", "Q832"]


@pytest.mark.parametrize(
    ("text", "options", "key"),
    [
        ("Question,Option A,Option B,Option C,Correct\nWhy?,a,b,c,B\n", "abc", (1,)),
        ("question;A;B;C;correct answer\nWhy?;x;y;z;3\n", "xyz", (2,)),
        ("Frage;Antwort 1;Antwort 2;Antwort 3;Richtig\nWhy?;x;y;z;A\n", "xyz", (0,)),
        ("Question\tChoice1\tChoice2\tChoice3\tAnswer\nWhy?\tx\ty\tz\ty\n", "xyz", (1,)),
        ("stem,option_a,option_b,option_c,key\nWhy?,x,y,z,a\n", "xyz", (0,)),
        ("Question,Correct Answer,Wrong 1,Wrong 2\nWhy?,x,y,z\n", "xyz", (0,)),
        ("Quiz\n\nQuestion,Answer 1,Answer 2,Answer 3,Correct\nWhy?,x,y,z,2\n", "xyz", (1,)),
        # A number that is the text of an option names that option.
        ("Question,Option 1,Option 2,Option 3,Correct\nWhy?,3,1,2,1\n", "312", (1,)),
    ],
)
def test_common_columns(tmp_path: Path, text: str, options: str, key: tuple[int, ...]) -> None:
    (read,) = _read(tmp_path, text).questions
    assert (read.stem, read.answering) == ("Why?", Answering.ONE)
    assert "".join(each.text for each in read.options) == options
    assert read.key == key


def test_several_right_options(tmp_path: Path) -> None:
    for right in ("A, C", "1,3", "AC", "x; z"):
        (read,) = _read(
            tmp_path, f'Question,Option 1,Option 2,Option 3,Correct\nWhy?,x,y,z,"{right}"\n'
        ).questions
        assert (read.answering, read.key) == (Answering.MANY, (0, 2)), right


def test_answers_in_words_and_claims(tmp_path: Path) -> None:
    text = "Question,Answer\nWho?,Ada\nIs it so?,True\nIt is ____ here.,cold\nSo?,falsch\n"
    kinds = [(each.answering, each.answer or each.key) for each in _read(tmp_path, text).questions]
    assert kinds == [
        (Answering.WORDS, "Ada"),
        (Answering.CLAIM, (0,)),
        (Answering.GAP, "cold"),
        (Answering.CLAIM, (1,)),
    ]


def _deck_of(folder: Path, read: ReadQuestions) -> tuple[dict[str, Any], list[str]]:
    """Return the deck that quizgen makes, which has no errors, and what it warns of."""
    made = make_deck(read, Wishes("test"))
    (folder / "deck.yaml").write_text(made.text, "utf-8")
    load(folder / "deck.yaml")
    return yaml.safe_load(made.text), [
        f"{each.place.line}: {each.message}" for each in made.problems
    ]


def test_other_right_answers_come_along(tmp_path: Path) -> None:
    text = (
        "Id,Question,Option 1,Option 2,Option 3,Right,Also right,Explanation\n"
        "a,What carries oxygen?,hemoglobin,iron,salt,A,haemoglobin | Hb,So.\n"
        "b,What is it?,x,y,z,A,,Also right: v; w.\n"
        "c,Is it so?,true,false,,A,yes,\n"
        "d,Which?,x,y,z,A,z,\n"
    )
    deck, problems = _deck_of(tmp_path, _read(tmp_path, text))
    facts = deck["questions"]
    assert (facts["a"]["also"], facts["a"]["note"]) == (["haemoglobin", "Hb"], "So.")
    assert (facts["b"]["also"], "note" in facts["b"]) == (["v", "w"], False)
    assert "also" not in facts["d"]
    assert problems == [
        "4: the question takes no other right answer (`yes`); it is left out",
        "5: `z` is a wrong option and also right; it counts as wrong",
    ]


def test_the_name_of_a_table_is_the_title(tmp_path: Path) -> None:
    text = "Section,Question,Answer\nOne,Who?,Ada\nTwo,What?,So\n"
    read = _read(tmp_path, text, "old_history-questions.csv")
    deck, problems = _deck_of(tmp_path, read)
    assert deck["title"] == "old history"
    assert problems == ["0: a deck has no sections like the 2 of the table; they are left out"]


def test_steps_that_may_be_missing_are_reported(tmp_path: Path) -> None:
    heads = "Id,Form,Question,Option 1,Option 2,Option 3,Option 4,Right,Accepted"
    text = (
        f"{heads}\nsteps/tea/steps/order,ordering,Make tea,a,b,c,d,BACD,\n"
        "steps/soup/steps/several,multiple,Make soup,a,b,c,d,AB,\n"
        "mine,ordering,Make soap,e,f,g,h,ABCD,\n"
    )
    deck, problems = _deck_of(tmp_path, _read(tmp_path, text))
    assert deck["steps"]["tea"]["steps"] == ["b", "a", "c", "d"]
    assert problems == [
        (
            "2: a question on the order of steps may leave out some of the process; "
            "the deck has the 4 steps that it asks for"
        ),
        (
            "3: the question has the steps of a process without their order; "
            "the deck has a question with several right options"
        ),
    ]


def test_formulas_are_read_in_both_ways(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "howto" / "office.md").read_text("utf-8")
    assert r"`\(x^2\)`" in page
    read = _read(tmp_path, "Question,Answer\n" + r"What is \(x^2\)?,$x^2$" + "\n")
    (asked,) = read.questions
    table = TableWriter().written(set_of([asked])).files["deck-questions.csv"].decode("utf-8-sig")
    assert table.count(r"\(x^2\)") == 2
    assert "$" not in table


def test_the_template_of_kahoot_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kahoot.xlsx"
    path.write_bytes(KahootWriter().written(full_set()).files["deck.kahoot.xlsx"])
    many, claim = TableReader().read(path).questions
    assert (many.answering, many.key) == (Answering.MANY, (0, 1, 2))
    assert (claim.answering, claim.key) == (Answering.CLAIM, (0,))


def test_a_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (("Question", "Option 1", "Option 2", "Option 3", "Right"), ("1?", 1, 2, 3, "B")):
        book.worksheets[0].append(line)
    book.save(tmp_path / "table.xlsx")
    (read,) = TableReader().read(tmp_path / "table.xlsx").questions
    assert [each.text for each in read.options] == ["1", "2", "3"]
    assert read.key == (1,)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Why?,x,y,z,D", "`D` names none of its options"),
        ("Why?,x,y,z,", "it does not say what is right"),
        ("Why?,x,y,z,other", "`other` names none of its options"),
    ],
)
def test_a_line_without_a_key_is_reported_with_its_place(
    tmp_path: Path, line: str, why: str
) -> None:
    heads = "Question,Option 1,Option 2,Option 3,Right"
    read = _read(tmp_path, f"{heads}\nFirst?,x,y,z,A\n{line}\n")
    assert len(read.questions) == 1
    (problem,) = read.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("Q831", 3, 1)
    assert why in problem.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "no headings"),
        ("", "no headings"),
        ("Question,Option 1,Right\n", "has no question"),
        ('Question,Right\n"open', "not CSV"),
    ],
)
def test_what_is_no_table_of_questions_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(QuizgenError) as caught:
        _read(tmp_path, text)
    (problem,) = caught.value.diagnostics
    assert problem.code == "Q830"
    assert message in problem.message


def test_long_cells_end_soon(tmp_path: Path) -> None:
    signs = ("a ", " ", "![", "x", "1 ", "- ", "|", "'", "_", "\\")
    long = [(sign * 19_000)[:19_000] for sign in signs]
    lines = [f'"{cell}!","{cell}?","x","y","{cell}.","{cell}!","{cell}"' for cell in long]
    heads = f'Question,Option 1,Option 2,Option 3,Right,Picture,"{" " * 19_000}- x"'
    read = _read(tmp_path, "\n".join((heads, *lines)))
    assert len({each.place.line for each in read.problems}) == len(lines)


def test_no_cell_is_cut(tmp_path: Path) -> None:
    read = _read(tmp_path, f"Question,Answer\n{'x' * 20_001},y\nWhy?,So\n")
    assert [each.stem for each in read.questions] == ["Why?"]
    (problem,) = read.problems
    assert "more than 20,000 characters" in problem.message


def test_a_picture_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PICTURES[PNG])
    home = tmp_path / "home"
    home.mkdir()
    (home / "link.png").symlink_to(tmp_path / "secret.png")
    for path in ("../secret.png", str(tmp_path / "secret.png"), "link.png", "none.png"):
        read = _read(home, f"Question,Right,Picture\nWho?,Ada,{path}\n")
        assert read.pictures == {}
        assert "can't be read" in read.problems[0].message


def _items(path: Path) -> set[tuple[str, frozenset[str], str]]:
    """Return stem, options and key of each multiple-choice item of a deck."""
    asked = questions_of_bank(Project(load(path)), QuizOptions(forms=("choice",)))
    return {
        (
            plain_line(each.stem),
            frozenset(plain_line(option.text) for option in each.options),
            plain_line(each.options[each.key[0]].text),
        )
        for each in asked.questions.questions
    }


def test_a_deck_that_was_exported_and_imported_asks_the_same(tmp_path: Path) -> None:
    shutil.copy(ROOT / "decks" / "us-russia-2020.yaml", tmp_path / "deck.yaml")
    runner = CliRunner()
    where = ["-o", str(tmp_path / "out")]
    made = runner.invoke(main, ["export", "csv", str(tmp_path / "deck.yaml"), *where])
    assert made.exit_code == 0, made.output
    table = str(tmp_path / "out" / "us-russia-2020-questions.csv")
    made = runner.invoke(main, ["import", "csv", table, "-o", str(tmp_path / "again.yaml")])
    assert made.exit_code == 0, made.output
    before = _items(tmp_path / "deck.yaml")
    after = _items(tmp_path / "again.yaml")
    assert len(before) > 80
    assert before <= after


def test_a_package_goes_to_adopt(tmp_path: Path) -> None:
    deck = tmp_path / "deck.yaml"
    deck.write_text("deck: d\ntitle: D\ntreaties:\n  a: {name: A, signed: 1987}\n", "utf-8")
    runner = CliRunner()
    made = runner.invoke(main, ["anki", str(deck), "-o", str(tmp_path / "d.apkg")])
    assert made.exit_code == 0, made.output
    package = str(tmp_path / "d.apkg")
    outputs = []
    for name in ("adopt", "import"):
        (tmp_path / name).mkdir()
        command = ["adopt"] if name == "adopt" else ["import", "apkg"]
        target = tmp_path / name / "new.yaml"
        made = runner.invoke(main, [*command, package, "-o", str(target)])
        assert made.exit_code == 0, made.output
        outputs.append(target.read_text("utf-8"))
    assert outputs[0] == outputs[1]
    assert "1987" in outputs[0]


def test_a_table_becomes_a_deck(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "Question,Option 1,Option 2,Option 3,Right,Explanation\n"
        "Who wrote it?,Ada,Bob,Cem,B,Because.\n",
    )
    made = make_deck(read, Wishes("test"))
    (tmp_path / "deck.yaml").write_text(made.text, "utf-8")
    ((stem, _, right),) = _items(tmp_path / "deck.yaml")
    assert (stem, right) == ("Who wrote it?", "Bob")


@pytest.mark.parametrize("language", shipped_languages())
def test_forms_are_known_by_their_titles_in_each_language(language: str) -> None:
    labels = load_labels(language).texts
    titles = {form: labels[title_label(form)] for form in FORMS}
    assert {form: form_named(f" {title.upper()} ") for form, title in titles.items()} == {
        form: form for form in FORMS
    }
    assert form_named("Choice") == "choice"
