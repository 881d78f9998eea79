"""Which wrong options are offered: those that fit the question, and no others."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from textwrap import dedent

import pytest
from deck_support import HEADER, project_of

from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.items import Item, Lack, Without
from quizgen.deck.load import load_deck
from quizgen.forms.registry import form_names
from quizgen.language.phrases import Form, phrase_type
from quizgen.project import QuizOptions

RULERS = """
kinds:
  rulers:
    one: ruler
    name: name
    alike: {alike}
    fields:
      name: {{type: text, required: true}}
      title: {{type: text, quiet: true}}
      crowned: {{type: date, single: true}}
      number: {{type: number, single: true, min: 1, max: 18}}
      emblem: {{type: text, single: true}}
    questions:
      crowned:
        ask: "{{crowned:which}} was {{name}} crowned?"
        back: "who was crowned {{crowned:in}}?"
      number: {{ask: "which number has {{name}}?", back: "who has the number {{number}}?"}}
      emblem: {{ask: "what was the emblem of {{name}}?"}}
rulers:
"""


def errors_of(tmp_path: Path, yaml: str) -> list[str]:
    path = tmp_path / "wrong.yaml"
    path.write_text(HEADER + dedent(yaml), encoding="utf-8")
    return [each.code for each in load_deck(path, form_names()).diagnostics]


def made_of(tmp_path: Path, yaml: str, header: str = HEADER, **options: int) -> dict[str, object]:
    questions = project_of(tmp_path, yaml, header).questions(QuizOptions(**options), explain=True)
    return {question.prompt.id: question for question in questions}


def item_of(made: dict[str, object], name: str) -> Item:
    found = made[name]
    assert isinstance(found, Item), found
    return found


def rulers(alike: str, facts: list[dict[str, object]]) -> str:
    lines = [
        f"  r{number}: {{"
        + ", ".join(f"{key}: {value}" for key, value in {"name": f"Ruler {number}", **fact}.items())
        + "}\n"
        for number, fact in enumerate(facts)
    ]
    return RULERS.format(alike=alike) + "".join(lines)


@pytest.mark.parametrize("alike", ["[crowned]", "{time: crowned}"])
def test_the_nearer_in_time_the_better(tmp_path: Path, alike: str) -> None:
    """Without nearness, one in ten would be a neighbour."""
    yaml = rulers(alike, [{"crowned": 1600 + 4 * number} for number in range(100)])
    made = made_of(tmp_path, yaml)
    for number in range(10, 90, 8):
        item = item_of(made, f"rulers/r{number}/crowned/back")
        years = [1600 + 4 * int(name.removeprefix("Ruler ")) for name in item.options]
        assert all(abs(year - years[0]) <= 24 for year in years)


def test_a_dimension_that_must_match(tmp_path: Path) -> None:
    titles = ["king", "pope"]
    facts = [{"title": titles[n % 2], "crowned": 1600 + 3 * n} for n in range(20)]
    made = made_of(tmp_path, rulers("{role: title, must: [role]}", facts))
    for number in range(20):
        item = item_of(made, f"rulers/r{number}/crowned/back")
        same = {int(name.removeprefix("Ruler ")) % 2 for name in item.options}
        assert same == {number % 2}


def test_an_empty_must_demands_nothing(tmp_path: Path) -> None:
    facts = [{"title": "green" if n < 5 else "red", "crowned": 1600 + 3 * n} for n in range(6)]
    lonely = made_of(tmp_path, rulers("{role: title}", facts))["rulers/r5/crowned/back"]
    assert isinstance(lonely, Without)
    free = made_of(tmp_path, rulers("{role: title, must: []}", facts))
    assert len(item_of(free, "rulers/r5/crowned/back").options) == 4


def test_a_listed_field_that_nobody_asks_for_must_match(tmp_path: Path) -> None:
    facts = [{"title": "king" if n < 4 else "pope", "crowned": 1600 + 3 * n} for n in range(7)]
    made = made_of(tmp_path, rulers("[title]", facts))
    assert len(item_of(made, "rulers/r0/crowned/back").options) == 4
    # Three popes are too few for four options, and no king takes the place of the fourth.
    assert len(item_of(made, "rulers/r5/crowned/back").options) == 3
    lonely = made_of(tmp_path, rulers("[title]", facts[:6]))["rulers/r5/crowned/back"]
    assert isinstance(lonely, Without)
    assert lonely.lack is Lack.TOO_FEW
    assert Misfit.MUST in {refused.why for refused in lonely.refused}


def test_who_lived_in_another_century_is_refused(tmp_path: Path) -> None:
    facts = [{"crowned": year} for year in (1960, 1955, 1948, 1971, 1066, 1215, 1301)]
    made = made_of(tmp_path, rulers("[]", facts))
    item = item_of(made, "rulers/r0/crowned/back")
    assert set(item.options) == {"Ruler 0", "Ruler 1", "Ruler 2", "Ruler 3"}


def test_numbers_stay_within_the_limits_of_their_field(tmp_path: Path) -> None:
    yaml = rulers("[]", [{"number": number} for number in (1, 2, 17, 18)])
    for seed in range(20):
        for found in made_of(tmp_path, yaml, seed=seed).values():
            if isinstance(found, Item) and found.sizes:
                assert all(1 <= size <= 18 for size in found.sizes)


def test_limits_are_checked(tmp_path: Path) -> None:
    wrong = rulers("[]", [{}]).replace("min: 1", "min: one").replace("quiet: true", "max: 3")
    assert errors_of(tmp_path, wrong) == ["Q303", "Q210"]
    wrong = rulers("{role: titel, must: [place], time: crowned, tone: title}", [{}])
    assert sorted(errors_of(tmp_path, wrong)) == ["Q201", "Q303", "Q303"]


@pytest.mark.parametrize("value", ["200", "36", "4879", "1.5 %", "90 %", "2500"])
def test_made_up_numbers_are_as_round_as_the_key(tmp_path: Path, value: str) -> None:
    # Beyond three digits, nobody sees how round a number is.
    digits = min(len(value.rstrip(" %").replace(".", "").rstrip("0")), 3)
    yaml = f"figures: {{a: {{what: things, value: {value}}}}}\n"
    as_round, every = 0, 0
    for seed in range(30):
        item = item_of(made_of(tmp_path, yaml, seed=seed), "figures/a/value")
        for option in item.options[1:]:
            every += 1
            plain = option.rstrip("%").replace(",", "").replace(".", "").lstrip("0").rstrip("0")
            as_round += min(len(plain), 3) == digits
    # Only 1500 lies below 2500 and ends in 5 as well.
    least = {"90 %": 0.1, "1.5 %": 0.5, "2500": 0.6}.get(value, 0.75)
    assert as_round >= least * every, "there is little room below 1.5 and 2500 and above 90"


def test_no_option_is_a_hair_from_another(tmp_path: Path) -> None:
    yaml = rulers("[]", [{"number": number} for number in ("10.00", "10.05", "11.50", "13.00")])
    for found in made_of(tmp_path, yaml).values():
        if isinstance(found, Item) and found.sizes:
            sizes = sorted(found.sizes)
            gaps = pairwise(sizes)
            assert all(above - below >= 0.03 * above for below, above in gaps)


def test_dates_come_from_their_own_field(tmp_path: Path) -> None:
    terms = "".join(
        f"  t{n}: {{name: Treaty {n}, signed: {1901 + 4 * n}-03-04, in_force: {1901 + n}-07-19}}\n"
        for n in range(20)
    )
    made = made_of(tmp_path, "treaties:\n" + terms)
    # The first one was in force before any other was signed.
    for number in range(1, 20):
        item = item_of(made, f"treaties/t{number}/signed")
        days = {option.rpartition(",")[0] for option in item.options}
        assert days <= {"March 4"}, "or the commonest day would tell"


def test_letters_that_tell(tmp_path: Path) -> None:
    kind = """
    kinds:
      elements:
        one: element
        name: name
        fields:
          name: {type: text, required: true}
          symbol: {type: text, single: true, unique: true}
        questions: {symbol: {ask: "what is the symbol of {name}?"}}
    elements:
    """
    names = {"helium": "He", "neon": "Ne", "argon": "Ar", "xenon": "Xe"}
    facts = "".join(
        f"  {name}: {{name: {name}, symbol: {sign}}}\n    " for name, sign in names.items()
    )
    made = made_of(tmp_path, kind + facts)["elements/helium/symbol"]
    assert isinstance(made, Without)
    more = _elements({"hydrogen": "H", "holmium": "Ho", "hassium": "Hm"})
    found = item_of(made_of(tmp_path, kind + facts + more), "elements/helium/symbol")
    assert set(found.options) <= {"He", "H", "Hm", "Ho"}


def _elements(signs: dict[str, str]) -> str:
    return "".join(
        f"  {name}: {{name: {name}, symbol: {sign}}}\n    " for name, sign in signs.items()
    )


def test_names_keep_their_articles_in_a_blank(tmp_path: Path) -> None:
    yaml = """
    organizations:
      a: {name: the Kremlin}
      b: {name: the White House}
      c: {name: Microsoft}
      d: {name: the Pentagon}
    statements:
      one: "The words came from {{the Kremlin|organization}}."
      two: "The words came from the {{Kremlin|organization}}."
      three: "The words came from a friend of President-backed {{Kremlin|organization}}."
    """
    made = made_of(tmp_path, yaml)
    one = item_of(made, "statements/one/text/1")
    assert one.options[0] == "The Kremlin"
    assert set(one.options[1:]) <= {"The White House", "Microsoft", "The Pentagon"}
    two = item_of(made, "statements/two/text/1")
    assert set(two.options) == {"Kremlin", "White House", "Pentagon"}, "no “the Microsoft”"
    three = item_of(made, "statements/three/text/1")
    assert set(three.options) == {"Kremlin", "White House", "Pentagon", "Microsoft"}


def test_look_alikes_come_first_and_say_why(tmp_path: Path) -> None:
    yaml = """
    questions:
      k:
        ask: What is the symbol of potassium?
        answer: K
        mistaken_for: [{value: P, why: P is phosphorus}, Po]
        distractors: [Pt, Pa]
    """
    project = project_of(tmp_path, yaml)
    (item,) = project.items(QuizOptions())
    assert item.options == ("K", "P", "Po", "Pt")
    (exercise,) = project.exercises(QuizOptions())
    assert "Not P: P is phosphorus." in exercise.told.remarks
    right = yaml.replace("value: P, ", "value: K, ")
    assert errors_of(tmp_path, right) == ["Q240"]


def test_the_minimum_has_one_figure(tmp_path: Path) -> None:
    """ "At least 100" is as true as "at least 200", but the minimum is 200 alone."""
    yaml = "figures: {a: {what: victims, value: at least 200}}\n"
    ranks = set()
    for seed in range(20):
        item = item_of(made_of(tmp_path, yaml, seed=seed), "figures/a/value")
        assert item.prompt.stem == "At least how many victims are there?"
        ranks.add(sorted(item.sizes).index(item.sizes[0]))
    assert ranks == {0, 1, 2, 3}


@pytest.mark.parametrize("fits", [True, False])
def test_a_planned_event_stands_beside_planned_ones(tmp_path: Path, fits: bool) -> None:  # noqa: FBT001
    year = 2022 if fits else 2019
    facts = "".join(f"  e{n}: {{name: event {n}, date: {year}-0{n + 1}}}\n" for n in range(1, 5))
    yaml = "events:\n  due: {name: the start, date: 2022-01}\n" + facts
    header = HEADER + "source: {title: A, as_of: 2020}\n"
    made = made_of(tmp_path, yaml, header)["events/due/date/back"]
    assert isinstance(made, Item) is fits


@pytest.mark.parametrize(
    ("text", "form", "plural", "person"),
    [
        ("NADPH", Form.ABBREVIATION, None, None),
        ("G3P", Form.ABBREVIATION, None, None),
        ("He", Form.SYMBOL, None, None),
        ("5 to 9 hours", Form.FIGURE, None, None),
        ("It took no action.", Form.CLAUSE, None, None),
        ("to praise them in public", Form.INFINITIVE, None, None),
        ("slipping stories into media", Form.GERUND, None, None),
        ("docking of Apollo and Soyuz", Form.PHRASE, False, None),
        ("the FSB", Form.ABBREVIATION, None, None),
        ("a promise of states", Form.PHRASE, False, False),
        ("penalties that one state imposes", Form.PHRASE, True, None),
        ("someone who posts online", Form.PHRASE, False, True),
        ("American troops", Form.PHRASE, True, None),
        ("mitochondria", Form.PHRASE, True, None),
        ("larvae of a beetle", Form.PHRASE, True, None),
        ("the Brookings Institution", Form.PHRASE, None, None),
    ],
)
def test_the_form_of_a_phrase(
    text: str,
    form: Form,
    plural: bool | None,  # noqa: FBT001
    person: bool | None,  # noqa: FBT001
) -> None:
    found = phrase_type(text, "en")
    assert (found.form, found.plural, found.person) == (form, plural, person)


def test_missions_of_other_agencies_stand_beside_one_of_an_agency(tmp_path: Path) -> None:
    """What the stem asks for is what wrong answers must not have, however many facts share it."""
    made = made_of(
        tmp_path,
        """
        kinds:
          missions:
            one: mission
            name: name
            alike: {role: sort}
            fields:
              name: {type: text, required: true}
              sort: {type: text, quiet: true}
              agency: {type: text, single: true}
            questions:
              agency: {among: "which of these missions was launched by {agency}?"}
        missions:
          a: {name: Rosetta, agency: ESA, sort: craft}
          b: {name: Gemini, agency: NASA, sort: craft}
          c: {name: Mercury, agency: NASA, sort: craft}
          d: {name: Apollo, agency: NASA, sort: craft}
          e: {name: Giotto, agency: ESA, sort: craft}
        """,
    )
    item = item_of(made, "missions/a/agency/back")
    assert set(item.options[1:]) == {"Gemini", "Mercury", "Apollo"}


GROUPS = """
statements:
  s: "The port was held by {{the Houthis|organization}}, who were armed."
  t: "The tribute was paid to {{Hezbollah|organization}}, which was at war."
organizations:
  tal: {name: {value: the Taliban, plural: true}}
  hou: {name: {value: the Houthis, plural: true}}
  tig: {name: the Tigers}
  hez: {name: Hezbollah}
  ham: {name: Hamas}
  isis: {name: Islamic State}
  una: {name: the United Nations}
"""
SEVERAL = {"The Houthis", "The Taliban", "The Tigers"}


def test_the_number_of_a_verb_does_not_tell_what_fills_a_blank(tmp_path: Path) -> None:
    made = made_of(tmp_path, GROUPS)
    assert set(item_of(made, "statements/s/text/1").options) == SEVERAL
    singular = set(item_of(made, "statements/t/text/1").options)
    assert len(singular) == 4
    assert singular.isdisjoint(SEVERAL - {"The Tigers"}), "an S alone does not tell"


def test_a_plural_without_others_is_no_item(tmp_path: Path) -> None:
    alone = GROUPS.replace("  tal: {name: {value: the Taliban, plural: true}}\n", "")
    found = made_of(tmp_path, alone)["statements/s/text/1"]
    assert isinstance(found, Without)
    assert Misfit.PLURAL in dict(found.reasons)


def test_an_extension_with_the_letters_of_a_name_stands_beside_no_others(tmp_path: Path) -> None:
    kind = """
    kinds:
      files:
        one: file
        name: name
        fields:
          name: {type: text, required: true}
          ext: {type: text, single: true, unique: true}
        questions: {ext: {ask: "which extension has {name}?", back: "which file has {ext}?"}}
    files:
      a: {name: a spreadsheet, ext: .xlsx}
      b: {name: a page, ext: .html}
      c: {name: a picture of JPEG, ext: .jpg}
      d: {name: a script, ext: .py}
      e: {name: a program, ext: .exe}
    """
    made = made_of(tmp_path, kind)
    assert isinstance(made["files/c/ext"], Without)
    assert isinstance(made["files/c/ext/back"], Without)
    assert item_of(made, "files/a/ext").options
