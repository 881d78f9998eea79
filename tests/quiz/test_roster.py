"""Real rosters: five languages, several encodings, spreadsheets, and their mistakes."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.diagnostics import QuizgenError
from quizgen.quiz.manifest import Student
from quizgen.quiz.roster import Roster, read_roster
from quizgen.report import as_text

ANNA = Student("17", "Anna Müller", "7b")


def read(tmp_path: Path, data: str | bytes, name: str = "roster.csv") -> Roster:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_roster(path)


def problems(tmp_path: Path, data: str | bytes, name: str = "roster.csv") -> list[str]:
    with pytest.raises(QuizgenError) as caught:
        read(tmp_path, data, name)
    assert {found.code for found in caught.value.diagnostics} == {"Q530"}
    assert all(found.help for found in caught.value.diagnostics)
    return [f"{found.place.line}: {found.message}" for found in caught.value.diagnostics]


@pytest.mark.parametrize(
    "table",
    [
        "name,number,class\nAnna Müller,17,7b\n",
        "Student Name;Student ID;Group\nAnna Müller;17;7b",
        "Last name\tFirst name\tNo.\tClass\nMüller\tAnna\t17\t7b\n",
        "Klasse;Nr.;Name;Vorname\n7b;17;Müller;Anna\n",
        "Schüler/in,Matrikelnummer,KLASSE\nAnna Müller,17,7b\n",
        "N°;Nom;Prénom;Classe\n17;Müller;Anna;7b\n",
        "Élève;Numéro;Groupe\nAnna Müller;17;7b\n",
        "Nombre;Apellidos;N.º;Clase\nAnna;Müller;17;7b\n",
        "Alumno;Número de lista;Curso\nAnna Müller;17;7b\n",
        "№;Фамилия;Имя;Класс\n17;Müller;Anna;7b\n",
        "ФИО,Номер,Класс\nAnna Müller,17,7b\n",
        "Nachname;Vorname(n);Schüler-ID;Klasse\nMüller;Anna;17;7b\n",
        "Surname,Given names,ID number,Class\nMüller,Anna,17,7b\n",
        "Apellidos,Nombres,N.º,Clase\nMüller,Anna,17,7b\n",
        "E-mail,Name,Number,Remark,Class\nx@y,Anna Müller,17,,7b\n",
        'sep=;\n"Name";"Number";"Class"\n"Anna  Müller ";"17";"7b"\n;;\n\n',
        'name,number,class\n"Anna\nMüller",17,7b\n',
        "Nachname;Vorname;Schüler-Nr.;Klasse\nMüller;Anna;17;7b\n",
        "Matrikel-Nr.;Name;Vorname;Kurs\n17;Müller;Anna;7b\n",
        "Candidate number,Surname,Forename,Form\n17,Müller,Anna,7b\n",
        '"Last, First",No,Class\n"Müller, Anna",17,7b\n',
        "Last, First;No;Class\nMüller, Anna;17;7b\n",
        "Last, First, No, Class\nMüller, Anna, 17, 7b\n",
        "Class list 7b, autumn\n\nName;Number;Class\nAnna Müller;17;7b\n",
        "School at the Lake\nTeacher: Dr. O;S\nName\tNumber\tClass\nAnna Müller\t17\t7b\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read(tmp_path: Path, table: str, encoding: str) -> None:
    for end in ("\n", "\r\n"):
        text = table.replace("\n", end)
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            pytest.skip("an encoding without these letters")
        assert read(tmp_path, data).students == (ANNA,)


@pytest.mark.parametrize(
    "header", ["Nom", "Nombre", "Имя", "Фамилия", "Name", "Vorname", "Surname"]
)
def test_one_column_is_the_name(tmp_path: Path, header: str) -> None:
    roster = read(tmp_path, f"{header}\nAnna\nBoris\n")
    assert roster.students == (Student("1", "Anna"), Student("2", "Boris"))


def test_a_spreadsheet_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Name", "Number", "Class"],
        [None, None, None],
        ["Anna Müller", 17, "7b"],
        ["Ben", 18.0, 7],
    ):
        book.active.append(row)
    path = tmp_path / "class.xlsx"
    book.save(path)
    roster = read_roster(path)
    assert roster.students == (ANNA, Student("18", "Ben", "7"))
    assert roster.places["students/18"].line == 4


CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Essay (4411),Final Score
,,,,,Manual Posting,
    Points Possible,,,,,10,(read only)
"Müller, Anna",17,s17,anna,7b,9,90
"King, Martin Luther",18,s18,ml,7b,7,70
"Student, Test",99,,0fe1,7b,,
"""
MOODLE = """\
"First name",Surname,"ID number","Email address",Groups,"Quiz: Islands (Real)"
Anna,Müller,17,a@b.example,7b,9.00
Ben,Ode,18,b@b.example,7b,-
"Overall average",,,,,9.00
"""


def test_the_grade_book_of_canvas_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, CANVAS).students == (ANNA, Student("18", "Martin Luther King", "7b"))


def test_the_export_of_moodle_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, MOODLE).students == (ANNA, Student("18", "Ben Ode", "7b"))


def test_students_are_counted_if_the_numbers_are_all_missing(tmp_path: Path) -> None:
    table = "First name,Surname,ID number\nAnna,Müller,\nBen,Ode,\n"
    assert [student.number for student in read(tmp_path, table).students] == ["1", "2"]
    (told,) = warnings(tmp_path, table)
    assert told.startswith("Q534 1: the column `ID number` is empty; the students are numbered")


def test_only_names_that_most_write_so_are_turned(tmp_path: Path) -> None:
    table = 'name\n"Ode, Ben"\nPelé\n"King, Coretta"\n"Davis, Jr."\n"Li, Bo"\n'
    names = [student.name for student in read(tmp_path, table).students]
    assert names == ["Ben Ode", "Pelé", "Coretta King", "Davis, Jr.", "Bo Li"]
    table = 'name\nAnna Müller\nBen Ode\n"Sammy Davis, junior"\n'
    assert read(tmp_path, table).students[2].name == "Sammy Davis, junior"


def test_a_workbook_with_titles_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Class list"], ["2025/26", None, "Dr. Ode"], [], ["Name", "Nr.", "Klasse"]):
        book.active.append(row)
    book.active.append(["Anna Müller", 17, "7b"])
    book.save(tmp_path / "class.xlsx")
    roster = read_roster(tmp_path / "class.xlsx")
    assert roster.students == (ANNA,)
    assert roster.places["students/17"].line == 5


def _zip(entry: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(entry, "x")
    return made.getvalue()


def _cut_workbook() -> bytes:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()[:3000]


@pytest.mark.parametrize(
    ("data", "message", "fix"),
    [
        (_cut_workbook(), "the workbook is damaged: its end is missing", "copy or download"),
        (_zip("xl/workbook.xml"), "the workbook is damaged", "save it again as .xlsx or CSV"),
        (_zip("word/document.xml"), "this is a Word document, not an Excel workbook", "as CSV"),
        (_zip("mimetype"), "this is an OpenDocument file, not an Excel workbook", "save it again"),
        (b"<html>Sign in", "the file is named .xlsx, but it is not a workbook", "save the table"),
    ],
)
def test_a_broken_workbook_is_reported(tmp_path: Path, data: bytes, message: str, fix: str) -> None:
    path = tmp_path / "class.xlsx"
    path.write_bytes(data)
    with pytest.raises(QuizgenError) as caught:
        read_roster(path)
    (found,) = caught.value.diagnostics
    assert found.message.startswith(message)
    assert fix.replace("as CSV", "CSV") in found.help


def test_no_bytes_of_a_spreadsheet_are_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "number"])
    book.active.append(["Anna", None])
    book.active.append(["Ben", 2])
    book.save(tmp_path / "class.xlsx")
    with pytest.raises(QuizgenError) as caught:
        read_roster(tmp_path / "class.xlsx")
    shown = as_text(caught.value.diagnostics)
    assert "class.xlsx:2:1\n  = help:" in shown
    assert shown.replace(str(tmp_path), "").isascii()


def test_every_problem_is_told_at_its_line(tmp_path: Path) -> None:
    table = "name,number,class\nAnna,1,a\n,2,a\n\nBen,,a\nCleo,1,b\nDora,5," + "x" * 300 + "\n"
    assert problems(tmp_path, table) == [
        "3: a student has no name",
        "5: Ben has no number",
        "6: line 2 already has the number 1",
        "7: an entry has more than 200 characters",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "1: the roster is empty"),
        ("\n\n", "1: the roster is empty"),
        ("name\n", "1: the roster has no students"),
        ("Anna,17,7b\nBen,18,7b\n", "1: no column holds the students' names"),
        ('name,number\n"Anna,1\n', "2: this is not CSV: unexpected end of data"),
        (b"PK\x03\x04 no workbook", "0: the workbook is damaged: its end is missing"),
        ("name\n" + "x\n" * 2001, "2002: the roster has more than 2000 students"),
        ("name\n" + "x" * 9_000_000, "0: the roster is larger than 8 MiB"),
    ],
)
def test_what_is_no_roster_is_refused(tmp_path: Path, data: str | bytes, message: str) -> None:
    assert problems(tmp_path, data) == [message]


def test_a_thousand_problems_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("name,number\nAnna,1\n" + ",\n;,\n" * 999, "utf-8")
    with pytest.raises(QuizgenError) as caught:
        read_roster(path)
    assert len(caught.value.diagnostics) <= 1001


def test_without_openpyxl_the_fix_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(QuizgenError) as caught:
        read(tmp_path, b"PK\x03\x04", "class.xlsx")
    assert caught.value.exit_code == 3
    assert "pip install openpyxl" in caught.value.diagnostics[0].help


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: f"name,number\n{text}".encode()),
    )
)
def test_any_bytes_are_a_roster_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    try:
        roster = read_roster(path)
    except QuizgenError as error:
        errors = [each.code for each in error.diagnostics if each.severity == "error"]
        assert set(errors) <= {"Q530", "Q199"}
    else:
        numbers = [student.number for student in roster.students]
        assert len(set(numbers)) == len(numbers) > 0


def warnings(tmp_path: Path, data: str | bytes) -> list[str]:
    roster = read(tmp_path, data)
    assert all(found.help and found.severity == "warning" for found in roster.diagnostics)
    return [f"{found.code} {found.place.line}: {found.message}" for found in roster.diagnostics]


def test_columns_that_may_hold_the_numbers_are_told(tmp_path: Path) -> None:
    counted = "the students are numbered 1, 2, 3 in the order of their lines"
    table = "\nname,candidate,class\nAnna,17,7b\n"
    assert warnings(tmp_path, table) == [
        f"Q534 2: this column was not used: `candidate`; {counted}"
    ]
    assert "student id" in read(tmp_path, table).diagnostics[0].help
    table = "Name;;E-mail;Empty\nAnna;4711;a@b;\n"
    assert warnings(tmp_path, table) == [
        f"Q534 1: these columns were not used: `column 2`, `E-mail`; {counted}"
    ]


@pytest.mark.parametrize(
    "table", ["name\nAnna\n", "name,number,remark\nAnna,17,late\n", "name,remark\nAnna,\n"]
)
def test_columns_without_use_are_no_matter(tmp_path: Path, table: str) -> None:
    assert warnings(tmp_path, table) == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "name,number,class\nAnna Müller,17,7b\n".encode(encoding)).students == (
        ANNA,
    )
    table = "№;Фамилия;Имя;Класс\r\n17;Müller;Anna;7b\r\n"
    assert read(tmp_path, table.encode(encoding)).students == (ANNA,)


@pytest.mark.parametrize(
    "data", [b"name\nAn\0na\n", b"name,number\n\0\0\0\0", "name\nAnna\n".encode("utf-32-le")]
)
def test_bytes_that_no_text_has_are_refused(tmp_path: Path, data: bytes) -> None:
    assert problems(tmp_path, data) == ["0: the file contains bytes that no text has"]


def test_an_old_workbook_is_to_be_saved_anew(tmp_path: Path) -> None:
    with pytest.raises(QuizgenError) as caught:
        read(tmp_path, bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "class.xls")
    (found,) = caught.value.diagnostics
    assert "(.xls)" in found.message
    assert ".xlsx" in found.help
    assert "CSV" in found.help


@pytest.mark.parametrize(
    "name", ["Jürgen Müller", "René Dupont", "Zoë Ångström", "François", "Özgür Çelik", "Jäger"]
)
def test_names_saved_on_an_old_mac_are_doubted(tmp_path: Path, name: str) -> None:
    table = f"name,number\nAnna,1\n{name},2\n"
    (told,) = warnings(tmp_path, table.encode("mac_roman"))
    assert told.startswith("Q535 3: the letters of “")
    assert warnings(tmp_path, table.encode("cp1252")) == []


@pytest.mark.parametrize(
    "name",
    ["Šárka Žižková", "Zoë O\u2019Brien \u2013 guest", "Œuvre", "Tomáš Dvořak", "ŠIMŽA", "5 € …"],
)
def test_names_of_windows_are_not(tmp_path: Path, name: str) -> None:
    assert warnings(tmp_path, f"name,number\n{name} é,2\n".encode("cp1252", errors="ignore")) == []
