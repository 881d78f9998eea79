"""Papers of exercises: every form, in sections, without repeats, leaks or letter bias."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import HEADER, ROOT, SHIPPED, load, project_of
from fact_base_support import base_facts, deck_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.bank.items import Lack, Without
from quizgen.cli import main
from quizgen.diagnostics import QuizgenError, Severity
from quizgen.forms.exercise import Exercise
from quizgen.forms.registry import FORMS
from quizgen.project import Project, QuizOptions
from quizgen.quiz.arrange import Placed, arrange
from quizgen.quiz.compose import Paper

ALL = tuple(FORMS)
WORD = re.compile(r"[^\W_]+(?:[.,][^\W_]+)*")
EVENTS = "events:\n" + "".join(
    f"  e{n}: {{name: Event {n}, date: {1900 + 7 * n}, paragraph: {n % 5 + 1}}}\n"
    for n in range(40)
)
BATTLES = "".join(
    f"  o{n}: {{name: Battle of X{chr(97 + n)}, date: {1700 + 9 * n}, tags: [old]}}\n"
    for n in range(8)
)
NAMES = ["Kiel", "Bremen", "Hull", "Lagos", "Osaka", "Quito", "Perth", "Turin"]
PORTS = "questions:\n" + "".join(
    f"  q{n}: {{ask: Where did ship {n}x lie?, answer: {name}, "
    f"distractors: [Aden {n}, Oslo {n}, Riga {n}]}}\n"
    for n, name in enumerate(NAMES)
)
HUBS = "".join(
    f"  hub{n}: {{ask: 'Did {' and '.join(NAMES)} have {n}x ships?', answer: "
    f"a{n}, distractors: [b{n}, c{n}, d{n}]}}\n"
    for n in range(6)
)
FEW = """
terms:
  a: {name: apple, definition: a round fruit that grows on trees}
  b: {name: bear, definition: a large animal of the woods}
people:
  ann: {name: Ann, who: the one who found the bear}
questions:
  capital: {ask: What is the capital of France?, answer: Paris}
"""


def words(text: str) -> str:
    return f" {' '.join(WORD.findall(text.casefold()))} "


def leaks(exercises: Sequence[Exercise]) -> list[tuple[str, str]]:
    """Return pairs in which one stem contains the other's answer."""
    return [
        (one.id, other.id)
        for one in exercises
        for other in exercises
        if one is not other
        and one.form in ("choice", "short", "fill-in")
        and words(one.answer) in words(other.stem)
    ]


def assert_sound(paper: Paper) -> None:
    facts = [fact for each in paper.exercises for fact in each.facts]
    assert len(facts) == len(set(facts)), "no fact twice"
    assert not leaks(paper.exercises)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("forms", [("choice",), ALL, ("short", "fill-in"), ("true-false",)])
def test_shipped_decks_fill_papers(path: Path, forms: tuple[str, ...]) -> None:
    project = Project(load(path))
    for seed in range(4):
        paper = project.paper(QuizOptions(items=20, seed=seed, forms=forms))
        assert len(paper.exercises) == 20
        assert {each.form for each in paper.exercises} <= set(forms)
        assert_sound(paper)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(base_facts, st.sets(st.sampled_from(ALL), min_size=1), st.integers(1, 30))
def test_any_fact_base(
    tmp_path: Path, treaties: list[dict[str, object]], forms: set[str], items: int
) -> None:
    path = tmp_path / "any.yaml"
    path.write_text(deck_text(treaties, assume=False), encoding="utf-8")
    project = Project(load(path))
    try:
        paper = project.paper(QuizOptions(items=items, forms=tuple(forms)))
    except QuizgenError as error:
        codes = [each.code for each in error.diagnostics]
        paper = None
    if paper is None:
        assert codes[0] == "Q401"
        return
    assert_sound(paper)
    short = [each for each in paper.diagnostics if each.code == "Q402"]
    assert bool(short) == (len(paper.exercises) < items)
    for version in "AB":
        for section in arrange([each.exercises for each in paper.sections], 1, version):
            for placed in section:
                assert_whole(placed)


def assert_whole(placed: Placed) -> None:
    made = placed.exercise
    assert sorted(placed.options) == list(range(len(made.options)))
    assert sorted(placed.left) == list(range(len(made.left)))
    if made.sizes:
        assert [made.sizes[index] for index in placed.options] == sorted(made.sizes)
    if made.form == "true-false":
        assert placed.options == (0, 1)
    if made.form == "ordering":
        assert placed.options != tuple(range(len(made.options))), (
            "the answer is not the printed order"
        )


def test_the_paper_hangs_on_no_order_of_facts(tmp_path: Path) -> None:
    lines = EVENTS.splitlines()
    backwards = "\n".join([lines[0], *reversed(lines[1:])]) + "\n"
    papers = [
        project_of(tmp_path, text).paper(QuizOptions(items=15)) for text in (EVENTS, backwards)
    ]
    assert papers[0].exercises == papers[1].exercises
    other = project_of(tmp_path, EVENTS).paper(QuizOptions(items=15, seed=2))
    assert {each.id for each in other.exercises} != {each.id for each in papers[0].exercises}


def test_paragraphs_and_difficulty_are_spread(tmp_path: Path) -> None:
    paper = project_of(tmp_path, EVENTS).paper(QuizOptions(items=10))
    paragraphs = Counter(number for each in paper.exercises for number in each.paragraphs)
    assert set(paragraphs) == {1, 2, 3, 4, 5}
    assert max(paragraphs.values()) <= 3


def test_kinds_of_fact_have_their_share(tmp_path: Path) -> None:
    people = "people:\n" + "".join(
        f"  p{n}: {{name: Person{n} Name{n}, who: head of office {n}, single: true}}\n"
        for n in range(40)
    )
    paper = project_of(tmp_path, EVENTS + people).paper(QuizOptions(items=20))
    counts = Counter(each.kind for each in paper.exercises)
    assert min(counts["events"], counts["people"]) >= 9


def test_sections(tmp_path: Path) -> None:
    header = HEADER + (
        "quiz:\n"
        "  points: 2\n"
        "  sections:\n"
        "    - {title: First, instructions: Choose., items: 5, of: [events]}\n"
        "    - {title: Second, items: 3, forms: [true-false, short], points: 0.5}\n"
        "    - {items: 1, forms: [ordering], of: [old]}\n"
    )
    paper = project_of(tmp_path, EVENTS + BATTLES, header).paper(QuizOptions())
    assert_sound(paper)
    first, *middle, last = paper.sections
    assert (first.title, first.instructions, float(first.points), len(first.exercises)) == (
        "First",
        "Choose.",
        2,
        5,
    )
    assert {each.form for each in first.exercises} == {"choice"}
    assert sum(len(each.exercises) for each in middle) == 3
    assert [each.title for each in middle] == ["Second", ""][: len(middle)]
    assert all(float(each.points) == 0.5 for each in middle)
    assert all(len({made.form for made in each.exercises}) == 1 for each in middle), (
        "what is answered alike is together"
    )
    (order,) = last.exercises
    assert order.form == "ordering"
    assert all(fact.startswith("events/o") for fact in order.facts)
    named = project_of(tmp_path, EVENTS + BATTLES, header).paper(QuizOptions(items=6))
    assert len(named.sections) == 1, "a number on the command line sets the deck's sections aside"


def test_questions_without_options_take_another_form(tmp_path: Path) -> None:
    paper = project_of(tmp_path, FEW).paper(QuizOptions(items=4))
    assert {each.form for each in paper.exercises} <= {"true-false", "short"}
    told = [each for each in paper.diagnostics if each.code == "Q404"]
    assert len(told) == len(paper.exercises)
    assert all(
        each.severity is Severity.INFO and each.help.startswith("to give it options, add ")
        for each in told
    )
    assert {(each.place.line, each.place.column) != (1, 1) for each in told} == {True}
    with pytest.raises(QuizgenError) as caught:
        project_of(tmp_path, FEW, HEADER + "quiz: {otherwise: []}\n").paper(QuizOptions(items=4))
    assert [each.code for each in caught.value.diagnostics][:2] == ["Q401", "Q405"]
    assert (
        "is left out: too few wrong answers are certainly wrong and fit the question"
        in caught.value.diagnostics[1].message
    )


def test_a_fuller_deck_keeps_its_options(tmp_path: Path) -> None:
    project = project_of(tmp_path, EVENTS + FEW)
    assert {each.form for each in project.paper(QuizOptions(items=20)).exercises} == {"choice"}
    mixed = project.paper(QuizOptions(items=43)).exercises
    assert {"choice", "short"} <= {each.form for each in mixed}


def test_what_keeps_a_paper_short_is_told(tmp_path: Path) -> None:
    (facts,) = (
        each
        for each in project_of(tmp_path, EVENTS).paper(QuizOptions(items=60)).diagnostics
        if each.code == "Q402"
    )
    assert facts.message.startswith("you asked for 60 items, but only 40 fit on one paper: ")
    assert "more ask about a fact that is already used" in facts.message
    told = project_of(tmp_path, PORTS + HUBS).paper(QuizOptions(items=14)).diagnostics
    (given,) = (each for each in told if each.code == "Q402")
    assert given.message.endswith("but only 8 fit on one paper: 6 more would give away an answer")


def test_one_item_is_told_as_one(tmp_path: Path) -> None:
    sections = "quiz: {sections: [{items: 3}, {forms: [matching], items: 1, of: [questions]}]}\n"
    told = project_of(tmp_path, EVENTS, HEADER + sections).paper(QuizOptions()).diagnostics
    (short,) = (each for each in told if each.code == "Q402")
    assert short.message.startswith("you asked for 1 item in section 2, but only 0 fit")
    assert (short.place.line, short.place.column) == (3, sections.index("{forms") + 1)


def test_more_fit_when_those_in_the_way_wait(tmp_path: Path) -> None:
    """Some items name the answers of all others; chosen first, they would leave six items."""
    for seed in range(1, 12):
        paper = project_of(tmp_path, PORTS + HUBS).paper(
            QuizOptions(items=8, seed=seed, forms=("choice",))
        )
        assert len(paper.exercises) == 8, seed


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_letters(path: Path) -> None:
    paper = Project(load(path)).paper(QuizOptions(items=40))
    orders = []
    for version in "ABCD":
        (section,) = arrange([each.exercises for each in paper.sections], 1, version)
        letters = [placed.options.index(0) for placed in section]
        assert not any(
            len(set(letters[start : start + 4])) == 1 for start in range(len(letters) - 3)
        ), version
        drawn = Counter(placed.options.index(0) for placed in section if not placed.exercise.sizes)
        full = [drawn[letter] for letter in range(3)]
        assert max(full) - min(full) <= 4
        orders.append([placed.exercise.id for placed in section])
    assert len({tuple(order) for order in orders}) == 4
    assert {frozenset(order) for order in orders} == {frozenset(orders[0])}


def test_runs_of_ranked_items_are_broken(tmp_path: Path) -> None:
    """Dates stay in order among the options, so only the items' order can break a run."""
    project = project_of(tmp_path, EVENTS)
    ranked = [each for each in project.exercises(QuizOptions()) if each.sizes]
    ranks = Counter(sorted(each.sizes).index(each.sizes[0]) for each in ranked)
    assert min(ranks.values()) >= 4
    for version in "ABCDEF":
        (section,) = arrange(
            [sorted(ranked, key=lambda each: sorted(each.sizes).index(each.sizes[0]))], 1, version
        )
        letters = [placed.options.index(0) for placed in section]
        longest = max(len(match[0]) for match in re.finditer(r"(.)\1*", "".join(map(str, letters))))
        # At the end, nothing may be left to break a run with.
        assert longest <= 3 or letters[-longest:] == [letters[-1]] * longest, version


def test_values_of_one_fact_make_a_multiple_answer(tmp_path: Path) -> None:
    yaml = """
    kinds:
      countries:
        one: country
        name: name
        fields:
          name: {type: text, required: true}
          borders: {type: reference, to: [countries], many: true, complete: true}
        questions:
          borders: {ask: "which countries border {name}?"}
    countries:
      spain: {name: Spain, borders: [portugal, france]}
      portugal: {name: Portugal}
      france: {name: France}
      norway: {name: Norway}
      italy: {name: Italy}
      malta: {name: Malta}
    """
    project = project_of(tmp_path, yaml)
    (question,) = project.questions(QuizOptions())
    assert isinstance(question, Without)
    assert question.lack is Lack.SEVERAL
    (made,) = project.exercises(QuizOptions(forms=("multiple",)))
    assert {made.options[index] for index in made.key} == {"Portugal", "France"}
    assert set(made.proofs) == {"W2"}
    assert made.facts == ("countries/spain",)
    open_ended = project_of(tmp_path, yaml.replace(", complete: true", ""))
    assert not open_ended.exercises(QuizOptions(forms=("multiple",))), (
        "more countries may border it"
    )


def test_likeness_and_options_make_items_harder(tmp_path: Path) -> None:
    close = "".join(f"  e{n}: {{name: Event {n}, date: {1900 + n}}}\n" for n in range(9))
    project = project_of(tmp_path, "events:\n" + close)
    far = project_of(
        tmp_path,
        "events:\n"
        + "".join(f"  e{n}: {{name: Event {n}, date: {1900 + 4 * n}}}\n" for n in range(9)),
    )
    mean = [
        sum(each.difficulty for each in made) / len(made)
        for made in (
            [each for each in deck.exercises(QuizOptions(options=options)) if each.sizes]
            for deck, options in ((project, 4), (far, 4), (far, 3))
        )
    ]
    assert 0 < mean[0] < mean[1] < mean[2]
    assert all(0 < each.difficulty < 1 for each in project.exercises(QuizOptions(forms=ALL)))


def test_the_estimates_order_is_that_of_nearness() -> None:
    project = Project(load(ROOT / "tests" / "judged" / "bases" / "elements.yaml"))
    weights = [
        each for each in project.exercises(QuizOptions()) if each.field == "mass" and each.sizes
    ]
    ranked = sorted(weights, key=lambda each: each.difficulty, reverse=True)
    easy, hard = ranked[: len(ranked) // 4], ranked[-len(ranked) // 4 :]

    def gap(each: Exercise) -> float:
        return min(abs(size - each.sizes[0]) for size in each.sizes[1:]) / (abs(each.sizes[0]) or 1)

    assert sum(map(gap, easy)) / len(easy) > sum(map(gap, hard)) / len(hard)


def test_items_lists_every_form(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(HEADER + EVENTS + BATTLES, encoding="utf-8")
    shown = CliRunner().invoke(
        main, ["items", str(path), "--forms", "ordering,true-false,matching"]
    )
    assert shown.exit_code == 0
    counts = {
        name: int(count)
        for count, name in re.findall(r"^(\d+) of the form ([\w-]+)$", shown.output, re.MULTILINE)
    }
    assert set(counts) == {"ordering", "true-false", "matching"}
    assert (
        len(
            re.findall(
                r"^\S+  \[ordering, difficulty p about 0\.\d\d, estimated\]$",
                shown.output,
                re.MULTILINE,
            )
        )
        == counts["ordering"]
    )
    wrong = CliRunner().invoke(main, ["items", str(path), "--forms", "order"])
    assert wrong.exit_code == 2
    assert "did you mean `ordering`?" in wrong.output


def test_items_names_the_ids_if_none_starts_so(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(HEADER + EVENTS, encoding="utf-8")
    every = CliRunner().invoke(main, ["items", str(path)])
    first = every.output.splitlines()[0].split()[0]
    assert CliRunner().invoke(main, ["items", str(path), "--of", first]).exit_code == 0
    wrong = CliRunner().invoke(main, ["items", str(path), "--of", first.replace("events", "evnts")])
    assert wrong.exit_code == 2
    assert f"did you mean `{first}`?" in wrong.output


def test_pairs_of_a_matching_are_not_told_elsewhere(tmp_path: Path) -> None:
    project = project_of(tmp_path, EVENTS)
    for seed in range(5):
        paper = project.paper(
            QuizOptions(items=12, seed=seed, forms=("matching", "true-false", "ordering"))
        )
        matching = [each for each in paper.exercises if each.left]
        stems = [words(each.stem) for each in paper.exercises if not each.left]
        for each in matching:
            for left, index in zip(each.left, each.key, strict=True):
                pair = words(left), words(each.options[index])
                assert not any(pair[0] in stem and pair[1] in stem for stem in stems)


def test_orders_of_the_first_version_are_the_selections_own(tmp_path: Path) -> None:
    paper = project_of(tmp_path, EVENTS).paper(QuizOptions(items=12))
    (section,) = arrange([each.exercises for each in paper.sections], 1, "A")
    moved = sum(
        one.exercise.id != other.id for one, other in zip(section, paper.exercises, strict=True)
    )
    assert moved <= 6, "only what would lengthen a run waits"
    assert all(one.exercise.id != other.exercise.id for one, other in pairwise(section))


@pytest.mark.parametrize(
    ("ask", "question"),
    [
        ("when was {name} founded?", "When was each of these founded?"),
        ("{name}: when was it founded?", "Each of these: when was it founded?"),
        ("when was this founded: {name}?", "When was this founded: …?"),
        ("when was “{name}” founded?", "When was “…” founded?"),
        ("what was {name}'s first year?", "What was …'s first year?"),
        ("when was the {name} founded?", "When was the … founded?"),
        ("when was the club {name} founded?", "When was the club … founded?"),
        ("when did they say that {name} began?", "When did they say that … began?"),
        ("{name} was founded in which year?", "Each of these was founded in which year?"),
    ],
)
def test_questions_about_several_facts_say_each_of_these_where_it_reads_well(
    tmp_path: Path, ask: str, question: str
) -> None:
    names = "Ajax Benfica Celtic Dynamo Everton Fulham Gent Hertha Inter Juventus Kickers Lazio"
    founded = (1900, 1904, 1888, 1923, 1878, 1879, 1864, 1892, 1908, 1897, 1899, 1901)
    facts = "".join(
        f"  {name.lower()}: {{name: {name}, founded: {year}}}\n"
        for name, year in zip(names.split(), founded, strict=True)
    )
    kind = f"""
kinds:
  clubs:
    one: club
    name: name
    fields: {{name: {{type: text, required: true}}, founded: {{type: date, single: true}}}}
    questions: {{founded: {{ask: "{ask}"}}}}
clubs:
"""
    made = project_of(tmp_path, kind + facts).exercises(QuizOptions(forms=("ordering",)))
    assert {each.stem for each in made} == {f"{question} Put these in order, earliest first."}


def test_an_answer_to_be_written_is_not_printed_among_options_if_others_are_not(
    tmp_path: Path,
) -> None:
    """A pupil could copy it: four seas are options of other items, the others stand nowhere."""
    ports = "".join(
        f"  p{n}: {{name: Port {n}, sea: Sea {n}, coast: coast {max(n, 4)}}}\n"
        for n in range(1, 17)
    )
    yaml = f"""
kinds:
  ports:
    one: port
    name: name
    alike: {{place: coast, must: [place]}}
    fields:
      name: {{type: text, required: true}}
      coast: {{type: text, single: true, quiet: true}}
      sea: {{type: text, single: true}}
    questions: {{sea: {{ask: "which sea has {{name}}?"}}}}
ports:
{ports}"""
    for seed in range(1, 6):
        options = QuizOptions(items=6, seed=seed, forms=("choice", "short"))
        exercises = project_of(tmp_path, yaml).paper(options).exercises
        offered = {option for each in exercises for option in each.options}
        assert offered
        written = {each.answer for each in exercises if each.form == "short"}
        assert written
        assert not written & offered
