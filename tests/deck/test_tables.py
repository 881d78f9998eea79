"""Facts from tables: the same deck as in YAML, and problems at the cell that has them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from anki_support import cards, import_package, open_collection
from deck_support import deck_of, load
from hypothesis import given, settings
from hypothesis import strategies as st
from media_support import picture

from quizgen.anki.lock import Lock
from quizgen.deck.load import load_deck
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Value
from quizgen.deck.tables import MOST_ROWS, id_from
from quizgen.export.anki import package
from quizgen.media.model import Media
from quizgen.project import Project
from quizgen.report import as_text
from quizgen.tables.delimited import Delimited
from quizgen.tables.rows import Limits

KIND = """\
deck: world
title: The world
source: {title: An atlas}
kinds:
  countries:
    one: country
    name: name
    main: capital
    fields:
      name: {type: text, required: true}
      capital: {type: text, single: true, unique: true}
      area: {type: number, unit: km², single: true}
      founded: {type: date, single: true}
      languages: {type: text, many: true, complete: true}
      neighbours: {type: reference, to: [countries], many: true}
      flag: {type: image, single: true}
    questions:
      capital:
        ask: "what is the capital of {name}?"
        back: "which country has the capital {capital}?"
      area: {ask: "what is the area of {name}?"}
      founded: {ask: "when was {name} founded?"}
      languages: {ask: "which languages does {name} have?"}
"""
CSV = """\
id,name,capital,area,founded,languages,neighbours,flag,flag.alt,tags,capital.note
fr,France,Paris,643801,,French,de;ch,red.png,three stripes,europe; big,"It was Vichy, once."
de,Germany,Berlin,357592,1949-05-23,German,fr;ch,,,europe,
ch,Switzerland,Bern,41285,1848,German;French;Italian,fr;de,,,europe,
"""
YAML = """\
countries:
  fr:
    name: France
    capital: {value: Paris, note: "It was Vichy, once."}
    area: 643801
    languages: French
    neighbours: [de, ch]
    flag: {value: red.png, alt: three stripes}
    tags: [europe, big]
  de: {name: Germany, capital: Berlin, area: 357592, founded: 1949-05-23, languages: German,
       neighbours: [fr, ch], tags: europe}
  ch: {name: Switzerland, capital: Bern, area: 41285, founded: 1848,
       languages: [German, French, Italian], neighbours: [fr, de], tags: europe}
"""


def write(folder: Path, text: str, **files: str | bytes) -> Path:
    """Write a deck and the files beside it, whose names have a `_` in place of the dot."""
    (folder / "red.png").write_bytes(picture("png"))
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("_", ".")).write_bytes(data)
    path = folder / "world.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> list[str]:
    return [
        f"{each.code} {Path(each.place.file).name}:{each.place.line}:{each.place.column} "
        f"{each.message}"
        for each in load_deck(path).diagnostics
    ]


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.fixture
def in_yaml(tmp_path: Path) -> Deck:
    folder = tmp_path / "yaml"
    folder.mkdir()
    return load(write(folder, KIND + YAML))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_says_what_yaml_says(tmp_path: Path, in_yaml: Deck, sign: str) -> None:
    table = CSV
    if sign != ",":
        table = "".join(
            sign.join(f'"{cell}"' for cell in row) + "\n"
            for row in Delimited(CSV)._reader  # noqa: SLF001
        )
    path = write(tmp_path, f"{KIND}countries: {{table: countries.csv}}\n", countries_csv=table)
    deck = load(path)
    assert _comparable(deck) == _comparable(in_yaml)
    assert str(tmp_path / "countries.csv") in deck.files


def _comparable(deck: Deck) -> list[str]:
    made = [
        (ref, fact.tags, {name: [_said(each) for each in vs] for name, vs in fact.values.items()})
        for ref, fact in deck.facts.items()
    ]
    return [repr(each) for each in made]


def _said(value: Value) -> tuple[object, ...]:
    content = value.content
    said = (content.path, content.alt) if isinstance(content, Media) else content
    return said, value.provenance, value.control


def test_cards_and_lock_are_those_of_the_yaml(tmp_path: Path, in_yaml: Deck) -> None:
    path = write(tmp_path, f"{KIND}countries: {{table: countries.csv}}\n", countries_csv=CSV)
    lock = Lock("world")
    made = package(Project(load(path)), None, lock)
    other = package(Project(in_yaml), None, lock)
    assert {key: each.content for key, each in made.lock.entries.items()} == {
        key: each.content for key, each in other.lock.entries.items()
    }
    apkg = tmp_path / "world.apkg"
    apkg.write_bytes(made.data)
    collection = open_collection(tmp_path)
    assert import_package(collection, apkg).new == len(made.lock.entries)
    assert len(cards(collection)) > len(made.lock.entries)
    collection.close()


def test_a_workbook_says_what_yaml_says(tmp_path: Path, in_yaml: Deck) -> None:
    from datetime import datetime  # noqa: PLC0415

    rows: list[list[object]] = [list(row) for row in Delimited(CSV)._reader]  # noqa: SLF001
    rows[1][3] = 643801.0
    rows[2][4] = datetime(1949, 5, 23)  # noqa: DTZ001 - spreadsheets know no time zones
    rows[3][4] = 1848
    data = workbook([["no", "table"]], rows)
    named = "countries: {table: {file: countries.xlsx, sheet: Sheet 2}}\n"
    path = write(tmp_path, KIND + named, countries_xlsx=data)
    assert _comparable(load(path)) == _comparable(in_yaml)


def test_ids_come_from_names(tmp_path: Path) -> None:
    table = "Name;Capital\nCôte d'Ivoire;Yamoussoukro\nSão Tomé (island);São Tomé\n;\n"
    deck = load(write(tmp_path, KIND + "countries: {table: c.csv}\n", c_csv=table))
    assert list(deck.facts) == ["countries/côte-d-ivoire", "countries/são-tomé-island"]
    assert deck.facts["countries/côte-d-ivoire"].place.line == 2


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_an_id_from_any_name_is_sound(name: str) -> None:
    import re  # noqa: PLC0415

    made = id_from(name)
    assert not made or re.fullmatch(r"[^\W_](?:[\w-]{0,78}[^\W_])?", made)


def test_columns_are_renamed_and_ignored(tmp_path: Path) -> None:
    named = """\
countries:
  table:
    file: c.csv
    id: Code
    columns: {Land: name, Hauptstadt: capital, Sprachen: languages}
    ignore: [Notiz]
    split: "|"
"""
    table = (
        "Code,Land,Hauptstadt,Notiz,Sprachen\nde,Deutschland,Berlin,?,Deutsch|Dänisch; Sorbisch\n"
    )
    deck = load(write(tmp_path, KIND + named, c_csv=table))
    values = deck.facts["countries/de"].values
    assert [each.content.text for each in values["languages"]] == [  # type: ignore[union-attr]
        "Deutsch",
        "Dänisch; Sorbisch",
    ]


def test_several_tables_and_facts_stand_together(tmp_path: Path) -> None:
    named = "countries:\n  table: [a.csv, b.tsv]\n  it: {name: Italy, capital: Rome}\n"
    path = write(tmp_path, KIND + named, a_csv="name,capital\nA,B\n", b_tsv="name\tcapital\nC\tD\n")
    assert [fact.id for fact in load(path).facts.values()] == ["a", "c", "it"]


def test_a_fact_may_be_called_table(tmp_path: Path) -> None:
    deck = deck_of(
        tmp_path,
        """\
        source: {title: Notes}
        terms:
          table: {name: table, definition: a piece of furniture}
        statements:
          table: "A table has {{four|text}} legs."
        """,
    )
    assert list(deck.facts) == ["terms/table", "statements/table"]


def test_tables_stand_in_included_files_and_before_their_kind(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "c.csv").write_text("name,capital\nFrance,Paris\n", encoding="utf-8")
    (tmp_path / "more" / "more.yaml").write_text("countries: {table: c.csv}\n", encoding="utf-8")
    head, kinds = KIND.split("kinds:")
    path = write(tmp_path, f"{head}include: [more/more.yaml]\nkinds:{kinds}")
    assert list(load(path).facts) == ["countries/france"]


def test_problems_are_at_their_cells(tmp_path: Path) -> None:
    table = """\
id,name,capital,area,founded,neighbours
fr,"France,
the country","Paris",big,"long, ago",de
x y,Spain,Madrid,1,1492,fr
fr,Again,Madrid,1,,
,Italy,Rome,,,
it,,Rome,,,
"""
    path = write(tmp_path, KIND + "countries: {table: c.csv}\n", c_csv=table)
    assert problems(path) == [
        "Q210 c.csv:3:22 `big` is not a number",
        "Q206 c.csv:3:26 `long, ago` is not a date",
        "Q217 c.csv:3:38 `neighbours` refers to `de`, and there is no such fact",
        "Q205 c.csv:4:1 `x y` is not an id",
        f"Q219 c.csv:5:1 the id `fr` is taken by {tmp_path / 'c.csv'}:2:1",
        "Q226 c.csv:6:1 this row has no id",
        "Q202 c.csv:7:1 the country `it` has no `name`",
    ]
    shown = as_text(load_deck(path).diagnostics)
    assert 'the country","Paris",big,"long, ago",de' in shown


def test_problems_of_a_workbook_are_at_row_and_column(tmp_path: Path) -> None:
    data = workbook([["name", "capital", "founded"], ["France", "Paris", "long ago"]])
    path = write(tmp_path, KIND + "countries: {table: c.xlsx}\n", c_xlsx=data)
    assert problems(path) == ["Q206 c.xlsx:2:3 `long ago` is not a date"]


@pytest.mark.parametrize(
    ("named", "table", "told"),
    [
        ("{table: no.csv}", "", "Q001 world.yaml:28:20 this file does not exist"),
        (
            "{table: ../c.csv}",
            "",
            "Q007 world.yaml:28:20 `../c.csv` lies outside the deck's folder",
        ),
        ("{table: c.csv}", "", "Q225 world.yaml:28:20 the table is empty"),
        (
            "{table: c.csv}",
            "name,captial\nA,B\n",
            "Q225 c.csv:1:6 the column `captial` is no field of a country",
        ),
        ("{table: c.csv}", "name,name\nA,B\n", "Q225 c.csv:1:6 two columns hold `name`: `name` is"),
        ("{table: c.csv}", "capital\nA\n", "Q226 c.csv:2:1 this row has no `name`, which gives"),
        ("{table: c.csv}", "name\n?!\n", "Q226 c.csv:2:1 `?!` gives no id"),
        (
            "{table: {file: c.csv, columns: {Kapital: capital}}}",
            "name,Capital\nA,B\n",
            "Q225 world.yaml:28:44 the table has no column `Kapital`",
        ),
        (
            "{table: {file: c.csv, columns: {Capital: kapital}}}",
            "name,Capital\nA,B\n",
            "Q225 world.yaml:28:53 no field is called `kapital`",
        ),
        (
            "{table: c.csv}",
            'name,capital\nA,"B\n',
            "Q224 c.csv:2:1 quizgen cannot read the table: this is not CSV: unexpected end of data",
        ),
        (
            "{table: c.csv}",
            "name,languages,languages.note\nA,b;c,d\n",
            "Q226 c.csv:2:7 `note` belongs to one value, and this row has several",
        ),
        ("{table: {sheet: x}}", "", "Q202 world.yaml:28:20 the key `file` is missing"),
        ("{table: c.csv}", "name," + "a" * 20_001 + "\n", "Q225 c.csv:1:6 the column `aaaaaaa"),
        ("{table: c.csv}", "name,capital\nA," + "a" * 20_001, "Q111 c.csv:2:3 this text has more"),
        (
            "{table: c.csv}",
            "name\n" + "a\n" * (MOST_ROWS + 1),
            f"Q224 world.yaml:28:20 the table has more than {MOST_ROWS} rows",
        ),
    ],
)
def test_a_bad_table(tmp_path: Path, named: str, table: str, told: str) -> None:
    path = write(tmp_path, f"{KIND}countries: {named}\n", c_csv=table)
    found = problems(path)
    assert len(found) == 1, found
    assert told.split(" ", maxsplit=1)[0] in found[0]
    place = told.split(" ")[1].replace(":28:", f":{KIND.count(chr(10)) + 1}:")
    assert found[0].startswith(f"{told.split(' ', maxsplit=1)[0]} {place} {told.split(' ', 2)[2]}")
    assert all(each.help for each in load_deck(path).diagnostics)


def test_a_missing_sheet_is_named(tmp_path: Path) -> None:
    named = "countries: {table: {file: c.xlsx, sheet: Sheet 3}}\n"
    path = write(tmp_path, KIND + named, c_xlsx=workbook([["name"]], [["name"]]))
    (found,) = load_deck(path).diagnostics
    assert (found.code, found.help) == ("Q224", "did you mean `Sheet 2`?")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "deck"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("name\nA\n", encoding="utf-8")
    (folder / "c.csv").symlink_to(tmp_path / "secret.csv")
    assert "Q007" in problems(write(folder, KIND + "countries: {table: c.csv}\n"))[0]


@given(
    st.lists(
        st.lists(st.text('ab ,;"\n\t', max_size=6), min_size=1, max_size=4), min_size=1, max_size=5
    )
)
@settings(max_examples=300, deadline=None)
def test_each_cell_is_found_where_it_begins(rows: list[list[str]]) -> None:
    import csv  # noqa: PLC0415
    from io import StringIO  # noqa: PLC0415

    written = StringIO()
    csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    text = "x,x,x,x,x,x,x\n" + written.getvalue()
    lines = text.split("\n")
    records = Delimited(text)
    for row in [records.placed(row) for row in records.rows(Limits(99, 99, one_line=False))][1:]:
        for cell, (line, column) in zip(row.cells, row.starts, strict=True):
            assert lines[line - 1][column - 1] == '"'
            first = cell.split("\n")[0].strip()
            rest = "\n".join(lines[line - 1 :])[column:].lstrip().replace('""', '"')
            assert rest.startswith(first)
