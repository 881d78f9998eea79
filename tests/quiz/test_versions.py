"""Versions and students: orders, letters without runs, fixed places; files and --force."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deck_support import ROOT, SHIPPED, load, project_of
from manifest_support import papers, right
from pdf_support import pages

from quizgen.cli import main
from quizgen.project import Project, QuizOptions
from quizgen.quiz.make_manifest import make_manifest
from quizgen.quiz.manifest import Manifest, Student
from quizgen.quiz.read_manifest import read_manifest
from quizgen.quiz.write_manifest import to_json

DECK = str(ROOT / "decks" / "us-russia-2020.yaml")
STUDENTS = tuple(Student(str(number), f"Student {number}") for number in range(1, 31))
ORDERED = """
quiz: {items: 40}
questions:
  often:
    ask: How often does the council meet?
    answer: weekly
    options: [daily, Weekly, monthly, yearly, never]
  where:
    ask: Where does the council meet?
    answer: None of the above
    distractors: [In a cellar, On a ship, In a tent]
  chair:
    ask: Who is in the chair?
    answer: the oldest
    distractors: [the youngest, the tallest, All of the above]
  size: {ask: How many sit on it?, answer: {value: seven, options: [three, five, seven]}}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_letters_are_balanced_on_every_version(path: Path) -> None:
    project = Project(load(path))
    manifest = make_manifest(project.base, project.paper(QuizOptions(items=40, versions=26)))
    made = json.loads(to_json(manifest))
    orders = set()
    for sections in papers(made):
        listed = [each for section in sections for each in section]
        letters = [right(item, place) for _, item, place in listed]
        for letter, count in Counter(letters).items():
            assert 5 <= count <= 15, letter
        assert not any(len(set(letters[n : n + 4])) == 1 for n in range(len(letters) - 3))
        orders.add(tuple(item["id"] for _, item, _ in listed))
    assert len(orders) == len(made["versions"]) == 26


def test_each_student_has_an_order_of_their_own() -> None:
    project = Project(load(Path(DECK)))
    paper = project.paper(QuizOptions(items=20))
    made = make_manifest(project.base, paper, STUDENTS)
    assert len({version.sections for version in made.versions}) == 30
    assert [version.student for version in made.versions] == list(STUDENTS)
    # The other students in the class don't affect anybody's paper.
    assert make_manifest(project.base, paper, STUDENTS[7:8]).versions == made.versions[7:8]


def test_students_share_a_few_versions_in_turn(tmp_path: Path) -> None:
    roster, out = tmp_path / "class.csv", tmp_path / "out"
    names = ["Anna", "Ben", "Cleo", "Dora", "Emil"]
    lines = (f"{name},{number}\n" for number, name in enumerate(names, 7))
    roster.write_text("name,number\n" + "".join(lines), "utf-8")
    chosen = ("--items", 6, "--versions", 2, "--students", roster)
    done = run("quiz", DECK, *chosen, "--answer-sheet", "-o", out)
    assert done.exit_code == 0, done.output
    made = read_manifest(out / "quiz.json")
    assert [version.letter for version in made.versions] == ["A", "B", "A", "B", "A"]
    assert len({version.sections for version in made.versions}) == 2
    assert made.versions[0].sections == made.versions[2].sections
    printed = [page.text for page in pages((out / "quiz.pdf").read_bytes())]
    assert "Anna" in printed[0]
    assert "Version A" in printed[0]
    assert any("Ben" in page and "Version B" in page for page in printed)
    key = pages((out / "quiz-key.pdf").read_bytes())[0].text
    assert re.search(r"Version A\s+7 Anna\s+9 Cleo\s+11 Emil", key)
    sheets = pages((out / "answer-sheet.pdf").read_bytes())
    assert any("Dora" in page.text and "Version" in page.text for page in sheets)
    assert run("quiz", out / "quiz.json").exit_code == 0
    damaged = to_json(made).replace(b'"letter": "B"', b'"letter": "A"', 1)
    (out / "quiz.json").write_bytes(damaged)
    assert "differs from the others of its letter" in run("quiz", out / "quiz.json").output


def test_single_papers_are_printed_again(tmp_path: Path) -> None:
    roster, out = tmp_path / "class.csv", tmp_path / "out"
    roster.write_text("name,number\nAnna Li,7\nBen,8\nBen,9\nDora,10\n", "utf-8")
    done = run("quiz", DECK, "--items", 4, "--students", roster, "-o", out)
    assert done.exit_code == 0, done.output
    before = read(out)
    found = ("--only", "anna  li", "--only", "10", "--large-print", "--answer-sheet")
    done = run("quiz", out / "quiz.json", *found)
    assert done.exit_code == 0, done.output
    assert "warning" not in done.output
    after = read(out)
    assert {name: data for name, data in after.items() if name in before} == before | {
        "quiz.json": after["quiz.json"]
    }
    named = {f"{kind}-{end}.pdf" for kind in KINDS for end in ("7-Anna-Li", "10-Dora")}
    assert after.keys() - before.keys() == named
    (first, *_) = pages(after["quiz-7-Anna-Li.pdf"])
    made, again = (read_manifest(out / "quiz.json"), json.loads(before["quiz.json"]))
    assert made.fingerprint == again["fingerprint"]
    assert made.fingerprint in first.text
    assert "Anna Li" in first.text
    assert made.sheet
    assert [paper.version for paper in made.sheet.papers] == ["7", "10"]
    done = run("quiz", out / "quiz.json", "--only", "Ben", "--only", "11")
    assert done.exit_code == 1
    assert "2 students are called `Ben`: 8, 9" in done.output
    assert "no paper for `11`" in done.output
    assert run("quiz", DECK, "--only", "7").exit_code == 2


def test_a_single_version_is_printed_again(tmp_path: Path) -> None:
    made = run("quiz", DECK, "--items", 4, "--versions", 3, "--pdf", "none", "-o", tmp_path)
    assert made.exit_code == 0, made.output
    assert run("quiz", tmp_path / "quiz.json", "--only", "b", "--bound").exit_code == 0
    printed = read(tmp_path)
    assert printed.keys() == {"quiz.json", "quiz-B.pdf", "quiz-key-B.pdf"}
    assert "Version B" in pages(printed["quiz-B.pdf"])[0].text


KINDS = ("quiz", "quiz-key", "answer-sheet")
SMALL = "questions:\n" + "\n".join(
    f"  q{n}: {{ask: Number {n}?, answer: right {n}, distractors: [wrong {n}, odd {n}, bad {n}]}}"
    for n in range(4)
)


def orders(made: Manifest) -> list[tuple[tuple[int, ...], ...]]:
    """Return for each version the order of the items in every section."""
    return [
        tuple(tuple(place.item for place in section) for section in each.sections)
        for each in made.versions
    ]


@pytest.mark.parametrize(("items", "there_are"), [(2, 2), (3, 6), (4, 24)])
@pytest.mark.parametrize("seed", range(1, 9))
def test_small_papers_use_every_order_and_neighbours_differ(
    tmp_path: Path, items: int, there_are: int, seed: int
) -> None:
    project = project_of(tmp_path, SMALL)
    made = make_manifest(
        project.base, project.paper(QuizOptions(items=items, versions=26, seed=seed))
    )
    found = orders(made)
    assert all(one != other for one, other in pairwise(found))
    assert len(set(found)) == len(set(found[:there_are])) == there_are
    # The options differ even if the items are in the same order.
    assert len({version.sections for version in made.versions}) == 26
    assert made == make_manifest(
        project.base, project.paper(QuizOptions(items=items, versions=26, seed=seed))
    )


def test_neighbours_differ_in_every_section(tmp_path: Path) -> None:
    sections = "quiz: {sections: [{items: 2}, {items: 1}, {items: 1}]}\n"
    project = project_of(tmp_path, sections + SMALL)
    for made in (
        make_manifest(project.base, project.paper(QuizOptions(versions=26))),
        make_manifest(project.base, project.paper(QuizOptions()), STUDENTS),
    ):
        for one, other in pairwise(made.versions):
            assert all(
                mine != theirs for mine, theirs in zip(one.sections, other.sections, strict=True)
            )
        assert all(one[0] != other[0] for one, other in pairwise(orders(made)))


def test_what_has_one_order_alone_keeps_it(tmp_path: Path) -> None:
    yaml = "questions: {q: {ask: How many?, answer: {value: two, options: [one, two, three]}}}"
    project = project_of(tmp_path, yaml)
    made = make_manifest(project.base, project.paper(QuizOptions(versions=3)))
    assert [version.sections[0][0].options for version in made.versions] == [
        made.versions[0].sections[0][0].options
    ] * 3


def test_what_has_an_order_keeps_it(tmp_path: Path) -> None:
    project = project_of(tmp_path, ORDERED)
    made = json.loads(to_json(make_manifest(project.base, project.paper(QuizOptions()), STUDENTS)))
    printed = {}
    for sections in papers(made):
        for _, item, place in (each for section in sections for each in section):
            printed.setdefault(item["id"], set()).add(
                tuple(item["options"][index] for index in place["options"])
            )
    assert printed["questions/often/answer"] == {("daily", "weekly", "monthly", "yearly", "never")}
    assert printed["questions/size/answer"] == {("three", "five", "seven")}
    for last, name in (("None of the above", "where"), ("All of the above", "chair")):
        orders = printed[f"questions/{name}/answer"]
        assert {order[-1] for order in orders} == {last}
        assert len(orders) > 3


@pytest.mark.parametrize(
    ("language", "last"),
    [
        ("de", "Keine davon"),
        ("fr", "Toutes ces réponses"),
        ("es", "Ninguna de las anteriores"),
        ("ru", "Все перечисленные"),  # noqa: RUF001 - Russian
    ],
)
def test_what_speaks_of_the_others_is_last_in_every_language(
    tmp_path: Path, language: str, last: str
) -> None:
    deck = f"questions:\n  q: {{ask: x?, answer: Aaa, distractors: [Bbb, {last}, Ccc]}}\n"
    project = project_of(tmp_path, deck, f"deck: test\ntitle: T\nlanguage: {language}\n")
    made = make_manifest(project.base, project.paper(QuizOptions(versions=8)))
    (item,) = made.items
    assert {item.options[version.sections[0][0].options[-1]] for version in made.versions} == {last}


NUMBERS = """
questions:
  wrong: {ask: How many moons?, answer: "16", distractors: ["9", None of the above, "101"]}
  right: {ask: How many moons has Pluto?, answer: None of the above, distractors: ["28", "3", "17"]}
  units: {ask: How far is it?, answer: 16 km, distractors: [None of the above, 9 km, 101 km]}
  dates:
    ask: When was it found?
    answer: May 3, 1846
    distractors: [None of the above, "March 5, 1801", "July 1, 1930"]
"""


def test_numbers_are_in_order_and_what_speaks_of_them_is_last(tmp_path: Path) -> None:
    project = project_of(tmp_path, NUMBERS)
    made = make_manifest(project.base, project.paper(QuizOptions(items=4, versions=8)))
    assert len(made.items) == 4
    wanted = {
        "wrong": ["9", "16", "101"],
        "right": ["3", "17", "28"],
        "units": ["9 km", "16 km", "101 km"],
        "dates": ["March 5, 1801", "May 3, 1846", "July 1, 1930"],
    }
    for version in made.versions:
        for place in version.sections[0]:
            item = made.items[place.item]
            shown = [
                item.options[index].replace("\N{NO-BREAK SPACE}", " ") for index in place.options
            ]
            assert shown == [*wanted[item.id.split("/")[1]], "None of the above"]


def test_choice_cards_keep_the_order_as_well(tmp_path: Path) -> None:
    items = project_of(tmp_path, ORDERED).items(QuizOptions(options=3))
    often = next(item for item in items if item.id == "questions/often/answer")
    assert often.ranked
    assert len(often.options) == 5
    assert [option for _, option in sorted(zip(often.sizes, often.options, strict=True))] == [
        "daily",
        "weekly",
        "monthly",
        "yearly",
        "never",
    ]


def test_versions_are_made_split_and_printed_again(tmp_path: Path) -> None:
    arguments = (
        "quiz",
        DECK,
        "--items",
        8,
        "--versions",
        3,
        "-o",
        tmp_path,
        "--wrong",
        "0.25",
        "--partial",
    )
    assert run(*arguments).exit_code == 0
    assert read(tmp_path).keys() == {"quiz.pdf", "quiz-key.pdf", "quiz.json"}
    made = json.loads((tmp_path / "quiz.json").read_text("utf-8"))
    assert made["marking"] == {"wrong": 0.25, "partial": True}
    assert [version["version"] for version in made["versions"]] == ["A", "B", "C"]
    whole = pages((tmp_path / "quiz.pdf").read_bytes())
    assert "A wrong answer costs 0.25 points." in whole[0].words
    # Making the same quiz again is no error and gives the same bytes.
    before = read(tmp_path)
    assert run(*arguments, "--split", "--worked").exit_code == 0
    after = read(tmp_path)
    names = ("", "-worked", "-key")
    assert after.keys() - before.keys() == {
        f"quiz{name}-{letter}.pdf" for name in names for letter in "ABC"
    }
    assert {name: after[name] for name in before} == before
    parts = [page.words for letter in "ABC" for page in pages(after[f"quiz-{letter}.pdf"])]
    assert parts == [page.words for page in whole if page.chars]
    # Papers can be printed again without the deck.
    assert run("quiz", tmp_path / "quiz.json", "--worked").exit_code == 0
    again = read(tmp_path)
    assert {name: again[name] for name in after} == after
    assert "quiz-worked.pdf" in again


def test_students_are_read_and_printed(tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_bytes("Nr;Vorname;Name;Klasse\n7;Anna;Müller;7b\n12;Борис;Иванов;7b\n".encode())
    out = tmp_path / "out"
    done = run("quiz", DECK, "--items", 5, "--students", roster, "--split", "--worked", "-o", out)
    assert done.exit_code == 0, done.output
    names = ("7-Anna-Müller", "12-Борис-Иванов")
    kinds = ("", "-worked", "-key")
    papers = {f"quiz{kind}-{name}.pdf" for name in names for kind in kinds}
    assert read(out).keys() == {"quiz.json", "quiz-key.pdf"} | papers
    assert (
        "Name Anna Müller Class 7b No. 7 Date"
        in pages(read(out)["quiz-7-Anna-Müller.pdf"])[0].words
    )
    assert "Борис Иванов" in pages(read(out)["quiz-worked-12-Борис-Иванов.pdf"])[0].words
    students = [version["student"] for version in json.loads(read(out)["quiz.json"])["versions"]]
    assert students[0] == {"number": "7", "name": "Anna Müller", "group": "7b"}


def test_a_roster_that_is_wrong_stops_it(tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text("name,number\nAnna,1\nBen,1\n漢,2\n", "utf-8")
    done = run("quiz", DECK, "--students", roster, "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert f"{roster}:3:1" in done.output
    assert not (tmp_path / "out").exists()
    roster.write_text("name,number\nAnna,1\n漢,2\n", "utf-8")
    done = run("quiz", DECK, "--students", roster, "-o", tmp_path / "out")
    assert "the name of `students/2`" in done.output
    assert f"{roster}:3:1" in done.output


def test_names_that_are_one_in_a_file_name(tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text("name,number\n../../Anna!,1/2\nanna,1-2\n?,!\nNo,KEY\n", "utf-8")
    out = tmp_path / "out"
    assert (
        run(
            "quiz", DECK, "--items", 2, "--students", roster, "--split", "--pdf", "quiz", "-o", out
        ).exit_code
        == 0
    )
    names = ("1-2-Anna", "1-2-anna-2", "paper", "paper-KEY-No")
    assert read(out).keys() == {"quiz.json", *(f"quiz-{name}.pdf" for name in names)}


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("--students", "clas.csv"), "class.csv"),
        (("quizz.json",), "quiz.json"),
        (("els.yaml",), "else.yaml"),
    ],
)
def test_a_file_that_is_missing_is_told_alike(
    tmp_path: Path, arguments: tuple[str, ...], near: str
) -> None:
    (tmp_path / near).write_text("", "utf-8")
    given = [each if each.startswith("-") else tmp_path / each for each in arguments]
    done = run("quiz", *([DECK] if len(given) > 1 else []), *given)
    assert (done.exit_code, "error[Q001]: this file does not exist" in done.output) == (1, True)
    assert f"did you mean `{near}`?" in done.output
    assert (
        run(
            "quiz", *([DECK] if len(given) > 1 else []), *given[:-1], tmp_path / "nothing.json"
        ).exit_code
        == 1
    )


def test_a_folder_is_no_roster(tmp_path: Path) -> None:
    done = run("quiz", DECK, "--students", tmp_path)
    assert (done.exit_code, "error[Q002]: this is a folder, not a roster" in done.output) == (
        1,
        True,
    )


def test_another_manifest_is_not_overwritten(tmp_path: Path) -> None:
    assert run("quiz", DECK, "--items", 4, "--pdf", "none", "-o", tmp_path).exit_code == 0
    before = read(tmp_path)
    done = run("quiz", DECK, "--items", 5, "-o", tmp_path)
    assert done.exit_code == 1
    assert "Q531" in done.output
    assert "--force" in done.output
    assert read(tmp_path) == before
    assert run("quiz", DECK, "--items", 5, "-o", tmp_path, "--force").exit_code == 0
    assert read(tmp_path)["quiz.json"] != before["quiz.json"]


def test_a_key_that_was_mended_is_not_another_quiz(tmp_path: Path) -> None:
    arguments = ("quiz", DECK, "--items", 4, "--pdf", "none", "-o", tmp_path)
    assert run(*arguments).exit_code == 0
    path = tmp_path / "quiz.json"
    document = json.loads(path.read_bytes())
    right = document["items"][0]["key"]
    document["items"][0]["key"] = [right[0] + 1]
    path.write_text(json.dumps(document), "utf-8")
    done = run(*arguments)
    assert (done.exit_code, "error[Q531]" in done.output) == (1, True)
    assert "one of the two has changed since" in done.output
    assert "`--force` replaces it" in done.output
    assert "another quiz" not in done.output
    assert run(*arguments, "--force").exit_code == 0
    assert json.loads(path.read_bytes())["items"][0]["key"] == right


def test_files_of_an_earlier_printing_are_told(tmp_path: Path) -> None:
    def told(*arguments: object) -> str:
        done = run("quiz", DECK, "-o", tmp_path, "--items", 4, *arguments)
        assert done.exit_code == 0, done.output
        _, _, after = done.output.partition(
            "warning[Q536]: the folder still has files of an earlier printing: "
        )
        return after.partition("\n")[0]

    assert told("--answer-sheet", "--worked") == ""
    # The same quiz: the other files belong to it, but its papers would be there twice.
    assert told("--pdf", "key") == ""
    assert told("--pdf", "quiz", "--split") == "`quiz.pdf`"
    (tmp_path / "quiz.pdf").unlink()
    (tmp_path / "notes.pdf").write_bytes(b"")
    # Another quiz: files that aren't written again don't belong to it.
    assert told("--versions", 2, "--force") == "`answer-sheet.pdf`, `quiz-A.pdf`, `quiz-worked.pdf`"
    assert read(tmp_path).keys() >= {
        "quiz-A.pdf",
        "answer-sheet.pdf",
        "quiz-worked.pdf",
        "notes.pdf",
    }
    (tmp_path / "quiz.json").unlink()
    assert (
        told("--pdf", "none")
        == "`answer-sheet.pdf`, `quiz-A.pdf`, `quiz-key.pdf`, `quiz-worked.pdf`, `quiz.pdf`"
    )


def test_a_build_tells_of_them_as_well(tmp_path: Path) -> None:
    folder, build = (
        tmp_path / "us-russia-2020",
        ("build", DECK, "-o", tmp_path, "--no-lock", "--items"),
    )
    assert run("quiz", DECK, "-o", folder, "--items", 4, "--answer-sheet").exit_code == 0
    before = read(folder)
    # The same quiz: its answer sheet belongs to it and can still be scanned.
    again = run(*build, 4)
    assert (again.exit_code, "Q536" in again.output) == (0, False)
    assert {name: data for name, data in read(folder).items() if name in before} == before
    # Another quiz: the first one's sheet stays, but the manifest doesn't refer to it.
    other = run(*build, 5)
    assert ("Q533" in other.output, "Q536" in other.output) == (True, False)
    forced = run(*build, 5, "--force")
    assert forced.exit_code == 0
    assert (
        "warning[Q536]: the folder still has files of an earlier printing: `answer-sheet.pdf`\n"
        in forced.output
    )
    assert json.loads((folder / "quiz.json").read_bytes())["sheet"] is None


def is_draft(folder: Path) -> bool:
    return json.loads((folder / "quiz.json").read_bytes()).get("draft", False)


def test_a_build_replaces_a_quiz_that_nobody_has(tmp_path: Path) -> None:
    arguments = ("build", DECK, "-o", tmp_path, "--no-lock", "--items")
    folder = tmp_path / "us-russia-2020"
    assert run(*arguments, 4).exit_code == 0
    before = read(folder)
    assert is_draft(folder)
    again = run(*arguments, 5)
    assert (again.exit_code, "Q533" in again.output) == (0, False)
    after = read(folder)
    assert after["quiz.json"] != before["quiz.json"]
    assert after["quiz.pdf"] != before["quiz.pdf"]


def test_handing_out_is_an_act(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    quiz = ("quiz", DECK, "--pdf", "none", "--items")
    for items, own, draft in (
        (4, (), True),
        (5, ("--release",), False),
        (5, (), False),
        (5, ("-o", "monday"), False),
        (6, ("-o", "trial", "--draft"), True),
        (7, ("-o", "trial", "--draft"), True),
        (7, ("-o", "trial"), False),
    ):
        done = run(*quiz, items, *own)
        assert done.exit_code == 0, done.output
        folder = tmp_path / own[1] if "-o" in own else tmp_path
        assert is_draft(folder) is draft
    assert run(*quiz, 8).exit_code == 1
    assert run(*quiz, 8, "-o", "trial", "--draft").exit_code == 1


def test_a_sheet_to_mark_hands_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("quiz", DECK, "--items", 4).exit_code == 0
    assert run("quiz", "quiz.json").exit_code == 0
    assert is_draft(tmp_path)
    assert run("quiz", "quiz.json", "--answer-sheet").exit_code == 0
    assert not is_draft(tmp_path)


def test_a_reprint_elsewhere_hands_out(tmp_path: Path) -> None:
    draft, monday = tmp_path / "draft", tmp_path / "monday"
    assert run("quiz", DECK, "--items", 4, "--draft", "-o", draft).exit_code == 0
    assert run("quiz", draft / "quiz.json", "-o", monday).exit_code == 0
    assert (is_draft(draft), is_draft(monday)) == (True, False)


def test_a_corrected_draft_was_in_use(tmp_path: Path) -> None:
    quiz = ("quiz", DECK, "--pdf", "none", "--draft", "-o", tmp_path, "--items")
    assert run(*quiz, 4).exit_code == 0
    path = tmp_path / "quiz.json"
    manifest = json.loads(path.read_bytes())
    manifest["items"][0]["void"] = True
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert run(*quiz, 5).exit_code == 1


def test_a_build_without_a_quiz_reports_an_earlier_one(tmp_path: Path) -> None:
    deck = tmp_path / "deck.yaml"
    text = "deck: d\ntitle: T\nterms:\n"
    terms = [f"  t{n}: {{name: term {n}, definition: meaning number {n}}}\n" for n in range(6)]
    deck.write_text(text + "".join(terms), encoding="utf-8")
    build = ("build", deck, "-o", tmp_path / "build", "--no-lock")
    first = run(*build)
    assert first.exit_code == 0, first.output
    assert (tmp_path / "build" / "d" / "quiz.json").is_file()
    changed = [term.replace("meaning", "\U0001f642 meaning") for term in terms]
    deck.write_text(text + "".join(changed), encoding="utf-8")
    again = run(*build)
    assert again.exit_code == 1
    assert "error[Q533]: the quiz in this folder is an earlier one" in again.output


def test_a_build_keeps_the_quiz_that_was_released(tmp_path: Path) -> None:
    arguments = ("build", DECK, "-o", tmp_path, "--items", 4, "--no-lock")
    folder = tmp_path / "us-russia-2020"
    assert run("quiz", DECK, "--items", 4, "-o", folder).exit_code == 0
    assert run(*arguments).exit_code == 0
    assert not is_draft(folder)
    before = read(folder)
    again = run(*arguments)
    assert (again.exit_code, "Q533" in again.output) == (0, False)
    (folder / "us-russia-2020.apkg").unlink()
    other = run(*arguments[:-3], "--items", 5, "--no-lock")
    assert other.exit_code == 1
    assert "error[Q533]" in other.output
    assert "quiz.pdf" not in other.stdout.partition("Q533")[2].rpartition("help")[2]
    assert read(folder) == before
    assert run(*arguments[:-3], "--items", 5, "--no-lock", "--force").exit_code == 0
    assert read(folder)["quiz.json"] != before["quiz.json"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--versions", 27),
        ("--versions", 0),
        ("--wrong", -1),
        ("--wrong", "much"),
        ("--wrong", "nan"),
    ],
)
def test_wrong_usage(arguments: tuple[object, ...]) -> None:
    assert run("quiz", DECK, *arguments).exit_code == 2


def test_a_manifest_takes_no_settings(tmp_path: Path) -> None:
    assert run("quiz", DECK, "--items", 2, "--pdf", "none", "-o", tmp_path).exit_code == 0
    assert run("quiz", tmp_path / "quiz.json", "--items", 3).exit_code == 2
    (tmp_path / "quiz.json").write_text('{"format": 9, "versions": []}', "utf-8")
    done = run("quiz", tmp_path / "quiz.json")
    assert done.exit_code == 1
    assert "Q532" in done.output
    assert run("quiz", tmp_path / "none.json").exit_code == 1


def test_the_deck_says_how_it_is_marked(tmp_path: Path) -> None:
    deck = ORDERED.replace(
        "quiz: {items: 40}", "quiz: {versions: 3, wrong: 0.5, partial: true, points: 2}"
    )
    project = project_of(tmp_path, deck)
    made = make_manifest(project.base, project.paper(QuizOptions()))
    assert [version.version for version in made.versions] == ["A", "B", "C"]
    assert (made.marking.wrong, made.marking.partial) == (0.5, True)
    own = make_manifest(project.base, project.paper(QuizOptions(versions=1, partial=False)))
    assert (len(own.versions), own.marking.partial, own.sections[0].points) == (1, False, 2)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", [1, 3])
def test_claims_are_as_often_true_as_false_and_not_four_times_in_a_row(
    path: Path, seed: int
) -> None:
    project = Project(load(path))
    paper = project.paper(QuizOptions(items=20, seed=seed, forms=("true-false",), versions=3))
    for sections in papers(json.loads(to_json(make_manifest(project.base, paper)))):
        letters = "".join(right(item, place) for section in sections for _, item, place in section)
        assert len(letters) == 20
        # Exact balance would be something to rely on.
        assert abs(20 - 2 * letters.count(letters[0])) <= 2
        assert all(len(set(letters[n : n + 4])) > 1 for n in range(len(letters) - 3))
