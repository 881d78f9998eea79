"""Claims of true or false: each reads as a sentence, in every language and for every kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import SHIPPED, load, project_of
from pdf_support import pages

from quizgen.cli import main
from quizgen.deck.kinds import built_in_kinds
from quizgen.deck.model.kinds import Kind
from quizgen.deck.translations import translated
from quizgen.forms.exercise import Exercise
from quizgen.project import Project, QuizOptions

LANGUAGES = ("en", "de", "es", "fr", "ru")
TREATIES = """
treaties:
  inf: {name: INF Treaty, signed: 1987-12-08}
  start: {name: START, signed: 1991-07-31}
  accords: {name: Taif Accords, signed: 1989-10-22}
  oslo: {name: Oslo Accords, signed: 1993-09-13}
"""


def claims(project: Project) -> dict[str, Exercise]:
    """Return the claims of a deck by the id of their question."""
    made = project.exercises(QuizOptions(forms=("true-false",)))
    return {each.id.removesuffix("/claim"): each for each in made}


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def check(path: Path, text: str) -> str:
    path.write_text(f"deck: test\ntitle: A test\n{text}", encoding="utf-8")
    return CliRunner().invoke(main, ["check", "--no-lint", str(path)]).output


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_claim_is_a_sentence(path: Path) -> None:
    for each in claims(Project(load(path))).values():
        assert each.stem.endswith((".", "”", "“", "…", "!")), each.stem
        assert not each.stem.endswith("..")
        assert "?" not in each.stem
        assert "—" not in each.stem or "statements" in each.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", built_in_kinds())
def test_each_question_of_a_built_in_kind_has_a_claim(kind: str, language: str) -> None:
    of_language: Kind = translated(built_in_kinds(), language)[kind]
    english = built_in_kinds()[kind].questions
    for rule in of_language.questions.values():
        field = of_language.fields[rule.field]
        # Sentences are claims already, lists have no single answer, marks on a picture are not
        # words, and authors word the others.
        is_worded = field.type not in ("sentence", "diagram")
        if not is_worded or field.many or kind == "questions":
            continue
        assert rule.claim, rule.key
        assert language == "en" or rule.claim != english[rule.key].claim
        assert language == "en" or rule.among != english[rule.key].among or not rule.among


def test_verb_article_and_time_agree(tmp_path: Path) -> None:
    told = claims(project_of(tmp_path, TREATIES))
    said = " ".join(f"{each.stem} {each.answer}" for each in told.values())
    assert "The INF Treaty was signed on" in said
    assert "The Taif Accords were signed on" in said
    later = "source: {title: S, as_of: 1990}\n" + TREATIES
    told = claims(project_of(tmp_path, later))
    said = " ".join(f"{each.stem} {each.answer}" for each in told.values())
    assert "START was to be signed on July 31, 1991." in said


def test_a_wrong_name_brings_its_own_article_and_number(tmp_path: Path) -> None:
    project = project_of(tmp_path, TREATIES)
    said = [
        each.stem
        for seed in range(1, 30)
        for each in project.exercises(QuizOptions(forms=("true-false",), seed=seed))
        if "/back" in each.id and each.key == (1,)
    ]
    assert any(
        stem.startswith(("The Oslo Accords were signed", "The Taif Accords were signed"))
        for stem in said
    )
    assert not any("Accords was" in stem or "START were" in stem for stem in said)


def test_an_own_question_needs_an_own_claim(tmp_path: Path) -> None:
    own = TREATIES.replace("1987-12-08", "{value: 1987-12-08, ask: 'When did they agree?'}")
    project = project_of(tmp_path, own)
    assert "treaties/inf/signed" not in claims(project)
    (told,) = [
        each
        for each in project.lacking(QuizOptions(forms=("true-false",)))
        if each.id == "treaties/inf/signed"
    ]
    assert "write `claim:` beside it, with {signed}" in told.mend
    worded = own.replace("agree?'}", "agree?', claim: 'they agreed {signed:in}'}")
    made = claims(project_of(tmp_path, worded))["treaties/inf/signed"]
    assert made.stem.startswith("They agreed on ")


def test_a_kind_without_a_claim_says_what_is_missing(tmp_path: Path) -> None:
    towns = "".join(f"  t{n}: {{name: Town {n}, mayor: Person {n}}}\n" for n in range(5))
    kind = (
        "kinds: {towns: {one: town, name: name, fields: {name: {type: text, required: true},"
        ' mayor: {type: text, single: true}}, questions: {mayor: {ask: "who leads {name}?"}}}}\n'
    )
    path = tmp_path / "towns.yaml"
    path.write_text(f"deck: towns\ntitle: Towns\n{kind}towns:\n{towns}", encoding="utf-8")
    listed = run("items", path, "--forms", "true-false")
    assert "towns/t0/mayor: no true-false" in listed
    assert "write `claim:` in the question `mayor` of the kind `towns`" in listed
    asked = CliRunner().invoke(main, ["quiz", str(path), "--forms", "true-false", "--items", "3"])
    assert asked.exit_code == 1
    assert "write `claim:`" in asked.output
    with_claim = kind.replace('{name}?"}', '{name}?", claim: "{mayor} leads {name}"}')
    path.write_text(f"deck: towns\ntitle: Towns\n{with_claim}towns:\n{towns}", encoding="utf-8")
    assert "leads Town 0." in run("items", path, "--forms", "true-false")


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("the capital is old", "does not say what `answer` is"),
        ("{city} is the capital", "`{city}` is not a field"),
    ],
)
def test_a_claim_without_its_answer_is_reported(tmp_path: Path, claim: str, message: str) -> None:
    text = f"questions: {{q: {{ask: 'Which?', answer: Rome, claim: '{claim}'}}}}\n"
    assert message in check(tmp_path / "deck.yaml", text)


def test_a_kind_has_a_back_or_a_list(tmp_path: Path) -> None:
    kind = (
        "kinds: {towns: {one: town, name: name, fields: {name: {type: text, required: true},"
        ' mayor: {type: text}}, questions: {mayor: {back: "who?", among: "which of these?"}}}}\n'
    )
    assert "has both `back` and `among`" in check(tmp_path / "deck.yaml", kind)


@pytest.mark.parametrize(
    ("language", "yes", "no"),
    [
        ("en", "Yes", "No"),
        ("en", "True", "False"),
        ("de", "Ja", "Nein"),
        ("es", "Sí", "No"),
        ("fr", "Vrai", "Faux"),
        ("ru", "Да", "Нет"),
    ],
)
def test_a_written_question_of_true_or_false(
    tmp_path: Path, language: str, yes: str, no: str
) -> None:
    text = (
        f"language: {language}\nquestions:\n  wet: {{ask: 'Is water wet?', answer: '{yes}'}}\n"
        f"  cold: {{ask: 'Is fire cold?', answer: '{no}', distractors: ['{yes}']}}\n"
        f"  dry: {{ask: 'Is sand dry?', answer: '{yes}', options: ['{yes}', '{no}']}}\n"
        f"  third: {{ask: 'Is it so?', answer: '{yes}', distractors: ['{no}', Perhaps, Never]}}\n"
    )
    path = tmp_path / "deck.yaml"
    path.write_text(f"deck: test\ntitle: A test\n{text}", encoding="utf-8")
    assert "Q414" not in run("check", path)
    made = claims(Project(load(path)))
    assert {name: each.key for name, each in made.items()} == {
        "questions/wet/answer": (0,),
        "questions/cold/answer": (1,),
        "questions/dry/answer": (0,),
    }
    assert made["questions/wet/answer"].stem == "Is water wet?"
    words = made["questions/wet/answer"].options
    assert words == ((yes, no) if language in {"de", "es", "ru"} else words)
    listed = run("items", path, "--forms", "true-false")
    form = "true-false" if yes in {"True", "Vrai"} else "yes-no"
    assert f"3 of the form {form}" in listed
    run("quiz", path, "--items", "3", "-o", tmp_path / "out")


@pytest.mark.parametrize(
    ("given", "form", "stem"),
    [
        ("ask: Did it rain?, answer: 'Yes, at noon'", "yes-no", "Did it rain?"),
        ("ask: 'Yes or no: did it rain?', answer: 'No'", "yes-no", "Did it rain?"),
        # A statement is judged, whatever the word is; and the author's own word stays.
        ("ask: 'It rained.', answer: 'Yes'", "true-false", "It rained."),
        ("ask: Did it rain?, answer: 'True'", "true-false", "Did it rain?"),
        ("ask: Did it rain?, answer: 'Yes', claim: it rained", "true-false", "It rained."),
    ],
)
def test_a_question_is_answered_with_yes_or_no(
    tmp_path: Path, given: str, form: str, stem: str
) -> None:
    (made,) = claims(project_of(tmp_path, f"questions: {{rain: {{{given}}}}}\n")).values()
    words = ("Yes", "No") if form == "yes-no" else ("True", "False")
    assert (made.form, made.stem, made.options) == (form, stem, words)
    assert made.answer.split(",")[0].split(".")[0] in words


def test_a_paper_has_questions_of_yes_or_no_beside_claims(tmp_path: Path) -> None:
    text = (
        "questions:\n  wet: {ask: Is water wet?, answer: 'Yes'}\n"
        "  dry: {ask: 'Sand is dry.', answer: 'True'}\n"
        "  hot: {ask: 'Ice is hot.', answer: 'False'}\n"
    )
    path = tmp_path / "deck.yaml"
    path.write_text(f"deck: test\ntitle: A test\n{text}", encoding="utf-8")
    run("quiz", path, "--forms", "true-false", "--items", "3", "-o", tmp_path / "out")
    words = " ".join(page.words for page in pages((tmp_path / "out" / "quiz.pdf").read_bytes()))
    assert "Circle T for a true statement, F for a false one." in words
    assert "Yes or no Circle Y for yes, N for no." in words
    assert "Y N Is water wet?" in words


def test_a_date_that_many_events_share_is_asked_beside_options(tmp_path: Path) -> None:
    events = "events:\n" + "".join(
        f"  e{n}: {{name: the fair of Town{chr(97 + n)}, date: {1900 + 3 * n}}}\n" for n in range(5)
    )
    project = project_of(tmp_path, events)
    prompts = {each.id: each for each in project.prompts}
    assert prompts["events/e0/date/back"].stem.startswith("Which of these events ")
    assert "events/e0/date/back" in {item.id for item in project.items(QuizOptions())}
    # A card and a line to write on have no options.
    assert "events/e0/date/back" not in {each.id for each in project.recalled}
    short = project.exercises(QuizOptions(forms=("short", "fill-in")))
    assert not any("/back" in each.id for each in short)
    own = events.replace(
        "date: 1900", "date: {value: 1900, back: 'Which fair opened the century?'}"
    )
    assert "events/e0/date/back" in {each.id for each in project_of(tmp_path, own).recalled}


PARTS = """
terms:
  stamen: {name: stamen, definition: the part of a flower that makes pollen, topic: flowers}
  pistil: {name: pistil, definition: the part of a flower that holds the ovules, topic: flowers}
  sepal: {name: sepal, definition: the part of a flower that guards the bud, topic: flowers}
  petal: {name: petal, definition: the part of a flower that draws insects, topic: flowers}
"""


@pytest.mark.parametrize("seed", range(1, 9))
def test_no_two_claims_of_a_paper_are_about_the_same_thing(tmp_path: Path, seed: int) -> None:
    """Of “stamen means A” and “stamen means B”, or “pistil means A”, one is false."""
    options = QuizOptions(items=8, seed=seed, forms=("true-false",))
    paper = project_of(tmp_path, PARTS).paper(options)
    claimed = [fact for each in paper.exercises for fact in sorted(each.claimed)]
    assert len(paper.exercises) >= 2
    assert len(claimed) == len(set(claimed))
    names = [each.stem.split("”")[0] for each in paper.exercises]
    meanings = [each.stem.split(": ")[-1] for each in paper.exercises]
    assert len(set(names)) == len(names)
    assert len(set(meanings)) == len(meanings)


BOOKS = """
kinds:
  books:
    one: book
    name: name
    fields: {{name: {{type: text, required: true}}, author: {{type: text, single: true}}}}
    questions: {{author: {{ask: "{ask}", back: "{back}"}}}}
books:
  a: {{name: Emma, author: Jane Austen}}
  b: {{name: Middlemarch, author: George Eliot}}
  c: {{name: Villette, author: Charlotte Brontë}}
"""
RULERS = """
kinds:
  rulers:
    one: ruler
    name: name
    alike: [age]
    fields:
      name: {type: text, required: true}
      age: {type: text, single: true, quiet: true}
      land: {type: text, single: true}
    questions: {land: {ask: "which land did {name} rule?"}}
rulers:
""" + "".join(
    f"  {name.lower()}: {{name: {name}, age: old, land: {land}}}\n"
    for land, names in (
        ("Norway", "Harald Olaf Magnus Haakon"),
        ("Denmark", "Gorm Cnut Sweyn Valdemar"),
        ("Sweden", "Eric Anund Inge Birger"),
    )
    for name in names.split()
)


@pytest.mark.parametrize("seed", range(1, 5))
def test_no_two_lists_to_tick_are_about_the_same_thing(tmp_path: Path, seed: int) -> None:
    """Who ruled Norway did not rule Denmark."""
    options = QuizOptions(items=3, seed=seed, forms=("multiple",))
    paper = project_of(tmp_path, RULERS).paper(options).exercises
    offered = [option for each in paper for option in each.options]
    assert paper
    assert len(offered) == len(set(offered))


WRITERS = {
    "en": ("who wrote {name}?", "which of these books did {author} write?"),
    "de": ("wer schrieb {name}?", "welches dieser Bücher schrieb {author}?"),
    "fr": ("qui a écrit {name} ?", "lequel de ces livres {author} a-t-elle écrit ?"),
    "es": ("¿quién escribió {name}?", "¿cuál de estos libros escribió {author}?"),
    "ru": ("кто написал {name}?", "какую из этих книг написала {author}?"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_asks_for_one_of_its_options_is_not_asked_without(
    tmp_path: Path, language: str
) -> None:
    ask, back = WRITERS[language]
    header = f"deck: test\ntitle: A test\nlanguage: {language}\n"
    project = project_of(tmp_path, BOOKS.format(ask=ask, back=back), header)
    asked = {each.id for each in project.exercises(QuizOptions(forms=("short",)))}
    assert asked == {f"books/{each}/author/short" for each in "abc"}


def test_a_false_claim_is_corrected_by_what_holds_of_its_subject(tmp_path: Path) -> None:
    """“The term “pistil” means A” is corrected by what a pistil is, not by what means A."""
    meanings = {
        "stamen": "makes pollen",
        "pistil": "holds the ovules",
        "sepal": "guards the bud",
        "petal": "draws insects",
    }
    corrected = 0
    for seed in range(1, 9):
        project = project_of(tmp_path, PARTS)
        made = project.exercises(QuizOptions(forms=("true-false",), seed=seed))
        for each in (each for each in made if each.key == (1,)):
            term = each.stem.split("“")[1].split("”")[0]
            right = f"The term “{term}” means the part of a flower that {meanings[term]}."
            assert each.answer == f"False. {right}"
            corrected += each.id.endswith("/back/claim")
    assert corrected


YES_OR_NO = """
questions:
  senate: {ask: Did the Senate ratify the treaty?, answer: "No"}
  prague: {ask: Was the treaty signed in Prague?, answer: "Yes"}
  vienna: {ask: The treaty was signed in Vienna., answer: "False"}
"""


@pytest.mark.parametrize(
    ("language", "asked", "answer", "printed"),
    [
        ("en", "True or false: whales are fish.", "false", "Whales are fish."),
        ("en", "The Senate ratified it. True or false?", "true", "The Senate ratified it."),
        ("en", "Is this true or false?", "true", "Is this true or false?"),
        ("de", "Wahr oder falsch? Wale sind Fische.", "falsch", "Wale sind Fische."),
        ("es", "¿Verdadero o falso? Nieva en mayo.", "falso", "Nieva en mayo."),
        ("fr", "Vrai ou faux : il neige en mai.", "faux", "Il neige en mai."),
        ("ru", "Верно или неверно: киты — рыбы.", "неверно", "Киты — рыбы."),
    ],
)
def test_a_claim_does_not_say_true_or_false_again(
    tmp_path: Path, language: str, asked: str, answer: str, printed: str
) -> None:
    text = f'questions: {{whales: {{ask: "{asked}", answer: "{answer}"}}}}\n'
    header = f"deck: test\ntitle: A test\nlanguage: {language}\n"
    (claim,) = claims(project_of(tmp_path, text, header)).values()
    assert claim.stem == printed


def test_a_question_of_yes_or_no_is_never_a_short_answer(tmp_path: Path) -> None:
    project = project_of(tmp_path, YES_OR_NO)
    for wanted in (("true-false",), ("true-false", "short"), ("short", "true-false"), ("choice",)):
        exercises = project.paper(QuizOptions(forms=wanted)).exercises
        forms = sorted(each.form for each in exercises)
        assert forms == ["true-false", "yes-no", "yes-no"]
    told = project.paper(QuizOptions(forms=("choice",))).diagnostics
    reasons = {each.message.partition(": ")[2] for each in told if each.code == "Q404"}
    assert reasons == {"its answer is yes or no, true or false"}
    assert not project.paper(QuizOptions(forms=("true-false",))).diagnostics


@pytest.mark.parametrize(
    ("question", "key", "told"),
    [
        ('ask: Did Spain join NATO?, answer: "Yes, in 1982"', 0, "Yes. In 1982"),
        (
            'ask: Is tin a gas?, answer: "No: a metal", distractors: ["Yes"]',
            1,
            "No. A metal",
        ),
        ('ask: Is tin soft?, answer: "Yes, quite", only: ["No, it is hard"]', 0, "Yes. Quite"),
    ],
)
def test_an_answer_may_say_more_than_yes_or_no(
    tmp_path: Path, question: str, key: int, told: str
) -> None:
    text = f"questions: {{q: {{{question}}}}}\n"
    (claim,) = claims(project_of(tmp_path, text)).values()
    assert claim.key == (key,)
    assert claim.answer == told
    assert "Q414" not in check(tmp_path / "deck.yaml", text)
    assert "info[Q414]: the answer says more than yes or no" in run("lint", tmp_path / "deck.yaml")


@pytest.mark.parametrize(
    "question",
    [
        'ask: What did Obama say?, answer: "Yes, we can"',
        'ask: Did Spain join NATO?, answer: "Yes, in 1982", distractors: ["Yes, in 1986"]',
        'ask: Did Spain join NATO?, answer: "No, it did not", distractors: ["No, not yet"]',
    ],
)
def test_an_answer_that_begins_like_yes_or_no(tmp_path: Path, question: str) -> None:
    assert not claims(project_of(tmp_path, f"questions: {{q: {{{question}}}}}\n"))


@pytest.mark.parametrize(
    ("claim", "stems"),
    [
        ("Did Bo sign it?", {"Did Bo sign it?", "Did Cy sign it?"}),
        ("bo signed it", {"Bo signed it.", "Cy signed it."}),
        ("Did Bo and Bo sign it?", set()),
        ("Did Boris sign it?", set()),
    ],
)
def test_a_claim_may_say_the_answer_in_words(tmp_path: Path, claim: str, stems: set[str]) -> None:
    asked = f"ask: Who signed it?, answer: Bo, distractors: [Cy], claim: '{claim}'"
    project = project_of(tmp_path, f"questions: {{q: {{{asked}}}}}\n")
    options = [QuizOptions(forms=("true-false",), seed=seed) for seed in range(1, 9)]
    assert {each.stem for made in options for each in project.exercises(made)} == stems


def test_a_claim_beside_yes_or_no_is_the_sentence_to_judge(tmp_path: Path) -> None:
    text = "questions: {q: {ask: Did Bo sign it?, answer: 'no', claim: Bo signed it}}\n"
    (claim,) = claims(project_of(tmp_path, text)).values()
    assert (claim.stem, claim.key) == ("Bo signed it.", (1,))
    assert "Q304" not in check(tmp_path / "deck.yaml", text)
