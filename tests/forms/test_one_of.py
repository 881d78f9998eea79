"""Which came first, what comes next, what belongs: plain loops over the facts judge the keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import SHIPPED, load, project_of

from quizgen.deck.dates import PartialDate
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact
from quizgen.forms.exercise import Exercise
from quizgen.project import Project, QuizOptions

PRESIDENTS = """
officials:
  carter: {name: Jimmy Carter, post: president, from: 1977-01-20, to: 1981-01-20}
  reagan: {name: Ronald Reagan, post: president, from: 1981-01-20, to: 1989-01-20}
  clinton: {name: Bill Clinton, post: president, from: 1993-01-20, to: 2001-01-20}
  bush: {name: George W. Bush, post: president, from: 2001-01-20, to: 2009-01-20}
  obama: {name: Barack Obama, post: president, from: 2009-01-21, to: 2017-01-20}
  blair: {name: Tony Blair, post: prime minister, from: 1997-05-02, to: 2007-06-27}
"""
STEPS = "steps: {mitosis: {name: mitosis, steps: [prophase, metaphase, anaphase, telophase]}}\n"
LISTS = """
lists:
  noble: {name: the noble gases, category: elements, members: [helium, neon, argon, krypton]}
  halogens: {name: the halogens, category: elements, members: [fluorine, chlorine, bromine]}
  baltic: {name: the Baltic states, category: states, members: [Estonia, Latvia, Lithuania]}
"""
CAUSES = """
causes:
  drought: {cause: the drought, effect: a famine, distractors: [a flood, a war, a strike]}
  quake: {cause: the earthquake, effect: a tidal wave}
"""
COMPARISONS = """
comparisons:
  cells:
    aspect: number of daughter cells
    one: mitosis
    other: meiosis
    of_one: {value: two, distractors: [four, eight]}
    of_other: {value: four, distractors: [two, eight]}
"""
PEOPLE = """
people:
  curie: {name: Marie Curie, who: a chemist, born: 1867-11-07, died: 1934-07-04}
  bohr: {name: Niels Bohr, who: a theorist, born: 1885-10-07, died: 1962-11-18}
  planck: {name: Max Planck, who: a founder, born: 1858-04-23, died: 1947-10-04}
  fermi: {name: Enrico Fermi, who: a builder, born: 1901-09-29, died: 1954-11-28}
"""
CLAIMS = """
claims:
  sea: {claim: the sea rises, by: curie}
  sun: {claim: the sun cools, by: bohr}
  moon: {claim: the moon leaves, by: planck}
  wind: {claim: the wind drops, by: fermi}
  star: {claim: the stars go out, by: curie}
  both: {claim: the tide turns, by: bohr, also: [Marie Curie]}
"""


def made(project: Project, *forms: str, seed: int = 1) -> dict[str, Exercise]:
    found = project.exercises(QuizOptions(forms=forms, seed=seed))
    ids = [each.id for each in found]
    assert len(set(ids)) == len(ids), "every id is given once"
    return {each.id: each for each in found}


def by_name(deck: Deck, exercise: Exercise) -> list[Fact]:
    """Return the facts of the options, in their order; each option must be its fact's name."""
    facts = [deck.facts[ref] for ref in exercise.facts[: len(exercise.options)]]
    for fact, option in zip(facts, exercise.options, strict=True):
        name = fact.values[deck.kinds[fact.kind].name][0].content
        assert getattr(name, "text", "").casefold().endswith(option.casefold())
    return facts


def date_of(fact: Fact, field: str) -> PartialDate:
    content = fact.values[field][0].content
    assert isinstance(content, PartialDate)
    return content


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_dates_decide_what_came_first(path: Path, seed: int) -> None:
    project = Project(load(path))
    for each in made(project, "chronology", seed=seed).values():
        key, *others = [date_of(fact, each.field) for fact in by_name(project.deck, each)]
        name = each.id.rpartition("/")[2]
        before = [other.end.last < key.start.first for other in others]
        after = [key.end.last < other.start.first for other in others]
        assert all(one or two for one, two in zip(before, after, strict=True)), each.stem
        if name == "earliest":
            assert all(after), each.stem
        elif name == "latest":
            assert all(before), each.stem
        else:
            given = [project.deck.facts[ref] for ref in each.facts[len(each.options) :]]
            first, last = (date_of(fact, each.field) for fact in given)
            assert first.end.last < key.start.first
            assert key.end.last < last.start.first
            for other in others:
                assert other.end.last < first.start.first or last.end.last < other.start.first


def test_dates_of_one_year_are_no_question_of_order(tmp_path: Path) -> None:
    dates = ["1900", "1900-05", "1900-06", "1900-07-02", "about 1900"]
    events = "events:\n" + "".join(
        f"  e{n}: {{name: the fair of Town{chr(97 + n)}, date: {date}}}\n"
        for n, date in enumerate(dates)
    )
    for each in made(project_of(tmp_path, events), "chronology").values():
        assert "the fair of Towna" not in each.options
        assert "Fair of Towne" not in each.options


def test_who_followed_is_asked_where_the_terms_meet(tmp_path: Path) -> None:
    found = made(project_of(tmp_path, PRESIDENTS), "sequence")
    assert {name: each.options[0] for name, each in found.items()} == {
        "officials/carter/post/next": "Ronald Reagan",
        "officials/reagan/post/previous": "Jimmy Carter",
        "officials/clinton/post/next": "George W. Bush",
        "officials/bush/post/previous": "Bill Clinton",
        "officials/bush/post/next": "Barack Obama",
        "officials/obama/post/previous": "George W. Bush",
    }
    asked = found["officials/carter/post/next"]
    assert asked.stem == "Who followed Jimmy Carter as president?"
    assert "Jimmy Carter" not in asked.options


def test_two_who_began_at_once_have_no_certain_successor(tmp_path: Path) -> None:
    rival = "  rival: {name: Ann Rival, post: president, from: 1981-01, to: 1982}\n"
    found = made(project_of(tmp_path, PRESIDENTS + rival), "sequence")
    assert "officials/carter/post/next" not in found
    assert "officials/clinton/post/next" in found


def test_the_steps_of_a_process(tmp_path: Path) -> None:
    project = project_of(tmp_path, STEPS)
    steps = ["prophase", "metaphase", "anaphase", "telophase"]
    for each in made(project, "sequence").values():
        given = each.stem.partition("“")[2].removesuffix("”?")
        right = steps.index(each.options[0]) - steps.index(given)
        assert right == (1 if "/next/" in each.id else -1)
        assert given not in each.options
    (ordering,) = made(project, "ordering").values()
    assert ordering.options == tuple(steps)
    assert ordering.key == (0, 1, 2, 3)
    (recall,) = project.recalled
    assert recall.answer.casefold() == "prophase, metaphase, anaphase, and telophase"


def test_what_belongs_to_a_list_and_what_does_not(tmp_path: Path) -> None:
    project = project_of(tmp_path, LISTS)
    noble, halogens = {"helium", "neon", "argon", "krypton"}, {"fluorine", "chlorine", "bromine"}
    found = made(project, "classification")
    belongs, lacks = (found[f"lists/noble/members/{name}"] for name in ("among", "except"))
    assert belongs.options[0] in noble
    assert set(belongs.options[1:]) <= halogens
    assert lacks.options[0] in halogens
    assert set(lacks.options[1:]) <= noble
    assert lacks.stem == "Which of these does NOT belong to the noble gases?"
    # No list of its sort gives wrong answers.
    assert not any(name.startswith("lists/baltic/") for name in found)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_one_that_does_not_belong_has_another_value(path: Path) -> None:
    project = Project(load(path))
    for name, each in made(project, "classification").items():
        if name.count("/") == 3 and "/except/" in name:
            key, *others = by_name(project.deck, each)
            held = {fact.values[each.field][0].content for fact in others}
            assert len(held) == 1
            assert key.values[each.field][0].content not in held


def test_a_halogen_is_asked_for_among_others(tmp_path: Path) -> None:
    families = {"fluorine": "halogens", "bromine": "halogens", "xenon": "noble gases"}
    families |= {"caesium": "alkali metals", "strontium": "alkaline earth metals"}
    facts = "".join(
        f"  {name}: {{name: {name}, family: the {family}}}\n" for name, family in families.items()
    )
    project = project_of(tmp_path, ELEMENTS + facts)
    items = {item.id: item for item in project.items(QuizOptions())}
    item = items["elements/fluorine/family/back"]
    assert item.prompt.stem == "Which of these elements belongs to the halogens?"
    families = [fact.values["family"][0].content for fact in _with_family(project, item.options)]
    assert families.count(families[0]) == 1


ELEMENTS = """
kinds:
  elements:
    one: element
    name: name
    alike: {magnitude: number}
    fields:
      name: {type: text, required: true}
      number: {type: number}
      family: {type: text, single: true}
    questions:
      family:
        ask: "to which family does {name} belong?"
        among: "which of these elements belongs to {family}?"
elements:
"""


def _with_family(project: Project, options: tuple[str, ...]) -> list[Fact]:
    facts = {fact.id: fact for fact in project.deck.facts.values() if "family" in fact.values}
    return [facts[option] for option in options]


def test_whose_claim_is_asked_among_those_of_others(tmp_path: Path) -> None:
    project = project_of(tmp_path, PEOPLE + CLAIMS)
    items = {item.id: item for item in project.items(QuizOptions())}
    item = items["claims/sea/by/back"]
    assert item.prompt.stem == "Which of these claims comes from Marie Curie?"
    assert item.options[0] == "The sea rises"
    # Her other claim, and one that she shares, are no wrong answers.
    assert not {"The stars go out", "The tide turns"} & set(item.options)


@pytest.mark.parametrize(
    ("facts", "stems"),
    [
        (CAUSES, {"causes/drought/effect", "causes/quake/effect/back"}),
        (COMPARISONS, {"comparisons/cells/of_one", "comparisons/cells/of_other"}),
        (LISTS, {"lists/noble/members"}),
        (STEPS, {"steps/mitosis/steps"}),
        (PEOPLE, {"people/curie/born", "people/curie/died"}),
    ],
)
def test_the_cards_of_the_new_kinds(tmp_path: Path, facts: str, stems: set[str]) -> None:
    project = project_of(tmp_path, facts)
    assert stems <= {prompt.id for prompt in project.recalled}
    assert all(prompt.stem.endswith(("?", ".")) for prompt in project.recalled)


def test_numbers_are_put_in_order(tmp_path: Path) -> None:
    figures = "figures:\n" + "".join(
        f"  f{n}: {{what: {name}, value: {value}}}\n"
        for n, (name, value) in enumerate(
            [("lions", 10), ("tigers", 30), ("bears", 20), ("wolves", 40), ("foxes", "at least 5")]
        )
    )
    (found,) = made(project_of(tmp_path, figures), "ordering").values()
    assert found.options == ("lions", "bears", "tigers", "wolves")
    assert found.stem.endswith(" Put these in order, smallest first.")


def test_a_text_with_several_values_may_be_in_order_only_as_a_list(tmp_path: Path) -> None:
    kind = (
        "kinds: {x: {one: x, name: name, fields: {name: {type: text, required: true},"
        ' y: {type: text, in_order: true}}, questions: {y: {ask: "which?"}}}}\n'
    )
    with pytest.raises(AssertionError, match="has one value, which has no order"):
        project_of(tmp_path, kind)


def test_what_is_assumed_false_has_no_such_value_itself(tmp_path: Path) -> None:
    dates = [2016, 2016, "2016-05", 2017, 2018, 2019]
    events = "events:\n" + "".join(
        f"  e{n}: {{name: the fair of Town{chr(97 + n)}, date: {date}}}\n"
        for n, date in enumerate(dates)
    )
    project = project_of(tmp_path, events, "deck: test\ntitle: A test\nassume: closed\n")
    items = {item.id: item for item in project.items(QuizOptions())}
    for n in range(3):
        item = items[f"events/e{n}/date/back"]
        assert {option[-1] for option in item.options[1:]} <= set("def")
    paper = project.paper(QuizOptions(items=6))
    stems = [each.stem for each in paper.exercises]
    assert len(set(stems)) == len(stems), "one list is asked for once"


def test_german_chronology_asks_in_whole_sentences() -> None:
    (path,) = (each for each in SHIPPED if each.stem == "sonnensystem")
    made = Project(load(path)).exercises(QuizOptions(forms=("chronology",)))
    (between,) = (each.stem for each in made if each.id == "events/pluto/date/between")
    assert between == (
        "Wann fand dieses Ereignis statt? Gesucht ist, was zeitlich zwischen diesen beiden liegt: "
        "die Entdeckung des Zwergplaneten Ceres und die Entdeckung des Zwergplaneten Pluto."
    )
