"""Texts in several languages: what a deck says in each, in YAML and in tables."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import ROOT
from pdf_support import pages

import quizgen
from quizgen.anki.lock import read_lock
from quizgen.anki.records import records_of
from quizgen.cli import main
from quizgen.deck.load import Loaded, load_deck
from quizgen.deck.model.contents import Text
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Value
from quizgen.diagnostics import Severity
from quizgen.export.anki import notes
from quizgen.forms.registry import form_names
from quizgen.project import Project, QuizOptions, read_projects

EXAMPLE = Path("capitals.yaml")
HEADER = "deck: test\ntitle: {en: A test, de: Ein Test}\nlanguages: [en, de]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    shutil.copy(ROOT / "docs" / "examples" / "capitals.yaml", EXAMPLE)


def loaded(body: str, language: str = "", header: str = HEADER) -> Loaded:
    Path("test.yaml").write_text(header + body, encoding="utf-8")
    return load_deck(Path("test.yaml"), form_names(), language=language)


def deck(body: str, language: str = "", header: str = HEADER) -> Deck:
    found = loaded(body, language, header)
    assert found.deck is not None
    assert found.diagnostics == ()
    return found.deck


def value(of: Deck, ref: str, field: str) -> Value:
    (found,) = of.facts[ref].values[field]
    return found


def text(of: Deck, ref: str, field: str) -> str:
    content = value(of, ref, field).content
    assert isinstance(content, Text)
    return content.text


def told(found: Loaded) -> list[str]:
    return [f"{each.code} {each.place.line}: {each.message}" for each in found.diagnostics]


LONG = """\
terms:
  truce:
    name: {en: truce, de: Waffenruhe}
    definition:
      value: {en: a halt, de: eine Pause}
      note: {en: It may end., de: Sie kann enden.}
      also: {en: [a pause, a stop], de: [ein Halt]}
      mistaken_for:
        - {value: {en: peace, de: Frieden}, why: {en: It lasts., de: Er dauert.}}
        - {en: a war, de: ein Krieg}
      distractors: [{en: an attack, de: ein Angriff}, {en: a siege, de: eine Belagerung}]
    tags: {en: [war], de: [krieg]}
"""


@pytest.mark.parametrize(
    ("language", "name", "also", "mistaken", "why", "distractors", "tags"),
    [
        ("en", "truce", ("a pause", "a stop"), "peace", "It lasts.", "a siege", ("war",)),
        ("de", "Waffenruhe", ("ein Halt",), "Frieden", "Er dauert.", "eine Belagerung", ("krieg",)),
    ],
)
def test_every_text_of_a_value(
    *,
    language: str,
    name: str,
    also: tuple[str, ...],
    mistaken: str,
    why: str,
    distractors: str,
    tags: tuple[str, ...],
) -> None:
    made = deck(LONG, language)
    assert text(made, "terms/truce", "name") == name
    control = value(made, "terms/truce", "definition").control
    assert control.also == also
    assert (control.mistaken_for[0].value, control.mistaken_for[0].why) == (mistaken, why)
    assert control.distractors[1] == distractors
    assert made.facts["terms/truce"].tags == tags


def test_places_are_those_of_the_text_in_its_language() -> None:
    place = value(deck(LONG, "de"), "terms/truce", "name").place
    assert (place.line, place.column) == (6, 27)


def test_a_whole_value_for_each_language() -> None:
    body = "terms:\n  a: {name: A, definition: {en: {value: one, paragraph: 1}, de: eins}}\n"
    assert value(deck(body), "terms/a", "definition").provenance.paragraph == 1
    assert value(deck(body, "de"), "terms/a", "definition").provenance.paragraph is None


def test_texts_without_a_language_count_for_all() -> None:
    body = "terms:\n  a: {name: Bonn, definition: {en: a city, de: eine Stadt}}\n"
    assert [text(deck(body, code), "terms/a", "name") for code in ("en", "de")] == ["Bonn", "Bonn"]


def test_headers_and_sources() -> None:
    body = """\
source: {en: {title: A book, url: https://en.example}, de: {title: Ein Buch}}
quiz: {instructions: {en: Use a pen., de: Nimm einen Stift.}}
terms: {a: {name: A, definition: B}}
"""
    first, second = deck(body), deck(body, "de")
    assert (first.title, second.title) == ("A test", "Ein Test")
    assert (first.source.title, second.source.title) == ("A book", "Ein Buch")
    assert (first.source.url, second.source.url) == ("https://en.example", "")
    assert second.quiz.instructions == "Nimm einen Stift."


def test_the_languages_may_stand_at_the_end() -> None:
    body = "terms: {a: {name: {en: A, de: B}, definition: C}}\nlanguages: [en, de]\n"
    made = deck(body, "de", "deck: test\ntitle: {en: A test, de: Ein Test}\n")
    assert (made.title, text(made, "terms/a", "name")) == ("Ein Test", "B")


@pytest.mark.parametrize("written", ['"languages" : [en, de]', "'languages': [en, de]"])
def test_the_key_may_be_quoted(written: str) -> None:
    body = f"{written}\nterms: {{a: {{name: {{en: A, de: B}}, definition: C}}}}\n"
    assert deck(body, "de", "deck: test\ntitle: T\n").languages == ("en", "de")


def test_the_deck_may_stand_in_braces() -> None:
    facts = "terms: {a: {name: A, definition: B}}"
    text_ = f"{{deck: t, title: {{en: A, de: B}}, languages: [en, de], {facts}}}"
    assert deck(text_, "de", "").title == "B"


def test_kinds_with_names_of_keys_stay() -> None:
    header = "deck: test\ntitle: A test\n"
    body = """\
kinds:
  languages:
    one: language
    name: name
    fields: {name: {type: text, required: true}, fr: {type: text}}
    questions: {fr: {ask: "What is {name} in French?"}}
languages:
  de: {name: German, fr: allemand}
  en: {name: English, fr: anglais}
terms: {a: {name: A, definition: B}}
"""
    made = deck(body, header=header)
    assert made.languages == ()
    assert list(made.facts) == ["languages/de", "languages/en", "terms/a"]


def test_a_mapping_of_languages_is_told_how_to_list_them() -> None:
    found = loaded("languages: {en: x}\nterms: {a: {name: A, definition: B}}\n", header=HEADER[:11])
    assert any("`languages`: the languages of a deck" in each.help for each in found.diagnostics)


def test_fields_that_are_called_like_languages() -> None:
    body = """\
kinds:
  words:
    one: word
    name: name
    main: name
    fields: {name: {type: text, required: true}, en: {type: text}, de: {type: text}}
    questions: {de: {ask: {en: "What is {name} in German?", de: "Wie heißt {name}?"}}}
words:
  dog: {name: dog, en: dog, de: Hund}
"""
    assert text(deck(body, "de"), "words/dog", "de") == "Hund"


def test_articles_of_a_kind() -> None:
    body = """\
kinds:
  rivers:
    one: {en: river, de: Fluss}
    name: name
    article: {en: {the: [Rhine]}, de: {der: [Rhein]}}
    fields: {name: {type: text, required: true}}
    questions: {}
rivers: {rhine: {name: {en: Rhine, de: Rhein}}}
"""
    kinds = [deck(body, code).kinds["rivers"] for code in ("en", "de")]
    assert [kind.article for kind in kinds] == [{"the": ("Rhine",)}, {"der": ("Rhein",)}]
    assert [kind.pool for kind in kinds] == ["river", "river"]


LACKING = """\
terms:
  a: {name: {en: A, de: Ä}, definition: {en: one}}
  b: {name: {en: B}, definition: {en: two, de: zwei}}
people:
  c: {name: C, who: {value: {en: a king}, note: N}, born: 1900}
"""


def test_what_a_language_lacks_is_left_out_and_reported() -> None:
    found = loaded(LACKING, "de")
    assert found.deck is not None
    assert set(found.deck.facts) == {"terms/a", "people/c"}
    assert "definition" not in found.deck.facts["terms/a"].values
    assert told(found) == [
        "Q282 5: `definition` of `terms/a` has no text in `de`: the fact does without it",
        "Q282 6: `name` of `terms/b` has no text in `de`: the fact is left out",
        "Q282 8: `who` of `people/c` has no text in `de`: the fact does without it",
    ]


def test_another_language_stands_in_on_request() -> None:
    made = deck(LACKING, "de", HEADER + "fallback: true\n")
    assert text(made, "terms/b", "name") == "B"
    assert text(made, "terms/a", "name") == "Ä"


def test_facts_that_need_a_missing_one() -> None:
    body = """\
organizations:
  a: {name: {en: A}}
  b: {name: B, part_of: a}
claims:
  c: {claim: {en: it rains, de: es regnet}, by: a}
terms: {d: {name: D, definition: E}}
"""
    found = loaded(body, "de")
    assert found.deck is not None
    assert set(found.deck.facts) == {"organizations/b", "terms/d"}
    assert "part_of" not in found.deck.facts["organizations/b"].values
    assert all(each.severity is Severity.WARNING for each in found.diagnostics)
    assert list(read_projects([Path("test.yaml")])[0][1].prompts)


def test_many_missing_texts_are_counted() -> None:
    facts = "".join(f"  t{n}: {{name: {{en: A{n}}}, definition: B}}\n" for n in range(2000))
    found = loaded(f"terms:\n{facts}  z: {{name: Z, definition: Y}}\n", "de")
    assert len(found.diagnostics) == 21
    assert "1980 more texts are missing in `de`" in found.diagnostics[-1].message


def test_a_language_without_facts() -> None:
    found = loaded("terms: {a: {name: {en: A}, definition: B}}\n", "de")
    assert "Q215 1: the deck has no facts in `de`" in told(found)


def test_a_dropped_language_is_reported_once() -> None:
    facts = "".join(f"  t{n}: {{name: {{en: A, fr: B}}, definition: C}}\n" for n in range(50))
    found = loaded(f"terms:\n{facts}")
    assert told(found) == ["Q281 5: 50 texts are in `fr`, which is none of the deck's languages"]


TABLE = """\
name,name:de,capital,capital:de,capital.note:DE,capital.note,capital.also,capital.also:de,size
Austria,Österreich,Vienna,Wien,An der Donau,On the Danube,Vindobona;W,Vindobona,83879
Germany,Deutschland,Berlin,Berlin,,,,,357592
Poland,Polen,Warsaw,,,,,,312696
"""
KIND = """\
kinds:
  countries:
    one: {en: country, de: Land}
    name: name
    fields:
      name: {type: text, required: true}
      capital: {type: text, single: true}
      size: {type: number}
    questions: {capital: {ask: {en: "The capital of {name}?", de: "Die Hauptstadt von {name}?"}}}
countries:
  table: countries.csv
"""


def test_columns_in_languages() -> None:
    Path("countries.csv").write_text(TABLE, encoding="utf-8")
    first = deck(KIND)
    found = loaded(KIND, "de")
    second = found.deck
    assert second is not None
    assert set(first.facts) == set(second.facts)
    assert text(second, "countries/austria", "name") == "Österreich"
    capital = value(second, "countries/austria", "capital")
    assert (capital.provenance.note, capital.control.also) == ("An der Donau", ("Vindobona",))
    assert value(first, "countries/austria", "capital").control.also == ("Vindobona", "W")
    assert (capital.place.line, capital.place.column) == (2, 27)
    assert told(found) == [
        "Q282 4: `capital` of `countries/poland` has no text in `de`: the fact does without it"
    ]


def test_headings_may_name_a_language() -> None:
    table = "id,Land,Country,Capital\nat,Österreich,Austria,{}\n".format("Wien;Vienna")
    Path("countries.csv").write_text(table.replace("Wien;Vienna", "Vienna"), encoding="utf-8")
    body = KIND.replace(
        "table: countries.csv",
        'table: {file: countries.csv, columns: {Land: "name:de", Country: "name:en"}}',
    )
    names = [text(deck(body, code), "countries/at", "name") for code in ("en", "de")]
    assert names == ["Austria", "Österreich"]


@pytest.mark.parametrize(
    ("heading", "help_"),
    [
        ("name:dee", "did you mean `de`?"),
        ("name:fr", "choose one of: `de`, `en`"),
        ("nmae:de", "did you mean `name`?"),
    ],
)
def test_headings_in_unknown_languages(heading: str, help_: str) -> None:
    Path("countries.csv").write_text(f"id,name,{heading}\nat,Austria,x\n", encoding="utf-8")
    found = loaded(KIND)
    assert told(found)[0].startswith(f"Q225 1: the column `{heading}`")
    assert help_ in found.diagnostics[0].help


def test_ids_have_no_language() -> None:
    Path("countries.csv").write_text("id:de,name\nat,Austria\n", encoding="utf-8")
    assert told(loaded(KIND))[0].startswith("Q225 1: the column `id:de`")


def test_problems_of_all_languages_are_told_once() -> None:
    body = "terms:\n  a: {name: A, definition: {en: one, de: eins}, dete: 1}\n"
    Path("test.yaml").write_text(HEADER + body, encoding="utf-8")
    _, problems = read_projects([Path("test.yaml")])
    assert [each.message for each in problems] == ["unknown key `dete`"]
    body = 'statements:\n  a: {en: "{{X|person}} ran.", de: "{{X|persn}} rannte."}\n'
    Path("test.yaml").write_text(HEADER + body, encoding="utf-8")
    _, problems = read_projects([Path("test.yaml")])
    assert [each.message for each in problems] == ["a blank cannot have the type `persn` (in de)"]


def test_a_deck_in_one_language_is_read_as_before() -> None:
    body = 'terms: {a: {name: "languages: [en]", definition: {value: B, en: C}}}\n'
    found = loaded(body, header="deck: test\ntitle: A test\n")
    assert found.languages == ()
    assert told(found) == ["Q201 3: unknown key `en`"]


def test_guids_belong_to_one_language() -> None:
    body = """\
anki:
  kinds:
    terms:
      note_type:
        id: 1234567890123
        name: Mine
        fields: {Front: name, Back: definition}
        cards: {Card 1: {shows: name, asks: definition}}
terms: {a: {name: {en: A, de: Ä}, definition: B, guid: abcdefghij}}
"""
    Path("test.yaml").write_text(HEADER + body, encoding="utf-8")
    projects, problems = read_projects([Path("test.yaml")])
    assert problems == []
    guids = [record.guid for each in projects for record in records_of(notes(each))]
    assert guids[0] == "abcdefghij"
    assert len(set(guids)) == 2


@pytest.mark.parametrize("command", ["items", "quiz", "cards", "anki"])
def test_commands_that_make_one_take_the_first_language(command: str) -> None:
    output = CliRunner().invoke(main, [command, str(EXAMPLE)]).output
    # The folder would keep the first quiz.
    Path("quiz.json").unlink(missing_ok=True)
    other = CliRunner().invoke(main, [command, str(EXAMPLE), "--language", "fr"]).output
    if command == "items":
        assert "What is the capital of Austria?" in output
        assert "Quelle est la capitale du pays suivant" in other
    else:
        assert "\ncapitals:" in f"\n{output}"
        assert "\ncapitals.fr:" in f"\n{other}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["items", "--language", "fra"], "the deck is not in `fra`; did you mean `fr`?"),
        (["build", "--language", "xx"], "the deck is not in `xx`; choose one of: `de`, `en`"),
    ],
)
def test_a_language_that_the_deck_lacks(arguments: list[str], message: str) -> None:
    command, *options = arguments
    result = CliRunner().invoke(main, [command, str(EXAMPLE), *options])
    assert result.exit_code == 2
    assert message in result.output
    assert not Path("build").exists()


def test_decks_of_one_language_are_built_together() -> None:
    EXAMPLE.unlink()
    for name, language in (("one", "de"), ("two", "en")):
        text_ = f"deck: {name}\ntitle: {name}\nlanguage: {language}\n"
        facts = "terms: {a: {name: A, definition: B}}\n"
        Path(f"{name}.yaml").write_text(text_ + facts, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "--language", "de"])
    assert result.exit_code == 0
    assert [path.name for path in Path("build").iterdir()] == ["one"]


def test_the_example_says_nothing_and_prints_in_each_language() -> None:
    result = CliRunner().invoke(main, ["check", "--strict", "capitals.yaml"])
    assert (result.exit_code, result.output.count("no problems in 8 facts")) == (0, 3)
    assert CliRunner().invoke(main, ["build", "capitals.yaml"]).exit_code == 0
    paper = " ".join(page.words for page in pages(Path("build/capitals.de/quiz.pdf").read_bytes()))
    assert "Hauptstädte Europas" in paper
    assert "Wie heißt die Hauptstadt" in paper
    assert "1. Januar 1995" in paper
    assert "capital" not in paper
    key = " ".join(
        page.words for page in pages(Path("build/capitals.fr/quiz-key.pdf").read_bytes())
    )
    assert "Notes sur l\N{RIGHT SINGLE QUOTATION MARK}Europe" in key
    lock = read_lock(Path("capitals.lock"), "capitals")
    assert lock is not None
    assert lock.language == "en"


def test_options_are_in_the_language_of_the_question() -> None:
    projects, _ = read_projects([EXAMPLE])
    words = {
        project.deck.language: {
            option for item in project.items(QuizOptions()) for option in item.options
        }
        for project in projects
    }
    assert {"Vienna", "Austria"} <= words["en"]
    assert {"Wien", "Österreich"} <= words["de"]
    only_german = {"Wien", "Warschau", "Prag", "Kopenhagen", "Polen", "Ungarn"}
    assert not only_german & (words["en"] | words["fr"])


def test_ids_are_shared() -> None:
    projects, _ = read_projects([EXAMPLE])
    first, *others = [[prompt.id for prompt in project.prompts] for project in projects]
    assert len(first) == 28
    assert others == [first, first]


def test_python_programs_choose_a_language() -> None:
    assert quizgen.load(EXAMPLE).title == "Capitals of Europe"
    french = quizgen.load(EXAMPLE, language="fr")
    assert (french.id, french.language, french.title) == (
        "capitals.fr",
        "fr",
        "Capitales d\N{RIGHT SINGLE QUOTATION MARK}Europe",
    )
    assert french.languages == ("en", "de", "fr")
    with pytest.raises(ValueError, match="the deck is not in `es`"):
        quizgen.load(EXAMPLE, language="es")


def test_the_cards_do_not_depend_on_how_many_languages_are_read() -> None:
    (alone,), _ = read_projects([EXAMPLE], "de")
    _, together, _ = read_projects([EXAMPLE])[0]
    assert notes(Project(alone.deck)) == notes(together)
