"""Learners mend cards in the real Anki, and the deck takes the mends over."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki_support import Collection, import_package
from ankiconnect_support import running
from click.testing import CliRunner, Result
from deck_support import SHIPPED, load
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from quizgen.anki.learning import LearnerNote
from quizgen.anki.lock import Entry, Lock, text_hash
from quizgen.anki.markup import as_html
from quizgen.anki.plain import plain_of
from quizgen.anki.records import records_of
from quizgen.anki.wanted import Wanted
from quizgen.cli import main
from quizgen.deck.model.contents import Text
from quizgen.export.anki import notes
from quizgen.markup.parse import marked
from quizgen.project import Project
from quizgen.pull.edited import edited
from quizgen.yaml.edit import applied, replaced, with_key, written
from quizgen.yaml.spots import find

DECK = """\
# A deck with comments in odd places.
deck: mine
title: "Mein Deck"   # the title stays in its marks
source: {title: Notes}
kinds:
  pioneers:
    one: pioneer
    pool: person
    name: name
    fields:
      name: {type: text, required: true}
      who: {type: text, single: true, unique: true}
      born: {type: date, single: true}
    questions:
      who: {ask: "who was {name}?", back: "who was {who}?"}
      born: {ask: "when was {name} born?"}
  posts:
    one: post
    name: name
    main: holder
    fields:
      name: {type: text, required: true}
      holder: {type: reference, to: [pioneers], single: true}
    questions:
      holder: {ask: "who holds the post of {name}?"}

pioneers:
  ada: {name: Ada Lovelace, who: the first programer, born: 1815-12-10} # she
  # Turing stands alone.
  alan:
    name: 'Alan Turing'
    who: >
      the founder of
      computer science
    born: {value: 1912-06-24, note: In London}
  grace: {name: Grace Hopper, who: {value: an admiral, now: she has died}}

posts:
  chief: {name: chief, holder: ada}

figures:
  width:
    what: kilometres of the strip
    value: 1,200 km

statements:
  enigma: {text: "{{Alan Turing|person}} broke the code in {{1942|date}}."}
"""
DECK = DECK.replace("1,200 km", "1200 km")


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "deck.yaml"
    write(path, DECK)
    return path


def write(path: Path, text: str, seconds: int = 1_700_000_000) -> None:
    path.write_text(text, encoding="utf-8", newline="")
    os.utime(path, (seconds, seconds))
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def quizgen(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == code, result.output
    return result


def released(collection: Collection, *options: str) -> None:
    quizgen("anki", "deck.yaml", "-o", "deck.apkg", *options)
    import_package(collection, Path("deck.apkg"))


def mend(collection: Collection, key: str, **fields: str) -> None:
    (found,) = collection.find_notes(f'"Key:mine/{key}"')
    note = collection.get_note(found)
    for name, text in fields.items():
        note[name] = text
    collection.update_note(note)


def exported(collection: Collection, name: str = "mended.apkg", *, legacy: bool = True) -> str:
    options = ExportAnkiPackageOptions(legacy=legacy, with_scheduling=True, with_media=True)
    collection.export_anki_package(out_path=name, options=options, limit=None)
    return name


def pulled(collection: Collection, *options: str) -> Result:
    return quizgen("pull", "deck.yaml", "--from", exported(collection), *options)


def changed_lines(patch: str) -> list[str]:
    return [
        line
        for line in patch.splitlines()
        if line[:1] in ("+", "-") and not line.startswith(("+++", "---"))
    ]


def without_hints(field: str) -> str:
    """Return the words of a field without the hints of its gaps, which older cards lack."""
    text = re.sub(r"(\{\{c\d+::[^:}]*)::[^}]*", r"\1", plain_of(field).text)
    return text.removesuffix(".")


@pytest.mark.parametrize(
    ("key", "fields", "lines"),
    [
        (
            "pioneers/ada/who",
            {"Answer": "The first programmer"},
            [
                "-  ada: {name: Ada Lovelace, who: the first programer, born: 1815-12-10} # she",
                "+  ada: {name: Ada Lovelace, who: the first programmer, born: 1815-12-10} # she",
            ],
        ),
        (
            "pioneers/alan/who",
            {"Answer": "The founder of all of computer science: and more"},
            [
                "-      the founder of",
                "-      computer science",
                "+      the founder of all",
                "+      of computer science:",
                "+      and more",
            ],
        ),
        (
            "pioneers/alan/born",
            {"Answer": "June 23, 1912"},
            [
                "-    born: {value: 1912-06-24, note: In London}",
                "+    born: {value: 1912-06-23, note: In London}",
            ],
        ),
        (
            "pioneers/alan/born",
            {"Remarks": "<div>In Maida Vale, London.</div>"},
            [
                "-    born: {value: 1912-06-24, note: In London}",
                '+    born: {value: 1912-06-24, note: "In Maida Vale, London"}',
            ],
        ),
        (
            "pioneers/grace/who",
            {"Remarks": "<div>Since then: she died in 1992.</div>"},
            [
                "-  grace: {name: Grace Hopper, who: {value: an admiral, now: she has died}}",
                "+  grace: {name: Grace Hopper, who: {value: an admiral, now: she died in 1992}}",
            ],
        ),
        (
            "pioneers/ada/who",
            {"Remarks": "<div>With Babbage</div>"},
            [
                "-  ada: {name: Ada Lovelace, who: the first programer, born: 1815-12-10} # she",
                (
                    "+  ada: {name: Ada Lovelace, who: {value: the first programer, "
                    "note: With Babbage}, born: 1815-12-10} # she"
                ),
            ],
        ),
        (
            "pioneers/alan/who",
            {"BackAnswer": "Alan M. Turing"},
            ["-    name: 'Alan Turing'", "+    name: 'Alan M. Turing'"],
        ),
        (
            "pioneers/ada/born",
            {"Prompt": "When was Ada L. Lovelace born?"},
            [
                "-  ada: {name: Ada Lovelace, who: the first programer, born: 1815-12-10} # she",
                "+  ada: {name: Ada L. Lovelace, who: the first programer, born: 1815-12-10} # she",
            ],
        ),
        (
            "pioneers/ada/born",
            {"Prompt": "On which day was Ada Lovelace born?"},
            [
                "-  ada: {name: Ada Lovelace, who: the first programer, born: 1815-12-10} # she",
                (
                    "+  ada: {name: Ada Lovelace, who: the first programer, "
                    "born: {value: 1815-12-10, ask: On which day was Ada Lovelace born?}} # she"
                ),
            ],
        ),
        (
            "posts/chief/holder",
            {"Answer": "Grace Hopper"},
            [
                "-  chief: {name: chief, holder: ada}",
                "+  chief: {name: chief, holder: grace}",
            ],
        ),
        (
            "figures/width/value",
            {"Answer": "1,300 km"},
            ["-    value: 1200 km", "+    value: 1300 km"],
        ),
        (
            "statements/enigma/text",
            {"Text": "{{c1::Alan Turing}} broke a code in {{c2::1941}}."},
            [
                '-  enigma: {text: "{{Alan Turing|person}} broke the code in {{1942|date}}."}',
                '+  enigma: {text: "{{Alan Turing|person}} broke a code in {{1941|date}}."}',
            ],
        ),
        (
            "statements/enigma/text",
            {"Text": "{{c1::Alan Turing::scientist}} broke the code in {{c2::1942}}."},
            [
                '-  enigma: {text: "{{Alan Turing|person}} broke the code in {{1942|date}}."}',
                (
                    '+  enigma: {text: "{{Alan Turing|person|scientist}} broke the code in '
                    '{{1942|date}}."}'
                ),
            ],
        ),
    ],
)
def test_a_mend_comes_back_where_it_belongs(
    deck: Path, collection: Collection, key: str, fields: dict[str, str], lines: list[str]
) -> None:
    released(collection)
    before = deck.read_bytes()
    mend(collection, key, **fields)
    result = pulled(collection)
    assert changed_lines(result.stdout) == lines
    assert deck.read_bytes() == before
    pulled(collection, "--apply")
    assert deck.read_text(encoding="utf-8").count("#") == DECK.count("#")
    # The deck's card now says what the learner wrote.
    made = {each.key: each.named for each in records_of(notes(Project(load(deck))))}
    for name, text in fields.items():
        assert without_hints(made[key][name]) == without_hints(text)


def test_a_patch_applies(deck: Path, collection: Collection) -> None:
    import subprocess  # noqa: PLC0415

    released(collection)
    mend(collection, "pioneers/ada/who", Answer="the first programmer")
    mend(collection, "figures/width/value", Answer="1300 km")
    patch = pulled(collection, "-q").stdout
    (deck.parent / "mended.patch").write_text(patch, encoding="utf-8")
    command = ["git", "apply", "--verbose", "mended.patch"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=deck.parent)
    assert done.returncode == 0, done.stderr
    text = deck.read_text(encoding="utf-8")
    assert "the first programmer," in text
    assert "value: 1300 km" in text


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        ("the <b>first</b> programmer", "the **first** programmer"),
        ("the <i>first</i> one", "the *first* one"),
        ("H<sub>2</sub>O and 10<sup>-3</sup>", "H~2~O and 10^-3^"),
        ("the <code>x&lt;1</code> of", "the `x<1` of"),
        (r"the \(x^{y^{2} }\) of", r"the \(x^{y^{2}}\) of"),
        ('the <a href="https://a.b/c">page</a>', "the [page](https://a.b/c)"),
        ("the 5 * 3 of *it*", r"the 5 \* 3 of \*it\*"),
        ("the 5 * 3 of it", "the 5 * 3 of it"),
    ],
)
def test_formatting_goes_back_as_markup(
    deck: Path, collection: Collection, answer: str, written: str
) -> None:
    released(collection)
    mend(collection, "pioneers/ada/who", Answer=answer)
    result = pulled(collection, "--apply")
    assert "1 field mended" in result.stderr
    (value,) = load(deck).facts["pioneers/ada"].values["who"]
    assert value.content == Text(marked(written))


def test_a_mend_keeps_the_markup_around_it(deck: Path, collection: Collection) -> None:
    told = DECK.replace("the first programer", "the *first* programer").replace(
        "note: In London", "note: In **London**"
    )
    told = told.replace(
        "{{Alan Turing|person}} broke the code", "{{Alan Turing|person}} *broke* the code $x$"
    )
    write(deck, told)
    released(collection)
    mend(collection, "pioneers/ada/who", Answer="The <em>first</em> programmer")
    mend(collection, "pioneers/alan/born", Remarks="<div>In <strong>Paddington</strong>.</div>")
    key = "statements/enigma/text"
    (found,) = collection.find_notes(f'"Key:mine/{key}"')
    text = collection.get_note(found)["Text"]
    mend(collection, key, Text=text.replace("the code", "all codes"))
    pulled(collection, "--apply")
    mended = told.replace("programer", "programmer").replace("London", "Paddington")
    assert deck.read_text("utf-8") == mended.replace("the code", "all codes").replace("$x$", SAME)


# The words around a change are written anew, in the way that is always safe.
SAME = r"\\(x\\)"


@pytest.mark.parametrize(
    ("key", "fields", "why"),
    [
        ("pioneers/ada/who", {"Answer": "<u>first</u> programmer"}, "underlining, which no text"),
        ("pioneers/ada/who", {"Answer": 'x<img src="a.png">'}, "a picture, which no text of"),
        ("pioneers/ada/who", {"Answer": "[sound:a.mp3]x"}, "a sound, which no text of a deck"),
        ("pioneers/ada/who", {"Answer": "[$]x[/$]"}, "a formula, which no text of a deck"),
        ("pioneers/ada/who", {"Answer": r"\(\foo\)"}, "cannot be shown"),
        ("pioneers/ada/who", {"Answer": ""}, "the field is empty now"),
        ("pioneers/ada/who", {"Source": "Wikipedia"}, "the source comes from `source`"),
        ("pioneers/ada/born", {"Answer": "long ago"}, "nothing in the deck says"),
        ("pioneers/ada/born", {"Answer": "June 31, 1815"}, "the deck would be wrong"),
        ("posts/chief/holder", {"Answer": "Charles Babbage"}, "nothing in the deck says"),
        ("pioneers/ada/born", {"Prompt": "When {was} she born?"}, "nothing in the deck says"),
        ("pioneers/grace/who", {"Remarks": ""}, "a remark was deleted"),
        (
            "statements/enigma/text",
            {"Text": "Alan Turing broke the code in {{c2::1942}}."},
            "blanks were added, removed or moved",
        ),
        (
            "statements/enigma/text",
            {"Text": "{{c1::Alan Turing}} broke it in {{c2::a year}}."},
            "a blank of the type `date` cannot hold “a year”",
        ),
    ],
)
def test_what_cannot_go_back_is_told_with_the_reason(
    deck: Path, collection: Collection, key: str, fields: dict[str, str], why: str
) -> None:
    released(collection)
    mend(collection, key, **fields)
    result = pulled(collection, "--apply")
    assert "Q561" in result.stderr
    assert why in result.stderr
    assert "0 fields mended, 1 cannot go back" in result.stderr
    assert deck.read_text(encoding="utf-8") == DECK


def test_good_and_bad_mends_part(deck: Path, collection: Collection) -> None:
    released(collection)
    mend(collection, "pioneers/ada/born", Answer="31 June 1815")
    mend(collection, "pioneers/ada/who", Answer="the first programmer")
    mend(collection, "pioneers/alan/who", Answer="the founder of AI", BackAnswer="Alan M. Turing")
    result = pulled(collection, "--apply")
    assert "3 fields mended, 1 cannot go back" in result.stderr
    text = deck.read_text(encoding="utf-8")
    assert "1815-12-10" in text
    assert "the first programmer" in text
    assert "'Alan M. Turing'" in text


@pytest.mark.usefixtures("deck")
def test_two_cards_of_one_text_must_agree(collection: Collection) -> None:
    released(collection, "--typed")
    mend(collection, "pioneers/ada/who", BackAnswer="Ada King")
    mend(collection, "pioneers/ada/born", Prompt="When was Ada Byron born?")
    result = quizgen("pull", "deck.yaml", "--typed", "--from", exported(collection))
    assert "1 field can go back, 1 cannot" in result.stderr
    assert "another card of the same text was mended in another way" in result.stderr


def test_a_deck_that_is_newer_is_no_mend(deck: Path, collection: Collection) -> None:
    released(collection)
    write(deck, DECK.replace("an admiral", "a rear admiral"), 1_800_000_000)
    result = pulled(collection)
    assert result.stdout == ""
    assert "1 note with older texts of the deck in Anki" in result.stderr


@pytest.mark.usefixtures("deck")
def test_learners_own_tags_and_fields_are_no_mend(collection: Collection) -> None:
    released(collection)
    (found,) = collection.find_notes('"Key:mine/pioneers/ada/who"')
    note = collection.get_note(found)
    note.add_tag("my::hard")
    collection.update_note(note)
    assert "0 fields can go back, 0 cannot" in pulled(collection).stderr


@pytest.mark.parametrize("legacy", [True, False])
@pytest.mark.usefixtures("deck")
def test_every_kind_of_export_is_read(collection: Collection, *, legacy: bool) -> None:
    released(collection)
    mend(collection, "pioneers/ada/who", Answer="the first programmer")
    name = exported(collection, legacy=legacy)
    result = quizgen("pull", "deck.yaml", "--from", name)
    assert "+  ada: {name: Ada Lovelace, who: the first programmer," in result.stdout


@pytest.mark.usefixtures("deck")
def test_a_running_anki_gives_the_same_patch(collection: Collection) -> None:
    released(collection)
    mend(collection, "pioneers/ada/who", Answer="the first programmer")
    from_file = pulled(collection).stdout
    with running(collection) as service:
        result = quizgen("pull", "deck.yaml", "--url", service.url)
        assert result.stdout == from_file
        assert not {"updateNoteFields", "importPackage"} & set(service.anki.log)


def test_mends_go_into_included_files_and_tables(deck: Path, collection: Collection) -> None:
    more = deck.parent / "more.yaml"
    more.write_text("terms: {truce: {name: truce, definition: a hlt}}\n", encoding="utf-8")
    table = deck.parent / "terms.csv"
    table.write_text('id,name,definition\nwar,war,"a fihgt, long"\n', encoding="utf-8", newline="")
    write(deck, DECK + "include: [more.yaml]\nterms: {table: terms.csv}\n")
    released(collection)
    mend(collection, "terms/truce/definition", BackPrompt=as_html(_stem(deck, "truce", "a halt")))
    mend(
        collection, "terms/war/definition", BackPrompt=as_html(_stem(deck, "war", 'a "long" fight'))
    )
    result = pulled(collection, "--apply")
    assert "2 fields mended" in result.stderr
    assert more.read_text(encoding="utf-8") == "terms: {truce: {name: truce, definition: a halt}}\n"
    assert table.read_bytes() == b'id,name,definition\nwar,war,"a ""long"" fight"\n'


def _stem(deck: Path, fact: str, definition: str) -> str:
    project = Project(load(deck))
    (prompt,) = [each for each in project.prompts if each.id == f"terms/{fact}/definition/back"]
    was = prompt.fact.values["definition"][0].content.text  # type: ignore[union-attr]
    return prompt.stem.replace(was, definition)


@pytest.mark.parametrize("change", [str, lambda text: text.replace("\n", "\r\n")])
def test_line_ends_and_the_mark_stay(
    deck: Path, collection: Collection, change: Callable[[str], str]
) -> None:
    write(deck, "\ufeff" + change(DECK))
    released(collection)
    mend(collection, "pioneers/alan/who", Answer="The founder of computing")
    mend(collection, "pioneers/ada/who", Answer="the first programmer")
    pulled(collection, "--apply")
    expected = DECK.replace("the first programer", "the first programmer").replace(
        "the founder of\n      computer science", "the founder of\n      computing"
    )
    assert deck.read_bytes() == b"\xef\xbb\xbf" + change(expected).encode()


def test_a_file_that_is_no_package(deck: Path) -> None:
    assert "Q527" in quizgen("pull", "deck.yaml", "--from", str(deck), code=1).stderr


# Texts and YAML


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"])))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_written(text: str) -> None:
    import yaml  # noqa: PLC0415

    if text.strip() == text and text:
        made = written(text)
        assert yaml.load(f"a: [{made}]", Loader=yaml.CBaseLoader) == {"a": [text]}  # noqa: S506


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_edits_touch_nothing_else_in_shipped_decks(path: Path, data: st.DataObject) -> None:
    from quizgen.diagnostics import Problems  # noqa: PLC0415
    from quizgen.yaml.reader import DeckReader  # noqa: PLC0415

    file = path.read_text(encoding="utf-8")
    values = [v for f in load(path).facts.values() for vs in f.values.values() for v in vs]
    value = data.draw(st.sampled_from(values))
    text = data.draw(st.sampled_from(["plain", "with: colon", "# no", 'a "b", c', "{{a|text}} b."]))
    at = value.place.line, value.place.column
    found = find(file, {at}).get(at)
    # The default of a field is written nowhere.
    assume(found)
    assert found
    has_note = found.key == "value" and "note" in found.holders[0].keys
    for edit in (
        replaced(file, found, text),
        *([] if has_note else [with_key(file, found, "note", text)]),
    ):
        after = applied(file, [edit])
        problems = Problems()
        entries = list(DeckReader(str(path), after, problems).entries())
        assert not problems.found
        before = list(DeckReader(str(path), file, Problems()).entries())
        assert [each.key and each.key.text for each in entries] == [
            each.key and each.key.text for each in before
        ]
        assert after.count("#") - after.count("# no") <= file.count("#") + 1


@pytest.mark.parametrize(
    ("field", "text", "besides"),
    [
        ("a&amp;b&nbsp;c", "a&b c", ()),
        ("a<br>b<div>c</div><div>d</div>", "a\nb\nc\nd", ()),
        ('<span dir="rtl">x</span>', "x", ()),
        ('<span style="font-weight: 600">x</span>', "x", ("a style",)),
        ("x<script>alert(1)</script>", "x", ("the tag <script>",)),
        ("<ul><li>x</li></ul>", "x", ("the tag <ul>", "a list")),
        ("[$]x[/$]", "[$]x[/$]", ("a formula",)),
        ("<", "<", ()),
        ("<b", "<b", ()),
    ],
)
def test_plain_text_of_a_field(field: str, text: str, besides: tuple[str, ...]) -> None:
    made = plain_of(field)
    assert (made.text, made.besides) == (text, besides)


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_what_quizgen_writes_is_read_back(text: str) -> None:
    from quizgen.anki.markup import as_plain  # noqa: PLC0415

    expected = plain_of(as_html(" ".join(as_plain(text).split(" "))))
    assert expected.besides in ((), ("a formula",), ("a sound",))
    lines = [" ".join(line.split()) for line in as_plain(text).strip().split("\n")]
    if "\n\n" not in "\n".join(lines) and "[sound:" not in text:
        assert expected.text == "\n".join(lines).strip().replace("\N{NO-BREAK SPACE}", " ")


# Edits and changes of the deck at the same time


@pytest.mark.parametrize(
    ("answer", "remarks", "own"),
    [
        ("an old answer", "", set()),
        ("an old answer", "mine", {"Remarks"}),
        ("my answer", "", {"Answer"}),
        ("my answer", "mine", {"Answer", "Remarks"}),
    ],
)
def test_texts_that_learners_got_are_no_edits(
    deck: Path, answer: str, remarks: str, own: set[str]
) -> None:
    project = Project(load(deck))
    made = notes(project)
    record = next(each for each in records_of(made) if each.key == "pioneers/ada/who")
    index = record.note_type.texts.index("Answer")
    before = (*record.texts[:index], text_hash("an old answer"), *record.texts[index + 1 :])
    texts = tuple((now, was) for now, was in zip(record.texts, before, strict=True))
    lock = Lock("mine", {record.key: Entry("0" * 16, 1_700_000_000, texts=texts)})
    fields = {**record.named, "Answer": answer, "Remarks": remarks}
    # The note is older than the deck's last change.
    held = LearnerNote(1, "", 0, 1_600_000_000, fields, ())
    found = edited(Wanted(made, lock, 1_800_000_000), record, held)
    assert set(found.fields) == own
    assert found.is_older == (not own)


# What quizgen adds to remarks

EXTRA = DECK.replace("note: In London}", "note: In London, extra: He ran marathons.}")
ALAN = "pioneers/alan/born"


def settings_on(text: str = EXTRA) -> str:
    return text.replace(
        "kinds:\n", "anki: {confused: true, tts: true, look: {size: 120}}\nkinds:\n", 1
    )


def remarks_of(collection: Collection, key: str = ALAN) -> str:
    (found,) = collection.find_notes(f'"Key:mine/{key}"')
    return str(collection.get_note(found)["Remarks"])


def test_what_quizgen_adds_is_no_mend(deck: Path, collection: Collection) -> None:
    write(deck, settings_on())
    released(collection)
    assert "Easily confused with" in remarks_of(collection)
    assert "marathons" in remarks_of(collection)
    mend(collection, ALAN, **{"My notes": "newer than the deck"})
    assert "0 fields can go back, 0 cannot" in pulled(collection).stderr


@pytest.mark.parametrize("lock", [True, False])
def test_look_alikes_and_settings_of_another_deck_are_no_mend(
    deck: Path, collection: Collection, *, lock: bool
) -> None:
    """The learner has the note as it was before, and changed a field of it since."""
    write(deck, DECK)
    released(collection)
    mend(collection, ALAN, Prompt="When did Alan Turing see the light of day?")
    write(deck, settings_on())
    if not lock:
        Path("deck.lock").unlink(missing_ok=True)
    result = pulled(collection)
    assert "see the light of day" in result.stdout
    assert "1 field can go back, 0 cannot" in result.stderr


def test_a_mended_extra_text_goes_back(deck: Path, collection: Collection) -> None:
    write(deck, settings_on())
    released(collection)
    remarks = remarks_of(collection).replace(
        "He ran marathons.", "He ran <b>fast</b><br>marathons."
    )
    mend(collection, ALAN, Remarks=remarks)
    result = pulled(collection)
    (removed, added) = changed_lines(result.stdout)
    assert "extra: He ran marathons." in removed
    assert "He ran **fast**\\nmarathons." in added
    pulled(collection, "--apply")
    assert "0 fields can go back, 0 cannot" in pulled(collection).stderr


def test_a_mended_remark_goes_back_beside_an_extra_text(deck: Path, collection: Collection) -> None:
    write(deck, settings_on())
    released(collection)
    mend(collection, ALAN, Remarks=remarks_of(collection).replace("In London", "In Maida Vale"))
    result = pulled(collection)
    assert "note: In Maida Vale" in result.stdout
    assert "1 field can go back, 0 cannot" in result.stderr


@pytest.mark.parametrize("text", ["", "<u>He</u> ran"])
def test_an_extra_text_that_cannot_go_back(text: str, deck: Path, collection: Collection) -> None:
    write(deck, settings_on())
    released(collection)
    mend(collection, ALAN, Remarks=remarks_of(collection).replace("He ran marathons.", text))
    result = pulled(collection)
    assert result.stdout == ""
    assert ("extra text is empty" if not text else "underlining") in result.stderr
