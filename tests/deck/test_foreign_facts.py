"""References to facts of other decks: `other-deck/kind/id`."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki_support import Collection, import_package
from click.testing import CliRunner
from deck_support import ROOT, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import quizgen
from quizgen.bank.items import Item
from quizgen.cli import main
from quizgen.deck import files
from quizgen.deck.foreign import MAX_DECKS
from quizgen.deck.load import load_deck
from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Diagnostic, Severity
from quizgen.export.anki import notes
from quizgen.forms.registry import form_names
from quizgen.project import Project, QuizOptions, read_projects
from quizgen.reading import read_decks
from quizgen.schema.deck import deck_schema

SCIENCE = """\
deck: science
title: Scientists
source: {title: A book}
people:
  einstein: {name: Albert Einstein, who: the physicist of relativity, single: true, paragraph: 3}
  curie: {name: Marie Curie, who: the chemist of radium, single: true}
  bohr: {name: Niels Bohr, who: the physicist of the atom, single: true}
  planck: {name: Max Planck, who: the physicist of the quantum, single: true}
"""
QUOTES = """\
deck: quotes
title: Quotes
people:
  dirac: {name: Paul Dirac, who: the physicist of the spin, single: true}
quotes:
  dice: {quote: He does not play dice., of: chance, by: science/people/einstein}
  fear: {quote: Nothing is to be feared., of: fear, by: science/people/curie}
  spin: {quote: It turns., of: electrons, by: dirac}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "science.yaml").write_text(SCIENCE, encoding="utf-8")
    (tmp_path / "quotes.yaml").write_text(QUOTES, encoding="utf-8")
    return tmp_path


def errors(path: Path) -> list[Diagnostic]:
    found = load_deck(path).diagnostics
    return [each for each in found if each.severity is Severity.ERROR]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def items(deck: Deck) -> dict[str, Item]:
    return {item.prompt.id: item for item in Project(deck).items(QuizOptions())}


def fields(deck: Deck) -> dict[str, str]:
    return {note.key: repr(note) for note in notes(Project(deck)).notes}


def test_the_answer_and_the_wrong_options_come_from_the_other_deck(folder: Path) -> None:
    deck = load(folder / "quotes.yaml")
    item = items(deck)["quotes/dice/by"]
    assert item.options[0] == "Albert Einstein"
    assert set(item.options[1:]) <= {"Marie Curie", "Niels Bohr", "Max Planck", "Paul Dirac"}
    assert len(item.options) >= 3


def test_nothing_is_asked_about_facts_of_the_other_deck(folder: Path) -> None:
    deck = load(folder / "quotes.yaml")
    assert {fact.ref for fact in deck.own_facts} == {
        *("people/dirac", "quotes/dice", "quotes/fear", "quotes/spin")
    }
    assert all(fact.background for fact in deck.facts.values() if fact.deck)
    asked = {prompt.fact.ref for prompt in Project(deck).prompts}
    assert asked == {fact.ref for fact in deck.own_facts}
    assert not [key for key in fields(deck) if "einstein" in key]


def test_a_paragraph_of_another_article_is_not_cited(folder: Path) -> None:
    deck = load(folder / "quotes.yaml")
    told = deck.facts["people/science/einstein"].values["name"][0].provenance
    assert (told.paragraph, told.cited) == (None, None)


def test_both_decks_in_one_command_say_what_each_says_alone(folder: Path) -> None:
    science, quotes = folder / "science.yaml", folder / "quotes.yaml"
    projects, problems = read_projects([science, quotes])
    assert problems == []
    assert [project.deck for project in projects] == [load(science), load(quotes)]


def test_decks_may_name_each_other(folder: Path) -> None:
    edit(
        folder / "science.yaml", "people:\n", "quotes:\n  me: {quote: I, of: me, by: X}\npeople:\n"
    )
    edit(folder / "science.yaml", "by: X", "by: quotes/people/dirac")
    science, quotes = load(folder / "science.yaml"), load(folder / "quotes.yaml")
    assert science.facts["people/quotes/dirac"].deck == "quotes"
    assert quotes.facts["people/science/bohr"].deck == "science"
    # The quotation of the other deck is none of this one's: nothing refers to it.
    assert "quotes/science/me" not in quotes.facts


def test_a_fact_that_leads_back_is_the_decks_own(folder: Path) -> None:
    edit(folder / "science.yaml", "people:\n", f"{GROUPS}people:\n")
    edit(folder / "quotes.yaml", "quotes:\n", f"{GROUPS}quotes:\n")
    (folder / "science.yaml").write_text(
        (folder / "science.yaml").read_text()
        + "groups:\n  g: {name: G, head: quotes/people/dirac}\n"
    )
    edit(folder / "quotes.yaml", "deck: quotes", "deck: quotes")
    edit(
        folder / "quotes.yaml",
        "\nquotes:\n",
        "\nclubs:\n  c: {name: C, of: science/groups/g}\nquotes:\n",
    )
    deck = load(folder / "quotes.yaml")
    (head,) = deck.facts["groups/science/g"].values["head"]
    assert head.content.fact == "people/dirac"  # type: ignore[union-attr]


GROUPS = """\
kinds:
  groups:
    one: group
    name: name
    fields:
      name: {type: text, required: true}
      head: {type: reference, to: [people], single: true}
    questions: {head: {ask: "who leads {name}?"}}
  clubs:
    one: club
    name: name
    fields:
      name: {type: text, required: true}
      of: {type: reference, to: [groups], single: true}
    questions: {of: {ask: "which group does {name} belong to?"}}
"""


def test_a_row_of_decks_takes_the_kinds_from_the_end(folder: Path) -> None:
    kinds = "kinds:\n{}{}: {{x: {{name: {}, of: {}}}}}\n"
    last = GROUPS[: GROUPS.index("  clubs")].replace("kinds:\n", "")
    clubs = GROUPS[GROUPS.index("  clubs") :]
    teams = clubs.replace("clubs", "teams").replace("one: club", "one: team")
    teams = teams.replace("[groups]", "[clubs]")
    one = kinds.format(teams, "teams", "Ajax", "b/clubs/x")
    two = kinds.format(clubs, "clubs", "Brax", "c/groups/x")
    three = f"kinds:\n{last}groups: {{x: {{name: Crux}}}}\n"
    for name, text in (("a", one), ("b", two), ("c", three)):
        (folder / f"{name}.yaml").write_text(f"deck: {name}\ntitle: T\n{text}", encoding="utf-8")
    deck = load(folder / "a.yaml")
    assert list(deck.facts) == ["teams/x", "clubs/b/x", "groups/c/x"]
    (of,) = deck.facts["clubs/b/x"].values["of"]
    assert of.content.fact == "groups/c/x"  # type: ignore[union-attr]


def test_a_reference_may_name_its_own_deck(folder: Path) -> None:
    edit(folder / "quotes.yaml", "by: dirac", "by: quotes/people/dirac")
    deck = load(folder / "quotes.yaml")
    (by,) = deck.facts["quotes/spin"].values["by"]
    assert by.content.fact == "people/dirac"  # type: ignore[union-attr]


def test_a_fact_that_both_decks_have_is_offered_once(folder: Path) -> None:
    edit(folder / "quotes.yaml", "people:\n", "people:\n  max: {name: max planck, who: a man}\n")
    deck = load(folder / "quotes.yaml")
    assert "people/science/planck" not in deck.facts
    assert "people/science/bohr" in deck.facts


@pytest.mark.parametrize(
    ("new", "code", "told", "fix"),
    [
        (
            "sience/people/einstein",
            "Q360",
            "no deck `sience`",
            "science",
        ),
        (
            *("science/people/einstien", "Q217"),
            *("no fact `people/einstien`", "did you mean `science/people/einstein`?"),
        ),
        (
            *("science/persons/bohr", "Q217"),
            *("no fact `persons/bohr`", "did you mean `science/people/bohr`?"),
        ),
    ],
)
def test_what_is_not_there_is_reported_with_what_was_meant(
    folder: Path, new: str, code: str, told: str, fix: str
) -> None:
    edit(folder / "quotes.yaml", "science/people/einstein", new)
    (problem,) = errors(folder / "quotes.yaml")
    assert (problem.code, problem.place.line) == (code, 6)
    assert told in problem.message
    assert fix in problem.help


def test_a_fact_with_another_id_now(folder: Path) -> None:
    edit(folder / "science.yaml", "curie: {", "marie: {was: curie, ")
    (problem,) = errors(folder / "quotes.yaml")
    assert problem.code == "Q217"
    assert problem.help == "it is called `science/people/marie` now"


def test_a_fact_of_the_wrong_kind(folder: Path) -> None:
    edit(folder / "quotes.yaml", "by: science/people/curie", "by: science/terms/halt")
    edit(
        folder / "science.yaml",
        "people:\n",
        "terms: {halt: {name: halt, definition: a stop}}\npeople:\n",
    )
    (problem,) = errors(folder / "quotes.yaml")
    assert problem.code == "Q217"
    assert "another kind" in problem.message


def test_errors_of_the_other_deck_are_reported_once(folder: Path) -> None:
    edit(folder / "science.yaml", "who: the physicist of the atom", "wo: the physicist")
    (problem,) = errors(folder / "quotes.yaml")
    assert problem.code == "Q361"
    assert "science.yaml:7:" in problem.message


def test_two_decks_with_the_id(folder: Path) -> None:
    (folder / "copy.yml").write_text(SCIENCE, encoding="utf-8")
    (problem,) = errors(folder / "quotes.yaml")
    assert problem.code == "Q360"
    assert "copy.yml" in problem.message
    assert "science.yaml" in problem.message


def test_kinds_that_differ_name_both_places(folder: Path) -> None:
    edit(
        folder / "science.yaml",
        "people:\n",
        f"{GROUPS}groups: {{g: {{name: G, head: bohr}}}}\npeople:\n",
    )
    edit(
        folder / "quotes.yaml",
        "quotes:\n",
        f"{GROUPS}clubs: {{c: {{name: C, of: science/groups/g}}}}\nquotes:\n",
    )
    assert errors(folder / "quotes.yaml") == []
    edit(folder / "quotes.yaml", "head: {type: reference", "chief: {type: reference")
    edit(folder / "quotes.yaml", "{head: {ask", "{chief: {ask")
    found = [each for each in errors(folder / "quotes.yaml") if each.code == "Q362"]
    assert len(found) == 1
    assert "science.yaml:5:3" in found[0].message
    assert "quotes.yaml:6:3" in found[0].message


def test_all_files_are_named_for_whoever_watches_them(folder: Path) -> None:
    (folder / "more.yaml").write_text("people: {m: {name: Lise Meitner, who: someone}}\n")
    edit(folder / "science.yaml", "people:\n", "include: [more.yaml]\npeople:\n")
    names = ["quotes.yaml", "science.yaml", "more.yaml"]
    assert [Path(file).name for file in load(folder / "quotes.yaml").inputs] == names
    edit(folder / "more.yaml", "who: someone", "wo: someone")
    loaded = load_deck(folder / "quotes.yaml")
    assert [path.name for path in loaded.files] == names
    edit(folder / "quotes.yaml", "title: Quotes", "")
    loaded = load_deck(folder / "quotes.yaml")
    assert loaded.deck is None
    assert [path.name for path in loaded.files] == names
    (read,) = read_decks([folder / "quotes.yaml"], None)
    assert [path.name for path in read.files] == names


def test_a_deck_without_references_looks_at_no_other(folder: Path) -> None:
    assert load(folder / "science.yaml").other_files == ()


# What an edit of the other deck changes

NAMES = [f"{chr(65 + n)}lan {chr(75 + n)}orton" for n in range(12)]
SIX_QUOTES = "deck: quotes\ntitle: Q\nquotes:\n" + "".join(
    f"  q{n}: {{quote: Words {n}., of: thing {n}, by: science/people/p{n}}}\n" for n in range(6)
)
# No words of English: how close people are by the words that tell them stays the same.
WORDS = st.sampled_from(["Ambrezin", "Birchovar", "Cedaluk", "Deltorin", "Emberog", "Frostavin"])
NEW = st.builds(lambda first, last: f"{first} {last}", WORDS, WORDS)
# What the author of the other deck does to one person: only the last six may go.
EDITS = st.one_of(
    st.tuples(st.just("rename"), st.integers(0, 11)),
    st.tuples(st.just("describe"), st.integers(0, 11)),
    st.tuples(st.just("delete"), st.integers(6, 11)),
    st.tuples(st.just("add"), st.just(12)),
)


def science_of(names: dict[int, str], described: int = -1) -> str:
    lines = [
        f"  p{n}: {{name: {name}, who: the {'zembror' if n == described else 'zembrar'} of {n}}}\n"
        for n, name in names.items()
    ]
    return f"deck: science\ntitle: S\npeople:\n{''.join(lines)}"


@given(EDITS, NEW)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_edit_of_the_other_deck_changes_only_what_shows_it(
    tmp_path: Path, edit_made: tuple[str, int], new: str
) -> None:
    what, which = edit_made
    names = dict(enumerate(NAMES))
    (tmp_path / "quotes.yaml").write_text(SIX_QUOTES)
    (tmp_path / "science.yaml").write_text(science_of(names))
    before = load(tmp_path / "quotes.yaml")
    old = names.get(which, new)
    if what == "delete":
        del names[which]
    elif what != "describe":
        names[which] = new
    text = science_of(names, which if what == "describe" else -1)
    (tmp_path / "science.yaml").write_text(text)
    after = load(tmp_path / "quotes.yaml")
    assert list(fields(before)) == list(fields(after))
    assert list(items(before)) == list(items(after))
    for key, note in fields(after).items():
        if note != fields(before)[key]:
            assert old in fields(before)[key]
            assert new in note
    for key, item in items(after).items():
        was = items(before)[key]
        if set(was.options) != set(item.options):
            assert what != "describe"
            # A quotation is as near to another one as what is known of both, such as by whom.
            seen = {*was.options, *item.options}
            assert old in was.prompt.stem or seen & {old, new, f"“Words {which}.”"}


# Hostile decks


def test_a_deck_that_is_a_link_out_of_the_folder_is_not_found(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text(SCIENCE, encoding="utf-8")
    (folder / "science.yaml").unlink()
    (folder / "science.yaml").symlink_to(outside)
    assert {problem.code for problem in errors(folder / "quotes.yaml")} == {"Q360"}


def test_decks_are_found_in_a_project_but_not_in_hidden_folders_and_links(folder: Path) -> None:
    (folder / "quizgen.project").touch()
    far = folder / "a" / "b"
    far.mkdir(parents=True)
    (folder / "science.yaml").rename(far / "science.yaml")
    assert errors(folder / "quotes.yaml") == []
    (folder / "a").rename(folder / ".a")
    assert {problem.code for problem in errors(folder / "quotes.yaml")} == {"Q360"}
    (folder / "c").symlink_to(folder / ".a")
    assert {problem.code for problem in errors(folder / "quotes.yaml")} == {"Q360"}


def test_what_is_no_file_waits_for_nobody(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    (folder / "folder.yaml").mkdir()
    (folder / "binary.yaml").write_bytes(bytes(range(256)))
    (folder / "gone.yaml").symlink_to(folder / "nowhere.yaml")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    assert errors(folder / "quotes.yaml") == []


@pytest.mark.parametrize(
    "target", ["../science/people", "//", "a//b", "/etc/passwd", "science/people/", "🦊/x/y"]
)
def test_odd_references_are_reported(folder: Path, target: str) -> None:
    edit(folder / "quotes.yaml", "science/people/einstein", f'"{target}"')
    assert {problem.code for problem in errors(folder / "quotes.yaml")} <= {"Q217", "Q360"}
    assert errors(folder / "quotes.yaml")


def test_few_of_many_missing_facts_are_compared_with_others(folder: Path) -> None:
    missing = "".join(f"  m{n}: {{quote: q, of: x, by: science/people/n{n}}}\n" for n in range(80))
    with (folder / "quotes.yaml").open("a") as stream:
        stream.write(missing)
    fixes = [problem.help for problem in errors(folder / "quotes.yaml")]
    assert len(fixes) == 80
    assert sum("science/people/" in fix for fix in fixes) == 50


def test_too_many_decks(tmp_path: Path) -> None:
    count = MAX_DECKS + 5
    for number in range(count):
        people = f"people: {{p: {{name: P{number}, who: x}}}}"
        quote = f"quotes: {{q: {{quote: q, of: x, by: d{number + 1}/people/p}}}}"
        text = f"deck: d{number}\ntitle: D\n{people}\n{quote}\n"
        (tmp_path / f"d{number}.yaml").write_text(text)
    # A row of decks is no problem, since only what is referred to is taken over.
    assert [each.code for each in errors(tmp_path / "d0.yaml")] == []
    named = "".join(f"  q{n}: {{quote: q{n}, of: x, by: d{n}/people/p}}\n" for n in range(1, count))
    (tmp_path / "d0.yaml").write_text(f"deck: d0\ntitle: D\nquotes:\n{named}")
    assert {each.code for each in errors(tmp_path / "d0.yaml")} == {"Q006"}


def test_decks_that_are_too_large_together(folder: Path) -> None:
    for name in ("science.yaml", "quotes.yaml"):
        with (folder / name).open("a") as stream:
            stream.write("# " + "x" * 17_000_000 + "\n")
    assert errors(folder / "science.yaml") == []
    (problem,) = errors(folder / "quotes.yaml")
    assert problem.code == "Q006"
    assert "larger in total" in problem.message


def test_many_decks_read_a_deck_that_they_name_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        text = QUOTES.replace("deck: quotes", f"deck: quotes{number}")
        (folder / f"quotes{number}.yaml").write_text(text, encoding="utf-8")
    opened: list[str] = []
    real = files.read_text
    monkeypatch.setattr(files, "read_text", lambda path: opened.append(path.name) or real(path))
    read = read_decks(sorted(folder.glob("quotes?.yaml")), None)
    assert len(read) == 5
    assert opened.count("science.yaml") == 1


# What works with one deck works with several


IN_TWO = """\
deck: science
title: {en: Scientists, de: Forscher}
languages: [en, de]
people:
  einstein:
    name: {en: Albert Einstein (en), de: Albert Einstein (de)}
    who: {en: the physicist, de: der Physiker}
  curie: {name: {en: Marie Curie}, who: {en: the chemist}}
"""


def test_a_deck_in_several_languages_takes_the_names_in_each(folder: Path) -> None:
    (folder / "science.yaml").write_text(IN_TWO, encoding="utf-8")
    head = "deck: quotes\ntitle: {en: Quotes, de: Zitate}\nlanguages: [de, en]\nquotes:\n"
    dice = "  dice: {quote: {en: No dice., de: Kein Würfel.}, by: science/people/einstein}\n"
    fear = "  fear: {quote: {en: No fear., de: Keine Furcht.}, by: science/people/curie}\n"
    path = folder / "quotes.yaml"
    path.write_text(head + dice, encoding="utf-8")
    for code in ("en", "de"):
        loaded = load_deck(path, language=code)
        assert loaded.diagnostics == ()
        assert loaded.deck
        (name,) = loaded.deck.facts["people/science/einstein"].values["name"]
        assert name.content.text == f"Albert Einstein ({code})"  # type: ignore[union-attr]
    # A fact needs a fact that the other deck lacks in German.
    path.write_text(head + dice + fear, encoding="utf-8")
    loaded = load_deck(path, language="de")
    assert [each.code for each in loaded.diagnostics] == ["Q282"]
    assert loaded.deck
    assert {fact.ref for fact in loaded.deck.own_facts} == {"quotes/dice"}


def test_a_fact_that_is_not_translated_there(folder: Path) -> None:
    (folder / "science.yaml").write_text(IN_TWO, encoding="utf-8")
    edit(folder / "quotes.yaml", "title: Quotes", "title: Zitate\nlanguage: de")
    (problem,) = errors(folder / "quotes.yaml")
    assert problem.code == "Q217"
    assert "no fact `people/curie` in `de`" in problem.message


def test_a_fact_that_needs_an_untranslated_one_is_left_out_as_well(folder: Path) -> None:
    science = IN_TWO.replace("people:", f"{GROUPS}groups: {{g: {{name: G, head: curie}}}}\npeople:")
    science = science.replace(
        "single: true}\n    questions: {head", "required: true}\n    questions: {head"
    )
    (folder / "science.yaml").write_text(science, encoding="utf-8")
    clubs = GROUPS[GROUPS.index("  clubs") :]
    head = "deck: quotes\ntitle: {en: Clubs, de: Vereine}\nlanguages: [en, de]\n"
    two = "clubs: {c: {name: C, of: science/groups/g}, d: {name: D}}\n"
    (folder / "quotes.yaml").write_text(f"{head}kinds:\n{clubs}{two}", encoding="utf-8")
    for code, count in (("en", 1), ("de", 0)):
        loaded = load_deck(folder / "quotes.yaml", language=code)
        assert loaded.deck
        assert [each for each in loaded.diagnostics if each.severity is Severity.ERROR] == []
        assert len(loaded.deck.facts["clubs/c"].values.get("of", ())) == count


def test_a_deck_in_another_language_is_a_warning(folder: Path) -> None:
    edit(folder / "science.yaml", "title: Scientists", "title: Forscher\nlanguage: de")
    (problem,) = load_deck(folder / "quotes.yaml").diagnostics
    assert (problem.code, problem.severity) == ("Q363", Severity.WARNING)
    edit(folder / "quotes.yaml", "title: Quotes", "title: Zitate\nlanguage: de-AT")
    assert load_deck(folder / "quotes.yaml").diagnostics == ()


def test_pictures_of_the_other_deck_lie_in_its_folder(folder: Path) -> None:
    (folder / "quizgen.project").touch()
    far = folder / "far"
    (far / "pictures").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "pictures" / "overview.png", far / "pictures" / "flag.png")
    lands = """\
kinds:
  lands:
    one: land
    name: name
    fields:
      name: {type: text, required: true}
      flag: {type: image, single: true, unique: true}
    questions: {flag: {ask: "what does the flag of {name} look like?"}}
"""
    facts = "lands: {peru: {name: Peru, flag: {picture: pictures/flag.png, alt: red and white}}}\n"
    (far / "lands.yaml").write_text(f"deck: lands\ntitle: Lands\n{lands}{facts}")
    cities = """\
kinds:
  cities:
    one: city
    name: name
    fields: {name: {type: text, required: true}, of: {type: reference, to: [lands], single: true}}
    questions: {of: {ask: "in which land does {name} lie?"}}
cities: {lima: {name: Lima, of: lands/lands/peru}}
"""
    path = folder / "cities.yaml"
    path.write_text(f"deck: cities\ntitle: Cities\n{cities}")
    deck = load(path)
    (flag,) = deck.facts["lands/lands/peru"].values["flag"]
    assert flag.content.file is not None  # type: ignore[union-attr]
    assert "flag.png" in {Path(file).name for file in deck.inputs}
    assert next(iter(Project(deck).prompts)).stem.startswith("In which land")


def test_the_schema_completes_to_facts_of_the_other_deck(folder: Path) -> None:
    schema = deck_schema(form_names(), load(folder / "quotes.yaml"))
    text = json.dumps(schema["definitions"]["fact-quotes"])
    assert "science/people/einstein" in text
    data = {
        "deck": "quotes",
        "title": "Q",
        "include": {"background": "a.yaml", "facts": ["b.yaml"]},
        "quotes": {"q": {"quote": "x", "by": "science/people/einstein"}},
    }
    assert not list(Draft7Validator(schema).iter_errors(data))
    wrong = {**data, "include": {"fact": "a.yaml"}}
    assert list(Draft7Validator(schema).iter_errors(wrong))


def test_the_schema_has_no_kinds_of_the_other_deck(folder: Path) -> None:
    (folder / "science.yaml").write_text(
        f"deck: science\ntitle: S\n{GROUPS}groups: {{g: {{name: G, head: p}}}}\n"
        "people: {p: {name: Peter, who: a man}}\n",
        encoding="utf-8",
    )
    clubs = GROUPS[GROUPS.index("  clubs") :]
    path = folder / "quotes.yaml"
    path.write_text(
        f"deck: q\ntitle: Q\nkinds:\n{clubs}clubs: {{c: {{name: C, of: science/groups/g}}}}\n"
    )
    deck = load(path)
    assert "groups" in deck.kinds
    properties = deck_schema(form_names(), deck)["properties"]
    assert "clubs" in properties
    assert "groups" not in properties


def test_a_build_of_the_folder_makes_both(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for command in (["check"], ["build", "-o", "out"], ["build", "-o", "out"]):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
    manifest = json.loads((folder / "out" / "quotes" / "quiz.json").read_text())
    assert "Albert Einstein" in json.dumps(manifest["items"])
    alone = CliRunner().invoke(main, ["build", "quotes.yaml", "-o", "alone"])
    assert alone.exit_code == 0, alone.output
    packages = [path.read_bytes() for path in folder.rglob("quotes.apkg")]
    assert len(packages) == 2
    assert len(set(packages)) == 1


def test_every_form_takes_facts_of_the_other_deck(folder: Path) -> None:
    (folder / "science.yaml").write_text(science_of(dict(enumerate(NAMES))), encoding="utf-8")
    (folder / "quotes.yaml").write_text(SIX_QUOTES, encoding="utf-8")
    deck = load(folder / "quotes.yaml")
    options = QuizOptions(forms=form_names().every)
    own = {fact.ref for fact in deck.own_facts}
    made = Project(deck).exercises(options)
    assert {exercise.form for exercise in made} >= {"choice", "short", "true-false", "matching"}
    # What is asked about is the deck's own.
    assert {exercise.facts[0] for exercise in made} <= own
    assert Project(deck).paper(options).exercises


def test_a_learner_who_names_another_fact_of_the_other_deck(
    folder: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    run = CliRunner().invoke
    assert run(main, ["anki", "quotes.yaml", "-o", "q.apkg"]).exit_code == 0
    import_package(collection, Path("q.apkg"))
    (found,) = collection.find_notes('"Key:quotes/quotes/fear/by"')
    note = collection.get_note(found)
    note["Answer"] = "Niels Bohr"
    collection.update_note(note)
    options = ExportAnkiPackageOptions(legacy=True, with_scheduling=True, with_media=True)
    collection.export_anki_package(out_path="mended.apkg", options=options, limit=None)
    science = Path("science.yaml").read_bytes()
    result = run(main, ["pull", "quotes.yaml", "--from", "mended.apkg", "--apply"])
    assert result.exit_code == 0, result.output
    assert "by: science/people/bohr" in Path("quotes.yaml").read_text(encoding="utf-8")
    assert Path("science.yaml").read_bytes() == science


def test_other_decks_are_inputs_that_nothing_overwrites(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    before = (folder / "science.yaml").read_bytes()
    result = CliRunner().invoke(main, ["anki", "quotes.yaml", "-o", "science.yaml"])
    assert result.exit_code != 0
    assert (folder / "science.yaml").read_bytes() == before


def test_python_programs_learn_the_files(folder: Path) -> None:
    files = quizgen.load(folder / "quotes.yaml").files
    assert files == (folder / "quotes.yaml", folder / "science.yaml")


@given(st.integers(0, len(SCIENCE)), st.integers(0, 40), st.text(max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_damaged_deck_beside_one_breaks_nothing(
    tmp_path: Path, start: int, length: int, text: str
) -> None:
    damaged = SCIENCE[:start] + text + SCIENCE[start + length :]
    (tmp_path / "science.yaml").write_bytes(damaged.encode("utf-8", "replace"))
    (tmp_path / "quotes.yaml").write_text(QUOTES, encoding="utf-8")
    loaded = load_deck(tmp_path / "quotes.yaml")
    assert loaded.deck
    found = {each.code for each in loaded.diagnostics if each.severity is Severity.ERROR}
    assert found <= {"Q217", "Q360", "Q361"}
    assert {each.place.file for each in loaded.diagnostics} <= {str(tmp_path / "quotes.yaml")}
