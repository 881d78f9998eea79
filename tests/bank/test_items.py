"""Items: one right answer, provably wrong others, and the same items for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks import chosen_of
from deck_support import HEADER, SHIPPED, base_of, load, project_of
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from quizgen.bank.chance import draw
from quizgen.bank.distractors import Refusal, Wanted
from quizgen.bank.items import Item, Without, make_items
from quizgen.bank.prompts import Way
from quizgen.bank.wrong import Proof
from quizgen.deck.dates import PartialDate, Point, parse_date
from quizgen.deck.model.deck import Deck
from quizgen.deck.quantities import Quantity
from quizgen.deck.types.registry import TYPES
from quizgen.forms.choice import choices
from quizgen.project import Project, QuizOptions
from quizgen.quiz.arrange import arrange

DEFAULT = QuizOptions()


def items_of(tmp_path: Path, yaml: str, header: str = HEADER) -> dict[str, Item]:
    return {item.id: item for item in project_of(tmp_path, yaml, header).items(DEFAULT)}


TREATIES = """
treaties:
  inf: {name: INF Treaty, signed: 1987-12-08}
  start: {name: START I, signed: 1991}
  salt: {name: SALT I, signed: 1982}
  abm: {name: ABM Treaty, signed: 1980}
  unknown: {name: Unknown Treaty}
  shadow: {name: Shadow Treaty, signed: 1987}
"""


def test_a_distractor_on_the_way_back_has_a_value_of_its_own(tmp_path: Path) -> None:
    item = items_of(tmp_path, TREATIES)["treaties/start/signed/back"]
    assert set(item.options[1:]) <= {"INF Treaty", "SALT I", "ABM Treaty", "Shadow Treaty"}
    assert {distractor.proof for distractor in item.distractors} == {Proof.OTHER}


def test_a_date_at_another_precision_is_no_distractor(tmp_path: Path) -> None:
    items = items_of(tmp_path, TREATIES)
    # The shadow may have been signed on that day.
    assert "Shadow Treaty" not in items["treaties/inf/signed/back"].options
    for item in items.values():
        if item.prompt.fact.id == "inf":
            assert "1987" not in item.options


def test_what_is_assumed_is_told_from_what_is_proven(tmp_path: Path) -> None:
    yaml = """
    treaties:
      a: {name: A, signed_by: Nixon}
      b: {name: B, signed_by: Carter}
      c: {name: C, signed_by: Reagan}
      d: {name: D, signed_by: Obama}
    """
    assert not items_of(tmp_path, yaml)
    assumed = items_of(tmp_path, yaml, HEADER + "assume: closed\n")
    proofs = {distractor.proof for item in assumed.values() for distractor in item.distractors}
    assert proofs == {Proof.PRESUMED}


def test_a_part_is_no_distractor_for_its_whole(tmp_path: Path) -> None:
    yaml = """
    organizations:
      gru: {name: the GRU}
      unit: {name: Unit 29155, part_of: gru}
      cell: {name: Cell 9, part_of: unit}
      cia: {name: the CIA}
      fsb: {name: the FSB}
      nsa: {name: the NSA}
    statements:
      one: "The officer served in {{the GRU|organization}}."
      two: "The officer served in {{Cell 9|organization}}."
    """
    items = items_of(tmp_path, yaml)
    others = {"The CIA", "The FSB", "The NSA"}
    assert set(items["statements/one/text/1"].options) == {"The GRU", *others}
    assert set(items["statements/two/text/1"].options) == {"Cell 9", *others}


def test_other_names_are_the_same_answer(tmp_path: Path) -> None:
    yaml = """
    people:
      a: {name: {value: Mark Twain, also: [Samuel Clemens]}}
      b: {name: William Dean Howells}
      c: {name: Henry James}
      d: {name: Bret Harte}
    statements: {s: "The novel is by {{Samuel Clemens|person}}."}
    """
    item = items_of(tmp_path, yaml)["statements/s/text/1"]
    others = {"William Dean Howells", "Henry James", "Bret Harte"}
    assert set(item.options) == {"Mark Twain", *others}


@pytest.mark.parametrize(
    ("control", "offered", "never"),
    [
        ("distractors: [Z]", {"Z"}, set()),
        ("only: [Z, Y]", {"Z", "Y"}, {"B", "C", "D", "E"}),
        ("forbid: [B, C]", {"D", "E"}, {"B", "C"}),
    ],
)
def test_the_authors_control(
    tmp_path: Path, control: str, offered: set[str], never: set[str]
) -> None:
    people = "\n".join(f"  {name.lower()}: {{name: {name}}}" for name in "ABCDE")
    yaml = f'people:\n{people}\nstatements:\n  s: {{text: "It was {{{{A|person}}}}.", {control}}}\n'
    options = set(items_of(tmp_path, yaml)["statements/s/text/1"].options[1:])
    assert offered <= options
    assert not never & options


@pytest.mark.parametrize("named", ["Colne", "c", "rivers/c", "the Thames"])
def test_to_forbid_a_fact_forbids_what_it_answers(tmp_path: Path, named: str) -> None:
    yaml = f"""
    kinds:
      rivers:
        one: river
        name: name
        fields: {{name: {{type: text, required: true}}, sea: {{type: text, single: true}}}}
        questions: {{sea: {{ask: "where does {{name}} end?"}}}}
    rivers:
      a: {{name: Aare, sea: {{value: the Rhone, forbid: ["{named}"]}}}}
      b: {{name: Brahm, sea: the Ganges}}
      c: {{name: Colne, sea: the Thames}}
      d: {{name: Doubs, sea: the Danube}}
      e: {{name: Enz, sea: the Neckar}}
    """
    items = items_of(tmp_path, yaml)
    assert set(items["rivers/a/sea"].options) == {
        "The Rhone",
        "The Ganges",
        "The Danube",
        "The Neckar",
    }


def test_a_forbidden_fact_that_can_be_the_answer_is_meant_itself(tmp_path: Path) -> None:
    yaml = """
    kinds:
      kings:
        one: king
        name: name
        fields: {name: {type: text, required: true}, heir: {type: text, single: true}}
        questions: {heir: {ask: "who came after {name}?"}}
    kings:
      a: {name: Abel, heir: {value: Bern, forbid: [Cuno]}}
      b: {name: Bern, heir: Cuno}
      c: {name: Cuno, heir: Dirk}
      d: {name: Dirk, heir: Emil}
      e: {name: Emil, heir: Fritz}
    """
    options = items_of(tmp_path, yaml)["kings/a/heir"].options
    assert "Dirk" in options
    assert "Cuno" not in options


def test_dates_and_numbers_of_the_author_are_sorted_with_the_others(tmp_path: Path) -> None:
    yaml = """
    events: {e: {name: the vote, date: {value: 2016, distractors: ["2012", "2008"]}}}
    statements: {s: {text: "It took {{12|number}} votes.", distractors: ["15"]}}
    """
    items = items_of(tmp_path, yaml)
    assert set(items["events/e/date"].options[1:3]) == {"2012", "2008"}
    assert all(item.ranked for item in items.values())
    assert "15" in items["statements/s/text/1"].options


def test_what_the_record_contradicts_gives_no_item(tmp_path: Path) -> None:
    items = items_of(
        tmp_path, "treaties: {a: {name: A, signed: {value: 1987, record: it was 1988}}}"
    )
    assert not items


def test_an_entailed_bound_is_no_distractor(tmp_path: Path) -> None:
    """At least 100 are right as well, and with larger numbers alone, the key would be the least."""
    asked = "At least how many targets were there?"
    value = f"{{value: at least 200, ask: '{asked}'}}"
    deck = f"figures: {{f: {{what: targets, value: {value}}}}}"
    assert not items_of(tmp_path, deck)
    own = deck.replace("ask:", "distractors: ['300', '400'], ask:")
    assert set(items_of(tmp_path, own)["figures/f/value"].options) == {"200", "300", "400"}


def test_a_stem_without_its_bound_has_no_options(tmp_path: Path) -> None:
    """More than 100 may be 130, so that neither 130 nor 100 alone is the answer."""
    kinds = """
    kinds:
      animals:
        one: animal
        name: name
        fields: {name: {type: text, required: true}, young: {type: number, single: true}}
        questions: {young: {ask: "ASK"}}
    animals: {ant: {name: the ant, young: more than 100}}
    """
    asked = kinds.replace("ASK", "how many young does {name} have?")
    (question,) = project_of(tmp_path, asked).questions(QuizOptions())
    assert isinstance(question, Without)
    assert "{young:bound}" in question.mend
    named = kinds.replace("ASK", "what is the {young:bound} number of young that {name} has?")
    (item,) = project_of(tmp_path, named).items(QuizOptions())
    assert item.options[0] == "100"


def test_names_in_the_stem_are_not_offered(tmp_path: Path) -> None:
    yaml = """
    people: {a: {name: Ann}, b: {name: Ben}, c: {name: Cid}, d: {name: Dan}, e: {name: Eve}}
    statements: {s: "{{Ann|person}} wrote to {{Ben|person}}."}
    """
    items = items_of(tmp_path, yaml)
    assert "Ben" not in items["statements/s/text/1"].options
    assert "Ann" not in items["statements/s/text/2"].options


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_second_key_in_the_shipped_decks(path: Path) -> None:
    """Judge every distractor by a plain reading of the facts, without the generator's code."""
    deck = load(path)
    for item in Project(deck).items(DEFAULT):
        assert len({option.casefold() for option in item.options}) == len(item.options), item
        assert not list(_second_keys(deck, item)), item


def _second_keys(deck: Deck, item: Item) -> Iterator[str]:
    if item.prompt.way is Way.BACK:
        yield from _other_holders(deck, item)
    else:
        yield from _same_words(item)
        yield from _same_sizes(item)


def _other_holders(deck: Deck, item: Item) -> Iterator[str]:
    given, field = item.prompt.value, item.prompt.field.name
    for distractor in item.distractors:
        for value in deck.facts[distractor.filler.fact].values.get(field, ()):
            equal = _may_be_equal(value.content, given.content)
            if equal and _may_overlap(deck, value, given):
                yield distractor.filler.text


def _same_words(item: Item) -> Iterator[str]:
    key = _words(item.options[0])
    may_contain = item.prompt.control.distractors or item.ranked
    for option in item.options[1:]:
        words = _words(option)
        contains = words < key or key < words
        if words == key or (contains and not may_contain):
            yield option


def _same_sizes(item: Item) -> Iterator[str]:
    prompt = item.prompt
    right = prompt.blank.content if prompt.blank else prompt.value.content
    for option, distractor in zip(item.options[1:], item.distractors, strict=True):
        content = distractor.filler.content
        has_size = isinstance(content, (PartialDate, Quantity))
        if has_size and type(content) is type(right) and _may_be_equal(content, right):
            yield option


def _may_be_equal(one: object, other: object) -> bool:
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return one.start.first <= other.end.last and other.start.first <= one.end.last
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        if other.bound == "at least":
            return one.number <= other.number
        return one.number == other.number
    return one == other


def _may_overlap(deck: Deck, one: object, other: object) -> bool:
    spans = []
    for value in (one, other):
        told = value.provenance
        now = told.as_of or deck.source.as_of
        start = (
            told.since.start.year
            if told.since
            else (-9999 if told.until else now.start.year if now else -9999)
        )
        end = told.until.end.year if told.until else (now.end.year if now else 9999)
        spans.append((start, end))
    return spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,“”'\"").casefold() for word in text.split()) - {"the", "a", "an"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_same_seed_gives_the_same_items(path: Path) -> None:
    one, two = Project(load(path)), Project(load(path))
    assert one.items(DEFAULT) == two.items(DEFAULT)
    other = one.items(QuizOptions(seed=99))
    assert [item.options for item in other] != [item.options for item in one.items(DEFAULT)]


def test_items_do_not_hang_on_the_order_of_the_facts(tmp_path: Path) -> None:
    names = "ABCDEFGHIJ"
    lines = [
        f"  {name.lower()}: {{name: Treaty {name}, signed: {1950 + number}}}"
        for number, name in enumerate(names)
    ]
    forwards = items_of(tmp_path, "treaties:\n" + "\n".join(lines))
    backwards = items_of(tmp_path, "treaties:\n" + "\n".join(reversed(lines)))
    assert {key: item.options for key, item in forwards.items()} == {
        key: item.options for key, item in backwards.items()
    }


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_papers(path: Path, seed: int) -> None:
    project = Project(load(path))
    base = base_of(project.deck)
    items = project.items(QuizOptions(seed=seed))
    paper = chosen_of(project, items, 20, seed)
    assert len(paper) == 20
    assert len({fact for each in paper for fact in each.facts}) == 20, "no fact twice"
    normal = [f" {base.wording.normal(each.stem)} " for each in paper]
    for number, each in enumerate(paper):
        for other, stem in enumerate(normal):
            if other != number:
                assert not any(f" {name} " in stem for name in each.clues.names), (each.id, stem)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_letters_of_the_key(path: Path) -> None:
    project = Project(load(path))
    (placed,) = arrange(
        [choices(project.base, (item for item in project.items(DEFAULT) if not item.ranked))[:80]],
        1,
        "A",
    )
    letters = [each.options.index(0) for each in placed]
    counts = Counter(letters)
    four = [count for letter, count in counts.items() if letter < 3]
    assert max(four) - min(four) <= 4
    assert not any(len(set(letters[start : start + 4])) == 1 for start in range(len(letters) - 3))


def test_the_rank_of_a_key_tells_nothing(tmp_path: Path) -> None:
    dates = "\n".join(
        f"  d{year}: {{name: Event x{year}, date: {year}}}" for year in range(1000, 1999, 5)
    )
    items = items_of(tmp_path, "events:\n" + dates)
    forward = [item for item in items.values() if item.prompt.way is Way.FORWARD]
    ranks = Counter(sorted(item.sizes).index(item.sizes[0]) for item in forward)
    assert len(forward) >= 190
    assert all(0.17 < ranks[rank] / len(forward) < 0.33 for rank in range(4)), ranks


points = st.one_of(
    st.builds(Point, st.integers(1, 2100)),
    st.builds(Point, st.integers(1, 2100), st.integers(1, 12)),
    st.builds(Point, st.integers(1, 2100), st.integers(1, 12), st.integers(1, 28)),
)


@given(
    points, st.sampled_from(["", "early", "late"]), st.sampled_from([-1, 1]), st.text(max_size=5)
)
def test_made_up_dates_keep_the_shape_and_the_side(
    point: Point, qualifier: str, direction: int, name: str
) -> None:
    key = PartialDate(point, point, qualifier)
    for made in TYPES["date"].near(key, direction, name, draw):
        assert made.shape == key.shape
        assert made.disjoint(key)
        assert (made.middle - key.middle) * direction > 0


@given(
    st.decimals(min_value=-10_000, max_value=1_000_000_000, places=2).map(lambda d: f"{d:f}")
    | st.integers(-50, 10**12).map(str),
    st.sampled_from(["", "%", "km"]),
    st.sampled_from([-1, 1]),
    st.text(max_size=5),
)
def test_made_up_numbers_keep_the_style_and_the_side(
    digits: str, unit: str, direction: int, name: str
) -> None:
    key = Quantity(digits, unit)
    for made in TYPES["number"].near(key, direction, name, draw):
        assert (made.unit, made.decimals) == (key.unit, key.decimals)
        assert made.number != key.number
        assert (made.number - key.number) * direction > 0
        if key.number > 0:
            assert made.number >= 0
        if unit == "%" and 0 < key.number <= 100:
            assert 0 < made.number < 100


def test_spans_move_as_a_whole() -> None:
    key = parse_date("1969/1972")
    spans = TYPES["date"].near(key, 1, "x", draw)
    assert {made.end.year - made.start.year for made in spans} == {3}


@pytest.mark.parametrize(
    ("language", "options", "sizes"),
    [
        ("en", "answer: 7 to 9 hours, only: [10 to 12 hours, 4 to 6 hours]", (7, 10, 4)),
        ("en", "answer: '1789', only: ['1804', '1774']", (1789, 1804, 1774)),
        ("en", "answer: 7 hours, only: [two days, all night]", ()),
        ("de", "answer: 7 Stunden, only: [9 Stunden, 5 Stunden]", ()),
    ],
)
def test_numbers_written_as_texts_have_an_order(
    language: str, options: str, sizes: tuple[float, ...], tmp_path: Path
) -> None:
    header = f"deck: test\ntitle: A test\nlanguage: {language}\n"
    project = project_of(tmp_path, f"questions: {{q: {{ask: How much?, {options}}}}}\n", header)
    assert [sorted(item.sizes) for item in project.items(QuizOptions())] == [sorted(sizes)]


def test_the_order_of_questions_changes_nothing() -> None:
    """Items are made in an order of their own, so that neighbours have candidates in common."""
    for path in SHIPPED:
        project = Project(load(path))
        made = project.questions(DEFAULT)
        assert [each.prompt.id for each in made] == [each.id for each in project.prompts]
        base, quiz = base_of(project.deck), project.deck.quiz
        wanted = Wanted(quiz.options - 1)
        backwards = make_items(base, project.prompts[::-1], wanted, quiz.at_least, quiz.seed)
        assert backwards[::-1] == made


def test_refused_candidates_are_kept_for_an_explanation_alone() -> None:
    project = Project(load(SHIPPED[0]))
    plain, explained = project.questions(DEFAULT), project.questions(DEFAULT, explain=True)
    assert sum(len(each.refused) for each in explained) > len(explained)
    assert not any(each.refused for each in plain)
    assert [replace(each, refused=()) for each in explained] == list(plain)


def test_no_distractor_repeats_what_the_key_lacks(tmp_path: Path) -> None:
    """A search for the question's words among the options would only find wrong ones."""
    facts = "".join(
        f"  e{n}: {{name: {name}, date: {1900 + 9 * n}}}\n" for n, name in enumerate(NAMED)
    )
    project = project_of(tmp_path, "events:\n" + facts + ASKED)
    (item,) = (
        each
        for each in project.questions(DEFAULT, explain=True)
        if each.prompt.stem == "In which city did the flood of Hamburg begin?"
    )
    assert isinstance(item, Item)
    assert not any("Hamburg" in option for option in item.options)
    assert any(each.why is Refusal.ECHO and "Hamburg" in each.text for each in item.refused)


NAMED = ["fire", "storm", "siege", "fair", "strike"]
ASKED = """
kinds:
  cities:
    one: city
    name: name
    fields:
      name: {type: text, required: true}
      flood: {type: text, single: true, unique: true}
    questions:
      flood: {back: "in which city did {flood} begin?"}
cities:
  a: {name: Altona, flood: the flood of Hamburg}
  b: {name: Hamburg Harbour, flood: the great frost}
  c: {name: Hamburg Heath, flood: the great heat}
  d: {name: Bremen, flood: the long rain}
  e: {name: Kiel, flood: the last ice}
  f: {name: Emden, flood: the first gale}
"""


def test_the_key_is_first_and_last_where_few_dates_lie_near(tmp_path: Path) -> None:
    """Terms begin every four years, so that two at most lie near on either side."""
    names = [
        "ash",
        "birch",
        "cedar",
        "drake",
        "elm",
        "fern",
        "grove",
        "hazel",
        "ivy",
        "juniper",
        "kale",
        "linden",
        "maple",
    ]
    years = (1825, 1833, 1837, 1841, 1845, 1849, 1869, 1873, 1877, 1881, 1885, 1889, 1893)
    facts = ", ".join(
        f"{name}: {{name: Mr. {name.title()}, took: {year}-03-04}}"
        for name, year in zip(names, years, strict=True)
    )
    yaml = f"""
    kinds:
      rulers:
        one: ruler
        name: name
        fields: {{name: {{type: text, required: true}}, took: {{type: date, single: true}}}}
        questions: {{took: {{ask: "{{took:which}} did {{name}} take office?"}}}}
    rulers: {{{facts}}}
    """
    project = project_of(tmp_path, yaml)
    items = [item for seed in range(10) for item in project.items(QuizOptions(seed=seed))]
    ranks = Counter((len(each.sizes), sorted(each.sizes).index(each.sizes[0])) for each in items)
    assert len(items) > 100
    for count in {len(each.sizes) for each in items}:
        every = sum(ranks[count, rank] for rank in range(count))
        middle = every - ranks[count, 0] - ranks[count, count - 1]
        by_chance = every * (count - 2) / count
        assert abs(middle - by_chance) <= 0.15 * every, (count, ranks)


def test_items_whose_options_nobody_weighs_differ_in_temptation_alone() -> None:
    project = Project(load(SHIPPED[1]))
    base, prompts, quiz = project.base, project.prompts, project.deck.quiz
    weighed, bare = (
        make_items(base, prompts, Wanted(3, weighed=each), quiz.at_least, quiz.seed)
        for each in (True, False)
    )
    assert any(each.temptation for made in weighed for each in made.distractors)
    assert not any(each.temptation for made in bare for each in made.distractors)
    assert [_without_temptation(made) for made in weighed] == [*bare]


def _without_temptation(made: Item | Without) -> Item | Without:
    distractors = [replace(each, temptation=0.0) for each in made.distractors]
    return replace(made, distractors=tuple(distractors))
