"""A deck in several languages in the real Anki: languages come and go, and no review is lost."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki_support import Collection, check_database, import_package, render_all
from ankiconnect_support import running
from click.testing import CliRunner, Result
from learner_support import review, schedules
from media_support import picture

from quizgen.cli import main

BODY = """\
kinds:
  countries:
    one: {en: country, de: Land, fr: pays}
    name: name
    fields:
      name: {type: text, required: true}
      capital: {type: text, single: true, unique: true}
      flag: {type: image, single: true}
    questions:
      capital:
        ask:
          en: "What is the capital of {name}?"
          de: "Wie heißt die Hauptstadt von {name}?"
          fr: "Quelle est la capitale du pays {name} ?"
      flag:
        ask:
          en: "Which flag belongs to {name}?"
          de: "Welche Flagge gehört zu {name}?"
          fr: "Quel est le drapeau du pays {name} ?"
countries:
  austria:
    name: {en: Austria, de: Österreich, fr: Autriche}
    capital: {en: Vienna, de: Wien, fr: Vienne}
    flag: {value: red.png, alt: {en: a red sheet, de: ein rotes Tuch, fr: un tissu rouge}}
  poland:
    name: {en: Poland, de: Polen, fr: Pologne}
    capital: {en: Warsaw, de: Warschau, fr: Varsovie}
  hungary:
    name: {en: Hungary, de: Ungarn, fr: Hongrie}
    capital: Budapest
statements:
  crown:
    en: "{{Charlemagne|person}} was crowned in {{0800|date}}."
    de: "{{Karl der Große|person}} wurde {{0800|date}} gekrönt."
    fr: "{{Charlemagne|person}} fut couronné en {{0800|date}}."
"""
TITLES = "title: {en: Capitals, de: Hauptstädte, fr: Capitales}\n"
ONE = {
    "en": "Capitals",
    "de": "Hauptstädte",
}
# Notes of the deck in one language: three capitals, a flag and a sentence.
NOTES = 5


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    Path("red.png").write_bytes(picture("PNG"))


def write(header: str, body: str = BODY) -> None:
    Path("capitals.yaml").write_text(f"deck: capitals\n{header}{body}", encoding="utf-8")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(os.environ["SOURCE_DATE_EPOCH"]) + 100)


def in_one(language: str) -> str:
    """Return the body of a deck that was never in several languages."""
    body = re.sub(
        r"\{en: (.*?), de: (.*?), fr: (.*?)\}", r"\1" if language == "en" else r"\2", BODY
    )
    lines = []
    for line in body.splitlines():
        found = re.fullmatch(r" +(en|de|fr): (.*)", line)
        if not found:
            lines.append(line)
        elif found[1] == language:
            lines[-1] += f" {found[2]}"
    return "\n".join(lines) + "\n"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, [*arguments])
    assert result.exit_code == 0, result.output
    return result


def packages() -> list[Path]:
    return sorted(Path("build").rglob("*.apkg"))


def handed_over(collection: Collection, *arguments: str) -> str:
    """Build all languages and import their packages; return what the program said."""
    for path in packages():
        path.unlink()
    said = run("build", "capitals.yaml", *arguments).output
    before = schedules(collection)
    for path in packages():
        import_package(collection, path)
    after = schedules(collection)
    assert {key: after[key] for key in before} == before
    return said


def keys(collection: Collection) -> list[str]:
    return sorted(collection.get_note(each)["Key"] for each in collection.find_notes(""))


def decks(collection: Collection) -> set[str]:
    return {each.name for each in collection.decks.all_names_and_ids()} - {"Default"}


def prompt(collection: Collection, key: str) -> str:
    (found,) = collection.find_notes(f'"Key:{key}"')
    return collection.get_note(found)["Prompt"]


def test_two_languages_in_one_collection(collection: Collection) -> None:
    write(f"languages: [en, de]\n{TITLES}")
    handed_over(collection)
    assert decks(collection) == {"Capitals", "Hauptstädte"}
    assert len(keys(collection)) == len(set(keys(collection))) == 2 * NOTES
    assert prompt(collection, "capitals/countries/austria/capital").startswith("What is the")
    assert prompt(collection, "capitals.de/countries/austria/capital").startswith("Wie heißt die")
    assert len(list(Path(collection.media.dir()).iterdir())) == 1
    review(collection, 4)
    reviews = schedules(collection)[0]
    write(f"languages: [en, de]\n{TITLES}", BODY.replace("de: Wien", "de: Wien an der Donau"))
    handed_over(collection)
    assert schedules(collection)[0] == reviews
    assert len(keys(collection)) == 2 * NOTES
    shown = " ".join(sides.back for sides in render_all(collection))
    assert "Wien an der Donau" in shown
    assert check_database(collection) == []


def test_an_edit_in_one_language_leaves_the_other_alone() -> None:
    write(f"languages: [en, de]\n{TITLES}")
    run("build", "capitals.yaml")
    first = {path: path.read_bytes() for path in (*packages(), Path("capitals.lock"))}
    write(f"languages: [en, de]\n{TITLES}", BODY.replace("de: Wien", "de: Wien an der Donau"))
    run("build", "capitals.yaml")
    changed = {path.name for path, data in first.items() if path.read_bytes() != data}
    assert changed == {"capitals.de.apkg"}


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("order", ["[en, de]", "[de, en]"])
@pytest.mark.parametrize("tells", [False, True], ids=["silent", "told"])
def test_a_deck_gains_a_language(
    collection: Collection, language: str, order: str, *, tells: bool
) -> None:
    own = "" if language == "en" else "language: de\n"
    write(f"title: {ONE[language]}\n{own}", in_one(language))
    handed_over(collection)
    assert len(keys(collection)) == NOTES
    review(collection, 4)
    before = keys(collection)
    kept = f"language: {language}\n" if tells else ""
    write(f"languages: {order}\n{kept}{TITLES}")
    handed_over(collection)
    other = "de" if language == "en" else "en"
    added = [key.replace("capitals/", f"capitals.{other}/") for key in before]
    assert keys(collection) == sorted([*before, *added])
    plain = prompt(collection, "capitals/countries/austria/capital")
    assert plain.startswith("What is" if language == "en" else "Wie heißt")
    assert decks(collection) == {"Capitals", "Hauptstädte"}


@pytest.mark.parametrize(
    "headers",
    [
        ("[en, de]", "[de, en]", "[de, fr]", "[en, de, fr]"),
        ("[de]", "[en, de]", "[en]", "[fr, en, de]"),
        ("[en, de, fr]", "[fr]", "[de, en]"),
    ],
)
def test_languages_come_and_go(collection: Collection, headers: tuple[str, ...]) -> None:
    known: dict[str, str] = {}
    for header in headers:
        write(f"languages: {header}\n{TITLES}")
        handed_over(collection)
        review(collection, 2)
        shown = {each: collection.get_note(each)["Prompt"] for each in _notes(collection)}
        for note, text in shown.items():
            assert known.setdefault(str(note), text) == text
    spoken = {code for header in headers for code in header.strip("[]").split(", ")}
    assert len(keys(collection)) == len(set(keys(collection))) == NOTES * len(spoken)
    assert check_database(collection) == []


def _notes(collection: Collection) -> list[int]:
    return list(collection.find_notes('"Key:*capital"'))


def test_a_deck_goes_back_to_one_language(collection: Collection) -> None:
    write(f"languages: [en, de]\n{TITLES}")
    handed_over(collection)
    review(collection, 4)
    before = keys(collection)
    write("language: de\ntitle: Hauptstädte\n", in_one("de"))
    said = handed_over(collection)
    assert [path.name for path in packages()] == ["capitals.de.apkg"]
    assert keys(collection) == before
    assert "warning[Q285]: the cards in `en` are no longer made" in said


def test_a_language_that_is_dropped_is_reported() -> None:
    write(f"languages: [en, de, fr]\n{TITLES}")
    run("build", "capitals.yaml")
    write(f"languages: [en, fr]\n{TITLES}")
    said = run("build", "capitals.yaml").output
    assert said.count("Q285") == 1
    assert "capitals.de.lock" in said
    Path("capitals.de.lock").unlink()
    assert "Q285" not in run("build", "capitals.yaml").output


def test_the_language_with_the_plain_ids_is_dropped() -> None:
    write(f"languages: [en, de]\n{TITLES}")
    run("build", "capitals.yaml")
    write(f"languages: [de]\n{TITLES}")
    assert "`en` are no longer made" in run("build", "capitals.yaml").output
    write(f"languages: [de]\nlanguage: en\n{TITLES}")
    assert "Q285" not in run("build", "capitals.yaml").output
    write(f"languages: [de, en]\nlanguage: de\n{TITLES}")
    assert "warning[Q284]" in run("build", "capitals.yaml").output


def test_a_lock_of_another_deck_beside_it_is_none_of_its_languages() -> None:
    write("title: Capitals\n", in_one("en"))
    run("build", "capitals.yaml")
    Path("capitals.de.lock").write_text("quizgen lock 2\ndeck other\n", encoding="utf-8")
    assert run("check", "capitals.yaml").output.startswith("capitals.yaml: no problems in 4 facts")


def test_a_shared_title_gives_decks_of_their_own(collection: Collection) -> None:
    write("languages: [en, de]\ntitle: 'Europe :: Capitals'\n")
    handed_over(collection)
    assert decks(collection) == {"Europe: Capitals", "Europe: Capitals (Deutsch)"}
    write(f"languages: [en, de]\n{TITLES}")
    handed_over(collection)
    assert decks(collection) == {"Europe: Capitals", "Europe: Capitals (Deutsch)"}


def test_a_shared_path_gives_decks_of_their_own(collection: Collection) -> None:
    write(f"languages: [en, de]\n{TITLES}anki: {{deck: 'School::Europe'}}\n")
    handed_over(collection)
    assert decks(collection) == {"School", "School::Europe", "School::Europe (Deutsch)"}


def test_a_path_for_each_language(collection: Collection) -> None:
    write(f"languages: [en, de]\n{TITLES}anki: {{deck: {{en: 'A::B', de: 'C::D'}}}}\n")
    handed_over(collection)
    assert decks(collection) == {"A", "A::B", "C", "C::D"}


@pytest.mark.parametrize("order", ["[de, en]", "[de]"])
def test_the_order_changes_before_the_first_language_is_built(
    collection: Collection, order: str
) -> None:
    write(f"languages: [en, de]\n{TITLES}")
    handed_over(collection, "--language", "de")
    before = keys(collection)
    write(f"languages: {order}\n{TITLES}")
    handed_over(collection, "--language", "de")
    assert keys(collection) == before


def test_another_language_is_built_before_the_one_that_learners_have(
    collection: Collection,
) -> None:
    write("title: Hauptstädte\nlanguage: de\n", in_one("de"))
    handed_over(collection)
    before = keys(collection)
    write(f"languages: [en, de]\n{TITLES}")
    handed_over(collection, "--language", "en")
    handed_over(collection)
    added = [key.replace("capitals/", "capitals.en/") for key in before]
    assert keys(collection) == sorted([*before, *added])


def test_one_language_alone(collection: Collection) -> None:
    write(f"languages: [en, de]\n{TITLES}")
    handed_over(collection, "--language", "de")
    assert [path.name for path in packages()] == ["capitals.de.apkg"]
    assert not Path("capitals.lock").exists()
    run("anki", "capitals.yaml", "-o", "first.apkg")
    import_package(collection, Path("first.apkg"))
    assert len(keys(collection)) == 2 * NOTES


def test_texts_that_are_missing_come_later(collection: Collection) -> None:
    poor = BODY.replace("de: Polen, ", "").replace(", de: Wien", "")
    write(f"languages: [en, de]\n{TITLES}", poor)
    said = handed_over(collection)
    assert "`name` of `countries/poland` has no text in `de`: the fact is left out" in said
    assert "`capital` of `countries/austria` has no text in `de`" in said
    assert len(keys(collection)) == 2 * NOTES - 2
    review(collection, 4)
    write(f"languages: [en, de]\n{TITLES}")
    handed_over(collection)
    assert len(keys(collection)) == 2 * NOTES


def test_a_push_keeps_languages_apart(collection: Collection) -> None:
    write(f"languages: [en, de]\n{TITLES}")
    with running(collection) as service:
        said = run("push", "capitals.yaml", "--url", service.url).output
        assert "capitals: 5 new, 0 changed" in said
        assert "capitals.de: 5 new, 0 changed" in said
        review(collection, 4)
        before = schedules(collection)
        write(f"languages: [de, en]\n{TITLES}", BODY.replace("de: Wien", "de: Wien/Donau"))
        dry = run("push", "capitals.yaml", "--url", service.url, "--language", "en").output
        assert "0 new, 0 changed, 5 same" in dry
        said = run("push", "capitals.yaml", "--url", service.url).output
        assert "capitals.de: 0 new, 1 changed, 4 same, 0 gone" in said
        assert "capitals: 0 new, 0 changed, 5 same, 0 gone" in said
    assert schedules(collection) == before
    assert len(keys(collection)) == 2 * NOTES
    assert decks(collection) == {"Capitals", "Hauptstädte"}


def mend(collection: Collection, key: str, **fields: str) -> None:
    (found,) = collection.find_notes(f'"Key:{key}"')
    note = collection.get_note(found)
    for name, text in fields.items():
        note[name] = text
    collection.update_note(note)


def exported(collection: Collection) -> str:
    options = ExportAnkiPackageOptions(legacy=True, with_scheduling=True, with_media=True)
    collection.export_anki_package(out_path="mine.apkg", options=options, limit=None)
    return "mine.apkg"


@pytest.mark.parametrize(
    ("key", "fields", "old", "new"),
    [
        ("countries/austria/capital", {"Answer": "Wien (Donau)"}, "de: Wien,", "de: Wien (Donau),"),
        (
            "countries/poland/capital",
            {"Answer": "Warszawa"},
            "de: Warschau,",
            "de: Warszawa,",
        ),
        (
            "statements/crown/text",
            {"Text": "{{c1::Karl I.}} wurde {{c2::800}} gekrönt."},
            '"{{Karl der Große|person}} wurde',
            '"{{Karl I.|person}} wurde',
        ),
        ("countries/hungary/capital", {"Answer": "Pest"}, "capital: Budapest", "capital: Pest"),
    ],
)
def test_mends_go_back_into_the_text_of_their_language(
    collection: Collection, key: str, fields: dict[str, str], old: str, new: str
) -> None:
    write(f"languages: [en, de]\n{TITLES}")
    handed_over(collection)
    mend(collection, f"capitals.de/{key}", **fields)
    package = exported(collection)
    assert "+" not in run("pull", "capitals.yaml", "--from", package, "-q").stdout
    before = Path("capitals.yaml").read_text(encoding="utf-8")
    run("pull", "capitals.yaml", "--from", package, "--language", "de", "--apply")
    assert old in before
    assert Path("capitals.yaml").read_text(encoding="utf-8") == before.replace(old, new, 1)


def test_a_remark_goes_to_the_text_of_its_language(collection: Collection) -> None:
    write(f"languages: [en, de]\n{TITLES}")
    handed_over(collection)
    mend(collection, "capitals.de/countries/austria/capital", Remarks="An der Donau.")
    run("pull", "capitals.yaml", "--from", exported(collection), "--language", "de", "--apply")
    text = Path("capitals.yaml").read_text(encoding="utf-8")
    assert "capital: {en: Vienna, de: {value: Wien, note: An der Donau.}, fr: Vienne}" in text


def test_learners_of_one_language(collection: Collection) -> None:
    write(f"languages: [en, de]\n{TITLES}")
    handed_over(collection)
    for key in ("capitals", "capitals.de"):
        (found,) = collection.find_notes(f'"Key:{key}/countries/poland/capital"')
        card = collection.get_note(found).card_ids()[0]
        row = (1_700_000_000_000 + card % 1000, card)
        collection.db.execute("insert into revlog values (?, ?, -1, 1, 10, 5, 2500, 4000, 1)", *row)
    package = exported(collection)
    told = run("learners", "capitals.yaml", "--language", "de", "--from", package).output
    assert "capitals.de: 1 learner, 1 review" in told
    assert "countries/poland" in told
