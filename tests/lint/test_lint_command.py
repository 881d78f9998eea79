"""`quizgen lint`: findings with a place in the YAML, and rules that a deck turns off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deck_support import SHIPPED
from PIL import Image

from quizgen.checking.linting import review
from quizgen.cli import main
from quizgen.diagnostics import Severity
from quizgen.lint.rules import RULES
from quizgen.project import Project, QuizOptions, read_projects

DECK = """\
deck: test
title: A test
source: {title: Notes}
questions:
  capital:
    ask: What is not the capital of France?
    answer: the very old and very large city of London in England
    distractors: [Paris, Paname, Lutetia]
"""


CARDS = """\
deck: test
title: A test
source: {title: Notes}
questions:
  peace: {ask: When and where was the peace signed?, answer: in Münster in 1648}
  mould: {ask: What did he discover in 1928?, answer: penicillin}
  later: {ask: When and where was the peace signed?, answer: in Paris in 1763}
statements:
  cell: {text: "The {{mitochondrion|text}} has two membranes,
    and the inner one of the mitochondrion is folded."}
"""


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("deck.yaml")
    path.write_text(DECK, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["lint", *arguments])


def test_findings_have_a_place(deck: Path) -> None:
    found = json.loads(run(str(deck), "--format", "json").output)
    assert {"Q415", "Q422"} <= {finding["code"] for finding in found}
    assert {(finding["place"]["file"], finding["place"]["line"]) for finding in found} >= {
        ("deck.yaml", 7)
    }
    assert all(finding["help"] for finding in found)


def test_a_deck_turns_rules_off(deck: Path) -> None:
    deck.write_text(DECK + "lint: {Q415: off, Q422: off}\n", encoding="utf-8")
    codes = {finding["code"] for finding in json.loads(run(str(deck), "--format", "json").output)}
    assert not codes & {"Q415", "Q422"}


def test_a_rule_that_is_not_there(deck: Path) -> None:
    deck.write_text(DECK + "lint: {Q499: off}\n", encoding="utf-8")
    result = run(str(deck))
    assert result.exit_code == 1
    assert "unknown key `Q499`" in result.output


def test_exit_codes(deck: Path) -> None:
    assert run(str(deck)).exit_code == 0
    assert run(str(deck), "--strict").exit_code == 1


def test_rules_are_listed() -> None:
    output = run("--rules").output
    assert all(code in output for code in RULES)


# Terms that are mixed up share words, acids and bases are opposites, and a paper has only one of
# the questions about the few planets or the shells of an atom: hints only.
KNOWN = {
    "elements": {"Q419", "Q429", "Q447"},
    "sonnensystem": {"Q419", "Q447"},
    "us-russia-2020": {"Q419"},
}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_decks_have_no_other_flaw(path: Path) -> None:
    found = json.loads(run(str(path), "--format", "json").output)
    assert {each["code"] for each in found} <= KNOWN[path.stem]


def test_options_that_do_not_fit_are_named(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project,), _ = read_projects([deck])
    with monkeypatch.context() as patch:
        patch.setattr(Project, "unfit", lambda _, item: item.options[1:2])
        found = review(project, QuizOptions())
    told = [each for each in found if each.code == "Q439"]
    assert [(each.severity, each.place and each.place.line) for each in told] == [
        (Severity.WARNING, 7)
    ]
    assert "does not fit the question" in told[0].message
    assert not [each for each in review(project, QuizOptions()) if each.code == "Q439"]


# Stem, right answer, wrong answers, and those of them that Q439 names.
OFF_TOPIC = (
    ("Which agency hacked the party?", "the GRU", "photosynthesis, the Vatican, a banana", (0, 2)),
    ("Which Soviet agency spied there?", "the KGB", "a banana, the GRU, the NKVD", (0,)),
    ("Which person discovered radium?", "Marie Curie", "a laboratory, Pierre Janssen, X", (0,)),
    ("Which process makes sugar in leaves?", "photosynthesis", "osmosis, a banana, decay", (1,)),
    ("Which hormone lowers the sugar?", "insulin", "glucagon, photosynthesis, a city", (1, 2)),
    ("Which process ran?", "decay", "the Treaty of Rome, Lake Chad, the Haber process", (0, 1)),
    ("Which metal is it?", "iron", "Vladimir Putin, the Battle of Actium, Mercury", (0, 1)),
    ("Which singer won?", "Some One", "Frank Ocean, Veronica Lake, Another One", ()),
    ("Who composed Fidelio?", "Ludwig van Beethoven", "Immanuel Kant, Salieri, Napoleon", (0, 2)),
    ("Which queen ruled in 1860?", "Queen Victoria", "Charles Dickens, Queen Anne, A", (0,)),
    ("Which composer wrote it?", "Mozart", "Rembrandt, Adams, Goethe", (0, 2)),
    ("Which painter made it?", "Giotto", "Masaccio, Isaac Newton, Michelangelo", (1,)),
    ("Which muscle bends the elbow?", "the biceps", "the Danube, the violin, the pancreas", (0, 1)),
    ("Which bone is the longest?", "the femur", "the guitar, Mozart, the Rhine", (0, 1, 2)),
    ("Which bone is the longest?", "the femur", "the knee cap, the hammer, the atlas", ()),
    ("Which gland makes insulin?", "the pancreas", "the piano, the tractor, Cowper", (0, 1)),
    ("Which country borders Chile?", "Peru", "Africa, Paris, Bolivia", (0, 1)),
    ("Which country borders Chile?", "Peru", "the Nile, Bolivia, Brazil", (0,)),
    ("Which country borders it?", "Peru", "Singapore, Congo, Hong Kong", ()),
    # Cities were states once.
    ("Which country joined Italy in 1860?", "Tuscany", "Naples, Modena, Parma", ()),
    ("Which country seized it?", "France", "Naples, Genoa, Africa", (2,)),
    ("Which country house is meant?", "Malta", "Paris, Rome, Berlin", ()),
    (
        "Which physicist discovered it?",
        "Otto Hahn",
        "Pablo Picasso, Napoleon, Lise Meitner",
        (0, 1),
    ),
    ("Which painter made it?", "Pablo Picasso", "Isaac Newton, Leonardo da Vinci, A", (0,)),
    # A painter, but known as a statesman.
    ("Which painter led a state?", "Adolf Hitler", "Joseph Stalin, Albert Einstein, A", ()),
    # The noun after the first one is what the stem asks for.
    ("Which river fish spawns in the sea?", "Anguilla", "a carp, a pike, a bass", ()),
    # One sense of the noun is that of a bird, of a fish, of a country's house.
    ("Which bird hovers?", "Falco", "a kite, a crane, a swift", ()),
    ("Which company makes it?", "Google", "Apple, Amazon, Shell", ()),
    ("Which country won?", "Chad", "Turkey, Jordan, a banana", (2,)),
    # The key is of the same sort.
    ("Which organ ruled the union?", "a committee of workers", "a city, a court, a soviet", ()),
    ("Which court is meant?", "a garden", "a meadow, an orchard, a yard", ()),
)


# Stem, right answer, wrong answers, and those of them that may be the key.
VARIANTS = (
    ("Which part makes energy?", "mitochondrion", "mitochondria, mitocondrion, ribosome", (0, 1)),
    ("What ended the war?", "peace treaty", "peace traety, armistice, a surrender", (0,)),
    ("When was the castle built?", "13th century", "about 1250, 11th century, 15th century", (0,)),
    ("How long is the wasp?", "2-3 cm", "25 mm, 5-6 cm, 8-9 cm", (0,)),
    # Other words, forms of words, rounded values and periods stand beside each other on purpose.
    ("Which salt is it?", "nitrate", "nitrite, sulphate, chloride", ()),
    ("What is the word for it?", "immortal", "immoral, amoral, moral", ()),
    ("What is the plural of mouse?", "mice", "mouse, mouses, meese", ()),
    ("How is it spelt?", "accommodation", "accomodation, acommodation, acomodation", ()),
    ("How many are left?", "about 20%", "about 25%, about 35%, about 50%", ()),
    ("When was he king?", "1941 to 1944", "1938 to 1940, 1945 to 1949, 1950 to 1952", ()),
)


@pytest.mark.parametrize(("ask", "answer", "wrong", "alike"), VARIANTS)
def test_options_that_may_be_the_key_are_named(
    deck: Path, ask: str, answer: str, wrong: str, alike: tuple[int, ...]
) -> None:
    question = f"{{ask: {ask}, answer: {answer}, distractors: [{wrong}]}}"
    deck.write_text(f"deck: test\ntitle: T\nquestions:\n  q: {question}\n", encoding="utf-8")
    found = json.loads(run(str(deck), "--format", "json").output)
    told = " ".join(each["message"] for each in found if each["code"] == "Q412")
    options = wrong.split(", ")
    assert [n for n, option in enumerate(options) if f"“{option}”" in told] == list(alike)


@pytest.mark.parametrize(("ask", "answer", "wrong", "odd"), OFF_TOPIC)
def test_options_off_topic_are_named(
    deck: Path, ask: str, answer: str, wrong: str, odd: tuple[int, ...]
) -> None:
    head = CARDS.split("questions:", maxsplit=1)[0]
    assert unfit_in(deck, f"{head}questions:\n", ask, answer, wrong) == list(odd)


def unfit_in(deck: Path, head: str, ask: str, answer: str, wrong: str) -> list[int]:
    """Return which wrong options of a question Q439 names, after a deck that ends in questions."""
    question = f"{{ask: {ask}, answer: {answer}, only: [{wrong}]}}"
    deck.write_text(f"{head}  q: {question}\n", encoding="utf-8")
    found = json.loads(CliRunner().invoke(main, ["check", str(deck), "--format", "json"]).output)
    told = " ".join(each["message"] for each in found if each["code"] == "Q439")
    return [n for n, option in enumerate(wrong.split(", ")) if f"“{option}”" in told]


DATED = """\
deck: test
title: A test
source: {title: Notes}
events:
  truce: {name: the truce offer, date: 2020-09-25}
  vote: {name: the vote, date: 2020-11-03}
  summit: {name: the summit, date: 2021-01-20}
people:
  bek: {name: Ida Bek, born: 1801, died: 1870}
  moor: {name: Tom Moor, born: 1950, died: 2010}
officials:
  coot: {name: Max Coot, post: {value: mayor of Ulm, from: 1820, to: 1830}}
  dorn: {name: Eva Dorn, post: {value: mayor of Ulm, from: 1960, to: 1970}}
questions:
"""


@pytest.mark.parametrize(
    ("ask", "answer", "wrong", "odd"),
    [
        ("Which event is due in January 2021?", "the fair", "the truce offer, the vote, a", (0, 1)),
        ("Which event is due in January 2021?", "the fair", "the summit, the race, the ball", ()),
        # The key is of another time as well.
        ("Which event is due in January 2021?", "the vote", "the truce offer, b, the ball", ()),
        # All wrong answers are of other years.
        ("Which event happened in 2021?", "the fair", "the truce offer, the vote, the ball", ()),
        ("Who was mayor in 1999?", "Al Coe", "Ida Bek, Tom Moor, Jo Day", (0,)),
        ("Who was mayor in 1999?", "Al Coe", "Max Coot, Eva Dorn, Jo Day", (0,)),
        ("Who was mayor in 1860?", "Al Coe", "Ida Bek, Tom Moor, Jo Day", (1,)),
        ("Whose grave lies in the town hall of 1999?", "Al Coe", "Ida Bek, Tom Moor, Jo Day", ()),
    ],
)
def test_options_that_the_deck_dates_are_named(
    deck: Path, ask: str, answer: str, wrong: str, odd: tuple[int, ...]
) -> None:
    assert unfit_in(deck, DATED, ask, answer, wrong) == list(odd)


def test_a_statement_is_judged_as_correct_or_incorrect(deck: Path) -> None:
    head = CARDS.split("questions:", maxsplit=1)[0]
    claim = 'ask: "Correct or incorrect: bats are birds.", answer: incorrect'
    question = f"{{{claim}, distractors: [correct]}}"
    deck.write_text(f"{head}questions:\n  q: {question}\n", encoding="utf-8")
    assert "Q414" not in run(str(deck)).output
    deck.write_text(f"{head}questions:\n  q: {question.replace('[correct]', '[new]')}\n", "utf-8")
    assert "Q414" in run(str(deck)).output


UNFIT = {
    "Q415": ("What is it?", "the flow of water through a membrane", "loss, decay of cells, growth"),
    "Q432": ("What is the symbol of helium?", "He", "Ar, Ne, Kr"),
    "Q434": ("What do they want?", "to join the union", "a lower tax, a new law, a free vote"),
    "Q435": ("When did it begin?", "'July 28, 1914'", "'1911', '1912', '1916'"),
    "Q436": ("When did the war that began in 1914 end?", "'1918'", "'1905', '1910', '1912'"),
    "Q437": ("Which river is it?", "the Rhine", "Lake Como, the Aare, the Po"),
}


@pytest.mark.parametrize("code", UNFIT)
def test_check_examines_whether_written_options_fit(deck: Path, code: str) -> None:
    ask, answer, wrong = UNFIT[code]
    question = f"{{ask: {ask}, answer: {answer}, only: [{wrong}]}}"
    head = CARDS.split("questions:", maxsplit=1)[0]
    deck.write_text(f"{head}questions:\n  q: {question}\n", encoding="utf-8")
    found = json.loads(CliRunner().invoke(main, ["check", str(deck), "--format", "json"]).output)
    assert (code, "warning") in {(each["code"], each["severity"]) for each in found}


THINGS = """\
deck: test
title: A test
source: {title: Notes}
kinds:
  things:
    one: thing
    name: name
    fields: {name: {type: text, required: true}, aim: {type: text, single: true}}
    questions: {aim: {ask: "what does {name} want?"}}
things:
  a: {name: Alder, aim: the birth of a new king}
  b: {name: Birch, aim: the victory of light over darkness}
  c: {name: Cedar, aim: the end of the month of hunger}
  d: {name: Dahlia, aim: AIM}
"""


def test_the_form_of_options_that_quizgen_chose_is_not_told(deck: Path) -> None:
    for aim, is_told in (
        ("'fasting, repentance and forgiveness during ten days'", False),
        ("{value: to join us, distractors: [a lower tax, a new law, a free vote]}", True),
        ("{value: a lower tax, distractors: [to join us, a new law, a free vote]}", True),
        ("{value: a lower tax, distractors: [a new law]}", False),
    ):
        deck.write_text(THINGS.replace("AIM", aim), encoding="utf-8")
        assert ("Q434" in run(str(deck)).output) is is_told, aim


def test_two_facts_of_one_name_are_told_once(deck: Path) -> None:
    events = "events:\n  a: {name: the fair, date: 1900}\n  b: {name: the fair, date: 1950}\n"
    deck.write_text(f"deck: test\ntitle: A test\n{events}", encoding="utf-8")
    told = run(str(deck)).stderr + run(str(deck)).output
    assert "Q228" in told
    assert "Q456" not in told


def test_cards_are_examined(deck: Path) -> None:
    deck.write_text(CARDS, encoding="utf-8")
    found = json.loads(run(str(deck), "--format", "json").output)
    told = [(each["code"], each["place"]["line"]) for each in found]
    assert told == [("Q451", 5), ("Q458", 6), ("Q451", 7), ("Q454", 9), ("Q456", 7)]


def test_words_that_begin_alike_are_not_one_word(deck: Path) -> None:
    asked = [
        ("octadecane", "C18H38"),
        ("octadecanal", "C18H36O"),
        ("octadecanol", "C18H38O"),
        ("octadecene", "C18H36"),
    ]
    lines = [
        f"  q{n}: {{ask: What is the formula of {name}?, answer: {f}}}\n"
        for n, (name, f) in enumerate(asked)
    ]
    deck.write_text(
        "deck: test\ntitle: A test\nsource: {title: S}\nquestions:\n" + "".join(lines),
        encoding="utf-8",
    )
    assert json.loads(run(str(deck), "--format", "json").output) == []


def test_facts_without_a_source_are_told_once(deck: Path) -> None:
    deck.write_text(CARDS.replace("source: {title: Notes}\n", ""), encoding="utf-8")
    found = json.loads(run(str(deck), "--format", "json").output)
    assert [each["message"] for each in found if each["code"] == "Q460"] == [
        "4 of 4 facts name no source"
    ]


def test_a_question_without_options_is_examined(deck: Path) -> None:
    question = (
        "long: {ask: Anna sold. Ben paid. It broke. He sued. What "
        "could Ben demand?, answer: repair}"
    )
    deck.write_text(CARDS.replace("statements:", f"  {question}\nstatements:"), encoding="utf-8")
    assert "Q427" in {
        each["code"] for each in json.loads(run(str(deck), "--format", "json").output)
    }


def test_a_question_with_one_wrong_option_is_told(deck: Path) -> None:
    deck.write_text(DECK.replace("[Paris, Paname, Lutetia]", "[Paris]"), encoding="utf-8")
    assert "Q414" in {
        each["code"] for each in json.loads(run(str(deck), "--format", "json").output)
    }


@pytest.mark.parametrize(
    ("language", "answer", "wrong"),
    [
        ("en", "True", "False"),
        ("de", "ja", "nein"),
        ("fr", "Faux", "Vrai"),
        ("es", "sí", "no"),
        ("ru", "Неверно", "Верно"),
    ],
)
def test_a_written_true_or_false_question_needs_no_third_option(
    deck: Path, language: str, answer: str, wrong: str
) -> None:
    lines = f'  q: {{ask: "Gold is a metal.", answer: "{answer}", distractors: ["{wrong}"]}}\n'
    deck.write_text(
        CARDS.split("questions:", maxsplit=1)[0] + f"language: {language}\nquestions:\n" + lines,
        encoding="utf-8",
    )
    assert "Q414" not in run(str(deck)).output
    assert CliRunner().invoke(main, ["check", str(deck)]).exit_code == 0


def test_stems_with_pictures_may_be_alike(deck: Path) -> None:
    lines = []
    for answer, color in (("Chad", "red"), ("Fiji", "blue")):
        Image.new("RGB", (60, 40), color).save(f"{color}.png")
        lines.append(
            f"  {color}: {{ask: Which flag is this?, answer: {answer}, only: [Peru, Mali, Togo], "
            f"picture: {{picture: {color}.png, alt: a {color} cloth}}}}\n"
        )
    head = CARDS.split("questions:", maxsplit=1)[0] + "questions:\n"
    deck.write_text(head + "".join(lines), encoding="utf-8")
    assert "Q446" not in run(str(deck)).output


def test_check_tells_what_is_more_than_a_hint(deck: Path) -> None:
    deck.write_text(CARDS, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(deck), "--format", "json"])
    assert {each["code"] for each in json.loads(result.output)} == {"Q451", "Q454", "Q456"}
    assert result.exit_code == 0
    assert CliRunner().invoke(main, ["check", str(deck), "--strict"]).exit_code == 1
    assert CliRunner().invoke(main, ["check", str(deck), "--strict", "--no-lint"]).exit_code == 0


def test_check_examines_written_options(deck: Path) -> None:
    deck.write_text(
        DECK.replace("[Paris, Paname, Lutetia]", "[Paris, Lutetia, None of the above]"),
        encoding="utf-8",
    )
    found = json.loads(CliRunner().invoke(main, ["check", str(deck), "--format", "json"]).output)
    told = [(each["code"], each["severity"]) for each in found]
    assert told == [("Q415", "warning"), ("Q425", "warning")]


def test_what_a_deck_turns_off_is_not_checked(deck: Path) -> None:
    deck.write_text(CARDS + "lint: {Q451: off, Q454: off, Q456: off}\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["check", str(deck), "--strict"]).exit_code == 0


def test_a_deck_without_items(deck: Path) -> None:
    deck.write_text(
        "deck: test\ntitle: A test\nsource: {title: Notes}\nterms: {a: {name: a, definition: b}}\n",
        encoding="utf-8",
    )
    assert run(str(deck), "--strict").exit_code == 0


def test_numbers_that_all_options_have_alike_are_one_answer(deck: Path) -> None:
    alike = DECK.partition("questions:")[0] + (
        "questions:\n"
        '  rows: {ask: Which amounts exist?, answer: "10, 100, 500", '
        'distractors: ["5, 50, 200", "20, 60, 300", "1, 15, 400"]}\n'
        '  primes: {ask: Which primes lie below six?, answer: "2, 3, 5"}\n'
    )
    deck.write_text(alike, encoding="utf-8")
    output = CliRunner().invoke(main, ["lint", str(deck)]).output
    assert output.count("Q453") == 1
    assert "primes" in output


def test_what_everybody_knows_is_told_once_for_a_question_of_a_kind(deck: Path) -> None:
    cities = {"France": "Paris", "Spain": "Madrid", "Japan": "Tokyo", "Chad": "N'Djamena"}
    lands = "".join(
        f'  {name.lower()}: {{name: {name}, capital: "{city}"}}\n' for name, city in cities.items()
    )
    kind = (
        "kinds: {lands: {one: land, name: name, fields: {name: {type: text, required: true}, "
        "capital: {type: text, single: true}}, "
        'questions: {capital: {ask: "what is the capital of {name}?"}}}}\n'
    )
    deck.write_text(f"deck: test\ntitle: A test\n{kind}lands:\n{lands}", encoding="utf-8")
    output = run(str(deck)).output
    assert output.count("Q438") == 1
    assert "the answer: Paris, and so in 2 more of `lands/capital` (`lands/france" in output


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("Which opera did she sing in 1955?", 1),
        ("How many goals did he score in the final?", 1),
        ("Which opera did Callas sing when she came to Berlin?", 0),
        ("Which kind of bird can it be?", 0),
    ],
)
def test_what_is_asked_for_is_not_who_a_pronoun_means(deck: Path, front: str, told: int) -> None:
    text = f"deck: test\ntitle: A test\nquestions: {{q: {{ask: {front}, answer: Norma}}}}\n"
    deck.write_text(text, encoding="utf-8")
    assert run(str(deck)).output.count("Q458") == told
