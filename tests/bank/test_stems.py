# ruff: noqa: RUF001 - the letters of other scripts are what is tested
"""The wording of stems: tense, number, the precision of dates, wordings, repeated words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from deck_support import SHIPPED, base_of, deck_of, load, project_of

from quizgen.bank.prompts import Prompt
from quizgen.bank.wording import Wording, small_initial
from quizgen.deck.dates import parse_date
from quizgen.deck.kinds import built_in_kinds
from quizgen.deck.template import Choice, parse_template
from quizgen.deck.translations import read_translations
from quizgen.forms.entries import entries_of, grouped
from quizgen.listing.kinds import describe_kind
from quizgen.project import Project, QuizOptions

AS_OF = "deck: test\ntitle: A test\nsource: {title: S, as_of: 2020-10}\n"
UNDATED = "deck: test\ntitle: A test\n"
NBSP = "\N{NO-BREAK SPACE}"


def prompts(tmp_path: Path, yaml: str, header: str = AS_OF) -> dict[str, Prompt]:
    return {prompt.id: prompt for prompt in project_of(tmp_path, yaml, header).prompts}


def words(tmp_path: Path, yaml: str, header: str = AS_OF) -> dict[str, tuple[str, ...]]:
    return {key: prompt.wordings for key, prompt in prompts(tmp_path, yaml, header).items()}


@pytest.mark.parametrize(
    ("date", "asked"),
    [
        ("1987", "In which year"),
        ("2020-09", "In which month and year"),
        ("2020-09-25", "On which date"),
        ("early 2020-09", "In which part of which month"),
        ("late 1987", "In which part of which year"),
        ("mid 2020-09-25", "At about what time"),
        ("about 1500", "Around which year"),
        ("about 2020-09", "At about what time"),
        ("1969/1972", "In which years"),
        ("44 BCE", "In which year"),
        ("2020-05/2020-09", "In which months"),
        ("1777-09-19/1777-10-07", "Between which dates"),
        ("1969/1972-05-02", "In which period"),
    ],
)
def test_a_date_is_asked_for_as_exactly_as_it_is_known(
    tmp_path: Path, date: str, asked: str
) -> None:
    stems = words(tmp_path, f"events: {{e: {{name: the event, date: {date}}}}}")
    assert f"{asked} did the event take place?" in stems["events/e/date"]
    assert all(stem.startswith(f"{asked} did the event ") for stem in stems["events/e/date"])


def test_what_lies_after_the_source_was_still_to_come(tmp_path: Path) -> None:
    yaml = """
    events:
      e: {name: the election, date: 2020-11-03, place: Ohio}
      f: {name: U.S. elections, date: 2022}
    treaties:
      t: {name: Moon Treaty, signed: 2021, in_force: 2022-05, ended: 2031, expires: 2030-01-02}
    officials: {o: {name: A, post: {value: chair of B, from: 2021-01}}}
    """
    stems = words(tmp_path, yaml)
    for key, stem in {
        "events/e/date": "on which date was the election to take place?",
        "events/e/date/back": "which of these events was to take place on November 3, 2020?",
        "events/e/place": "where was the election to take place?",
        "events/f/date": "in which year were U.S. elections to take place?",
        "treaties/t/signed": "in which year was the Moon Treaty to be signed?",
        "treaties/t/signed/back": "which of these treaties was to be signed in 2021?",
        "treaties/t/in_force": "in which month and year was the Moon Treaty to take effect?",
        "treaties/t/ended": "in which year was the Moon Treaty to come to an end?",
        "treaties/t/expires": "on which date was the Moon Treaty due to expire?",
        "officials/o/post": "which post was A to hold from January 2021 on?",
        "officials/o/post/back": "who was to be chair of B from January 2021 on?",
    }.items():
        assert f"As of October 2020, {stem}" in stems[key], stems[key]


def test_what_the_source_looks_back_on_is_past(tmp_path: Path) -> None:
    yaml = """
    events: {e: {name: the election, date: 2020-10-30, place: Ohio}}
    treaties: {t: {name: Moon Treaty, expires: 2012, purpose: {value: peace on the Moon, to: 2012}}}
    officials:
      o: {name: A, post: chair of B}
      p: {name: C, post: {value: chair of D, from: 2009, to: 2017}}
    people: {p: {name: E, who: {value: the first F, to: 1990}}, q: {name: G, who: the second F}}
    figures: {f: {what: H, value: {value: 7, as_of: 2019}}, g: {what: I, value: 8}}
    """
    stems = words(tmp_path, yaml)
    assert "Where did the election take place?" in stems["events/e/place"]
    assert "On which date did the election take place?" in stems["events/e/date"]
    assert stems["treaties/t/expires"] == ("In which year was the Moon Treaty due to expire?",)
    assert "What was the purpose of the Moon Treaty?" in stems["treaties/t/purpose"]
    assert "Which post did A hold in October 2020?" in stems["officials/o/post"]
    assert "Who was chair of D from 2009 to 2017?" in stems["officials/p/post/back"]
    assert "Who was E?" in stems["people/p/who"]
    assert "Who is G?" in stems["people/q/who"]
    assert stems["figures/f/value"] == ("How many H were there in 2019?",)
    assert stems["figures/g/value"] == ("How many I are there?",)


def test_what_is_said_of_the_dead_is_past(tmp_path: Path) -> None:
    yaml = """
    people:
      born: {name: A, who: the first thinker, born: 1980}
      dead: {name: B, who: the first programmer, born: 1815, died: 1852}
      about: {name: C, who: the first miller, died: c. 1400}
      later: {name: D, who: the first pilot, died: 2023}
    """
    stems = words(tmp_path, yaml)
    assert "Who is A?" in stems["people/born/who"]
    assert "Who was B?" in stems["people/dead/who"]
    assert "Who was C?" in stems["people/about/who"]
    # The source is of 2020.
    assert "Who is D?" in stems["people/later/who"]


def test_without_a_date_the_facts_are_of_the_present(tmp_path: Path) -> None:
    yaml = """
    treaties: {t: {name: Moon Treaty, expires: 2030-01-02}}
    officials: {o: {name: A, post: chair of B}, p: {name: C, post: {value: chair of D, to: 2008}}}
    """
    stems = words(tmp_path, yaml, UNDATED)
    assert stems["treaties/t/expires"] == ("On which date is the Moon Treaty due to expire?",)
    assert "Which post does A hold?" in stems["officials/o/post"]
    assert "Who is chair of B?" in stems["officials/o/post/back"]
    assert "Who was chair of D until 2008?" in stems["officials/p/post/back"]


def test_verbs_agree_with_plural_names(tmp_path: Path) -> None:
    yaml = """
    treaties:
      a: {name: Camp David Accords, signed: 1978-09}
      b: {name: {value: A-B Talks, plural: false}, signed: 1969}
    organizations:
      t: {name: {value: the Taliban, plural: true}, what: an armed group}
      n: {name: NATO, what: a pact}
      o: {name: the rich countries, what: the states that promised money}
    people:
      w: {name: Orville and Wilbur Wright, who: the inventors of the airplane}
      m: {name: Mark Rutte, who: the secretary of NATO}
    """
    stems = words(tmp_path, yaml)
    assert "What kind of organization are the rich countries?" in stems["organizations/o/what"]
    assert "Which states promised money?" in stems["organizations/o/what/back"]
    assert stems["people/w/who/back"] == ("Who were the inventors of the airplane?",)
    assert "Who is Mark Rutte?" in stems["people/m/who"]
    assert (
        "In which month and year were the Camp David Accords signed?" in stems["treaties/a/signed"]
    )
    assert "In which year was the A-B Talks signed?" in stems["treaties/b/signed"]
    assert "What kind of organization are the Taliban?" in stems["organizations/t/what"]
    assert "What kind of organization is NATO?" in stems["organizations/n/what"]


def test_times_that_a_choice_lacks_have_the_last_words() -> None:
    (choice,) = parse_template("{was/were|is/are}")
    assert isinstance(choice, Choice)
    assert [choice.pick(time, plural=False) for time in (0, 1, 2)] == ["was", "is", "is"]
    assert [choice.pick(time, plural=True) for time in (0, 1, 2)] == ["were", "are", "are"]
    (only,) = parse_template("{is/are}")
    assert isinstance(only, Choice)
    assert [only.pick(time, plural=True) for time in (0, 1, 2)] == ["are"] * 3


RIVERS = """
kinds:
  rivers:
    one: river
    name: name
    fields:
      name: {{type: text, required: true}}
      length: {{type: number, unit: km, single: true}}
      mouth: {{type: text, single: true, unique: true}}
    questions:
      length: {{ask: {ask}}}
      mouth:
        ask: ["where is the mouth of the {{name}}?", "where does the {{name}} end?"]
        back:
          - which river flows into {{mouth}}?
          - what river of {{length}} flows into {{mouth}}?
rivers:
{facts}
"""


def rivers(number: int, *ask: str) -> str:
    facts = "".join(
        f"  r{n}: {{name: R{n}, length: {100 + n}, mouth: M{n}}}\n" for n in range(number)
    )
    return RIVERS.format(ask=list(ask), facts=facts)


def test_a_decks_own_kind_may_have_several_wordings(tmp_path: Path) -> None:
    two = ("how long is the {name}?", "what is the length of the {name}?")
    found = prompts(tmp_path, rivers(200, *two))
    asked = [found[f"rivers/r{n}/length"] for n in range(200)]
    longest = sum(prompt.stem.startswith("How long") for prompt in asked)
    assert 70 <= longest <= 130
    assert all(prompt.wordings[0] == prompt.stem and len(prompt.wordings) == 2 for prompt in asked)
    assert {len(prompt.wordings) for prompt in found.values() if prompt.id.endswith("back")} == {2}


def test_a_further_wording_and_a_further_fact_change_few_stems(tmp_path: Path) -> None:
    two = ("how long is the {name}?", "what is the length of the {name}?")
    before = {key: prompt.stem for key, prompt in prompts(tmp_path, rivers(200, *two)).items()}
    more = {key: prompt.stem for key, prompt in prompts(tmp_path, rivers(201, *two)).items()}
    assert {key: more[key] for key in before} == before
    third = {
        key: prompt.stem
        for key, prompt in prompts(tmp_path, rivers(200, *two, "{name}: how long?")).items()
    }
    assert third.keys() == before.keys()
    changed = [key for key, stem in third.items() if stem != before[key]]
    assert all(third[key].endswith(": how long?") for key in changed)
    assert 40 <= len(changed) <= 95


def test_a_wording_that_needs_what_a_fact_lacks_is_left_out(tmp_path: Path) -> None:
    yaml = rivers(3, "how long is the {name}?").replace("length: 101, ", "")
    stems = words(tmp_path, yaml)
    assert stems["rivers/r1/mouth/back"] == ("Which river flows into M1?",)
    assert len(stems["rivers/r2/mouth/back"]) == 2


def test_other_formats_share_one_wording_and_one_precision(tmp_path: Path) -> None:
    facts = "".join(
        f"  t{n}: {{name: T{n}, signed: {1900 + n}{'-05' * (n % 2)}}}\n" for n in range(12)
    )
    base = base_of(deck_of(tmp_path, f"treaties:\n{facts}"))
    groups = grouped(base, [entry for entry in entries_of(base) if entry.field.name == "signed"])
    assert [question for _, _, question, _ in groups] == ["When was each of these signed?"]


def test_a_wording_that_brings_a_word_of_the_answer_comes_last(tmp_path: Path) -> None:
    yaml = """
    kinds:
      bodies:
        one: body
        name: name
        fields:
          name: {type: text, required: true}
          code: {type: text, required: true}
          task: {type: text, single: true}
        questions:
          task: {ask: ["what is the task of the {name}?", "what is the task of {code}?"]}
    bodies:
    """
    for n in range(12):
        yaml += (
            f"  a{n}: {{name: Weather Office, code: W{n}, task: to forecast the weathers}}\n    "
        )
        yaml += f"  b{n}: {{name: Weather Office, code: Weather {n}, task: weathering}}\n    "
        yaml += f"  c{n}: {{name: Patent Office, code: P{n}, task: to grant rights}}\n    "
    found = prompts(tmp_path, yaml)
    by_name = {
        letter: [found[f"bodies/{letter}{n}/task"].stem.endswith("Office?") for n in range(12)]
        for letter in "abc"
    }
    assert not any(by_name["a"]), "the code shares no word with the answer"
    assert 0 < sum(by_name["b"]) < 12, "both share one, so that the stable choice holds"
    assert 0 < sum(by_name["c"]) < 12
    assert all(len(found[f"bodies/a{n}/task"].wordings) == 2 for n in range(12))


def test_an_authors_stem_is_the_only_wording(tmp_path: Path) -> None:
    yaml = (
        'events: {e: {name: E, date: {value: 2021, ask: "{date:which} is {name}?",'
        ' back: "what comes {date:in}?"}}}'
    )
    stems = words(tmp_path, yaml)
    assert stems == {
        "events/e/date": ("In which year is E?",),
        "events/e/date/back": ("What comes in 2021?",),
    }


@pytest.mark.parametrize(
    ("language", "who", "ask", "stem"),
    [
        ("en", "Microsoft", "At least how many?", "According to Microsoft, at least how many?"),
        (
            "en",
            "Microsoft",
            "As of 2020, how many?",
            "According to Microsoft, as of 2020, how many?",
        ),
        ("en", "Microsoft", "Roughly how many?", "According to Microsoft, roughly how many?"),
        ("en", "Microsoft", "Microsoft saw how many?", "Microsoft saw how many?"),
        (
            "en",
            "Microsoft",
            "NATO counts how many?",
            "According to Microsoft: NATO counts how many?",
        ),
        ("es", "Microsoft", "¿Cuántos eran?", "Según Microsoft, ¿cuántos eran?"),
        (
            "es",
            "Microsoft",
            "¿Alrededor de cuántos eran?",
            "Según Microsoft, ¿alrededor de cuántos eran?",
        ),
        ("es", "Microsoft", "¿Rusia atacó a cuántos?", "Según Microsoft: ¿Rusia atacó a cuántos?"),
        ("fr", "Microsoft", "Combien étaient-ils~?", "Selon Microsoft, combien étaient-ils~?"),
        (
            "fr",
            "Microsoft",
            "À combien s’élève-t-il~?",
            "Selon Microsoft, à combien s’élève-t-il~?",
        ),
        ("de", "Microsoft", "Wie viele waren es?", "Laut Microsoft: Wie viele waren es?"),
        ("ru", "Microsoft", "Сколько их было?", "Источник — Microsoft. Сколько их было?"),
    ],
)
def test_claims_are_attributed(
    tmp_path: Path, language: str, who: str, ask: str, stem: str
) -> None:
    yaml = (
        f"figures: {{f: {{what: X, value: {{value: 2, according_to: "
        f'{who}, ask: "{ask.replace("~", NBSP)}"}}}}}}'
    )
    found = prompts(tmp_path, yaml, f"{AS_OF}language: {language}\n")
    assert found["figures/f/value"].stem == stem.replace("~", NBSP)


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "ru"])
def test_attributed_plans_and_stems_have_capitals_in_their_place(
    tmp_path: Path, language: str
) -> None:
    yaml = """
    events:
      e: {name: E, date: {value: 2021, according_to: Microsoft}}
      f: {name: F, date: {value: 1987, record: "no, 1988"}}
    treaties:
      t: {name: T, signed: 2021-01, expires: {value: 2021-02-05, according_to: Microsoft}}
    """
    for prompt in prompts(tmp_path, yaml, f"{AS_OF}language: {language}\n").values():
        for stem in prompt.wordings:
            assert not re.search(
                r"[,;] ¿?(?!Microsoft)[A-ZÀ-ÞА-Я](?![ ?])", stem.replace(NBSP, " ")
            ), stem
            assert not re.search(r"[:.] ¿?[a-zà-þа-я]", stem.replace("n. Chr", "")), stem


PERIODS = """
en | 2009 | 2017-01-20 | from 2009 to January 20, 2017 | until January 20, 2017 | from 2009 on
en | 98 | 117 | from 98 to 117 CE | until 117 | from 98 CE on
en | 264 BCE | 241 BCE | from 264 to 241 BCE | until 241 BCE | from 264 BCE on
en | 27 BCE | 14 | from 27 BCE to 14 CE | until 14 CE | from 27 BCE on
de | 264 BCE | 241 BCE | von 264 bis 241 v. Chr. | bis 241 v. Chr. | ab 264 v. Chr.
de | 2009 | 2017 | von 2009 bis 2017 | bis 2017 | ab 2009
de | 2009-01-20 | 2017-01-01 | vom 20. Januar 2009 bis zum 1. Januar 2017 | bis zum 1. Januar 2017 | ab dem 20. Januar 2009
fr | 2009 | 2017 | de 2009 à 2017 | jusqu’en 2017 | dès 2009
fr | 2009-04 | 2017-08 | entre avril 2009 et août 2017 | jusqu’en août 2017 | dès avril 2009
fr | 2009-01-01 | 2017-05-20 | du 1er janvier 2009 au 20 mai 2017 | jusqu’au 20 mai 2017 | dès le 1er janvier 2009
fr | 2009 | mid 2017 | entre 2009 et mi-2017 | jusqu’à la mi-2017 | dès 2009
es | 2009 | 2017 | de 2009 a 2017 | hasta 2017 | a partir de 2009
es | 2009-01-20 | 2017-05-02 | del 20 de enero de 2009 al 2 de mayo de 2017 | hasta el 2 de mayo de 2017 | a partir del 20 de enero de 2009
ru | 2009 | 2017 | с 2009 по 2017 год | до 2017 года | начиная с 2009 года
ru | 2009-09 | 2017-05 | с сентября 2009 года по май 2017 года | до мая 2017 года | начиная с сентября 2009 года
ru | 2009 | 2017-01-20 | с 2009 года по 20 января 2017 года | до 20 января 2017 года | начиная с 2009 года
ru | 2009 | early 2017 | с 2009 года по начало 2017 года | до начала 2017 года | начиная с 2009 года
ru | 44 BCE | 31 BCE | с 44 до н. э. по 31 до н. э. | до 31 до н. э. | начиная с 44 до н. э.
"""  # noqa: E501 - a table


@pytest.mark.parametrize("line", PERIODS.strip().splitlines())
def test_periods(line: str) -> None:
    language, start, end, *expected = line.split(" | ")
    wording, first, last = Wording(language), parse_date(start), parse_date(end)
    assert [
        wording.period(first, last),
        wording.limit("until", last),
        wording.limit("from", first),
    ] == expected


def test_a_period_of_one_date_is_that_date() -> None:
    assert Wording("en").period(parse_date("2009"), parse_date("2009")) == "in 2009"


@pytest.mark.parametrize(
    ("language", "stem", "small"),
    [("es", "¿Cuántos?", "¿cuántos?"), ("en", "How?", "how?"), ("ru", "Когда?", "когда?")],
)
def test_small_initials(language: str, stem: str, small: str) -> None:
    assert small_initial(stem) == small
    assert Wording(language).goes_on("Which?") is (language == "en")


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "ru"])
def test_every_precision_reads_in_every_language(tmp_path: Path, language: str) -> None:
    dates = [
        "1987",
        "2020-09",
        "2020-09-25",
        "early 2020-09",
        "late 1987",
        "about 1500",
        "1969/1972",
        "44 BCE",
    ]
    facts = "".join(f"  e{n}: {{name: E{n}, date: {date}}}\n" for n, date in enumerate(dates))
    found = prompts(tmp_path, f"events:\n{facts}", f"{AS_OF}language: {language}\n")
    asked = {
        tuple(sorted(found[f"events/e{n}/date"].stem.replace(f"E{n}", "").split()))
        for n in range(3)
    }
    assert len(asked) == 3, "year, month and day are asked for in words of their own"
    for prompt in found.values():
        assert not re.search(r"[{}|]|[ \t]{2}|[ \t][,.;:?!]", prompt.stem), prompt.stem


def test_a_half_translated_kind_works(tmp_path: Path) -> None:
    (tmp_path / "events.yaml").write_text(
        'one: x\nquestions: {date: {ask: ["a {name}?", "b {name}?"]}}\n', "utf-8"
    )
    kind = read_translations(tmp_path)["events"].kind
    english = built_in_kinds()["events"]
    assert kind.questions["date"].ask == ("a {name}?", "b {name}?")
    assert kind.questions["date"].back == english.questions["date"].back
    assert kind.questions["place"] == english.questions["place"]


def test_the_most_used_questions_have_several_wordings() -> None:
    kinds = built_in_kinds()
    for kind, question in [
        ("officials", "post"),
        ("organizations", "what"),
        ("treaties", "in_force"),
        ("claims", "by"),
        ("quotes", "by"),
        ("people", "who"),
        ("terms", "definition"),
    ]:
        rule = kinds[kind].questions[question]
        assert len(rule.ask) > 1
        # A description has one wording, which follows its grammar.
        is_described = question in ("what", "who", "definition")
        assert is_described or not rule.back or len(rule.back) > 1


def test_a_kind_tells_what_its_stems_are_made_of() -> None:
    text = describe_kind(built_in_kinds()["events"])
    for told in (
        "{field:which}",
        "{field:in}",
        "{was|is}",
        "{did|does|was}",
        "{is/are}",
        "{when}",
        "[…, …]",
    ):
        assert told in text
    assert "which of these events {took|was to take} place {date:in}?" in text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_stems_ask_for_dates_by_their_precision(path: Path) -> None:
    for prompt in Project(load(path)).prompts:
        if prompt.field.type == "date" and prompt.way == "forward":
            assert not re.search(r"\b(when|wann)\b(?! ungefähr)", prompt.stem, re.IGNORECASE), (
                prompt.stem
            )


PAST = """
people:
  a: {name: Roald Amundsen, who: an explorer}
  b: {name: Ada Quill, who: a clerk, born: 1790}
  c: {name: Ida Quill, who: a baker, born: 1950, country: Chad}
  d: {name: Roald Amundsen, who: a cook, born: 1990}
officials:
  e: {name: Jo Reed, post: {value: mayor of Oslo, from: 1990, to: 1994}, country: Norway}
  f: {name: Jo Ash, post: mayor of Turku, country: Finland}
  g: {name: Jo Elm, post: mayor of Lund, country: Sweden, died: 2001}
treaties:
  h: {name: Pact of Ulm, purpose: to keep the peace, signed: 1919}
  i: {name: Pact of Bonn, purpose: to cut arms, signed: 1990, ended: 2004}
  j: {name: Pact of Bern, purpose: to share water, signed: 2001}
"""


def test_what_is_over_is_asked_in_the_past(tmp_path: Path) -> None:
    header = f"{UNDATED}source: {{title: S, as_of: 2010}}\n"
    said = {each.id: each.wordings for each in project_of(tmp_path, PAST, header).prompts}
    assert "Who was Roald Amundsen?" in said["people/a/who"]
    assert "Who was Ada Quill?" in said["people/b/who"]
    assert "Who is Ida Quill?" in said["people/c/who"]
    assert "Who is Roald Amundsen?" in said["people/d/who"]
    assert said["people/c/country"] == ("Which country does Ida Quill come from?",)
    assert said["officials/e/country"] == ("In which country did Jo Reed hold office?",)
    assert said["officials/f/country"] == ("In which country has Jo Ash held office?",)
    assert said["officials/g/country"] == ("In which country did Jo Elm hold office?",)
    assert said["treaties/h/purpose"] == ("What was the purpose of the Pact of Ulm?",)
    # A treaty in force had its purpose when it was signed.
    assert said["treaties/j/purpose"] == ("What was the purpose of the Pact of Bern?",)
    assert said["treaties/j/purpose/back"] == ("Which treaty was meant to share water?",)


def test_without_a_date_of_the_facts_treaties_are_past(tmp_path: Path) -> None:
    facts = "treaties:\n  k: {name: Pact of Rome, purpose: to trade}"
    said = {each.id: each.wordings for each in project_of(tmp_path, facts, UNDATED).prompts}
    assert said["treaties/k/purpose"] == ("What was the purpose of the Pact of Rome?",)


def test_counts_are_asked_with_how_many(tmp_path: Path) -> None:
    yaml = """
    figures:
      f: {what: organizations that were hit, value: {value: 200, bound: at least}}
      g: {what: water in the body, measure: share, value: 60 %}
    """
    said = {each.id: each.stem for each in project_of(tmp_path, yaml, UNDATED).prompts}
    assert said["figures/f/value"] == "At least how many organizations were hit?"
    assert said["figures/g/value"] == "What is the share of water in the body?"


def test_a_strict_bound_is_no_minimum(tmp_path: Path) -> None:
    yaml = """
    figures:
      j: {what: soldiers in the valley, value: more than 3000}
      k: {what: wolves in the park, value: fewer than 40}
      p: {what: forest in the county, measure: share, value: under 62 %}
    """
    said = {each.id: each.stem for each in project_of(tmp_path, yaml, UNDATED).prompts}
    assert said["figures/j/value"] == "More than how many soldiers are there in the valley?"
    assert said["figures/k/value"] == "Fewer than how many wolves are there in the park?"
    asked = "What is the upper limit of the share of forest in the county?"
    assert said["figures/p/value"] == asked


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ru"])
def test_each_bound_is_asked_for_in_its_own_words(tmp_path: Path, language: str) -> None:
    bounds = ("at least", "more than", "at most", "less than")
    rows = ", ".join(f"f{n}: {{what: X, value: {bound} 90}}" for n, bound in enumerate(bounds))
    header = f"{UNDATED}language: {language}\n"
    prompts = project_of(tmp_path, f"figures: {{{rows}}}\n", header).prompts
    assert len({each.stem for each in prompts}) == len(bounds)


def test_descriptions_are_asked_for_as_people_speak(tmp_path: Path) -> None:
    yaml = """
    people:
      a: {name: Gregor Mendel, who: {value: the monk who counted peas, single: true}}
      b: {name: Shah Ismail, died: 1524, who: {value: the founder of a state, single: true}}
    organizations:
      c: {name: the Guards, what: {value: the guard of the king, single: true}}
    terms:
      d: {name: ion, definition: an atom with a charge}
    """
    said = {each.id: each.wordings for each in project_of(tmp_path, yaml, UNDATED).prompts}
    assert said["people/a/who/back"] == ("Which monk counted peas?",)
    assert said["people/b/who/back"] == ("Who was the founder of a state?",)
    assert said["organizations/c/what/back"] == ("Which organization is the guard of the king?",)
    assert said["terms/d/definition/back"] == ("What is the term for an atom with a charge?",)


@pytest.mark.parametrize(("date", "verb"), [(1514, "was"), (2019, "is")])
def test_people_without_dates_belong_to_the_time_of_the_deck(
    tmp_path: Path, date: int, verb: str
) -> None:
    yaml = f"""
    events: {{e: {{name: the battle, date: {date}}}}}
    people:
      a: {{name: Ode Ba, who: {{value: the founder of a state, single: true}}}}
    """
    said = words(tmp_path, yaml)
    assert said["people/a/who/back"] == (f"Who {verb} the founder of a state?",)
    assert f"Who {verb} Ode Ba?" in said["people/a/who"]


def test_the_words_of_an_author_for_descriptions_stay(tmp_path: Path) -> None:
    yaml = """
    kinds:
      monks:
        one: monk
        name: name
        pool: person
        fields: {name: {type: text, required: true}, who: {type: text, unique: true}}
        questions:
          who: {ask: "who is {name}?", back: "which person fits this description: {who}?"}
    monks:
      a: {name: Mendel, who: the monk who counted peas}
    """
    said = words(tmp_path, yaml, UNDATED)["monks/a/who/back"]
    assert said == ("Which person fits this description: the monk who counted peas?",)


def test_the_noun_of_an_english_name_tells_its_number(tmp_path: Path) -> None:
    yaml = """
    kinds:
      acts:
        one: act
        name: name
        fields: {name: {type: text, required: true}, passed: {type: date, single: true}}
        questions: {passed: {ask: "{passed:which} {was/were} {name} passed?"}}
    acts:
      a: {name: the Townshend Acts, passed: 1767}
      b: {name: the Stamp Act, passed: 1765}
      c: {name: {value: the Quebec Acts, plural: false}, passed: 1774}
    organizations:
      d: {name: the National Institutes of Health, founded: 1930}
    """
    said = words(tmp_path, yaml, UNDATED)
    assert said["acts/a/passed"] == ("In which year were the Townshend Acts passed?",)
    assert said["acts/b/passed"] == ("In which year was the Stamp Act passed?",)
    # The author knows better, and an organization is one.
    assert said["acts/c/passed"] == ("In which year was the Quebec Acts passed?",)
    assert said["organizations/d/founded"] == (
        "In which year was the National Institutes of Health founded?",
    )


def test_what_is_no_step_has_its_own_word(tmp_path: Path) -> None:
    yaml = """
    steps:
      a: {name: the classification, called: ranks, steps: [class, order, family, genus]}
      b: {name: the water cycle, steps: [evaporation, condensation, rain, runoff]}
    """
    said = words(tmp_path, yaml, UNDATED)
    assert said["steps/a/steps"] == ("What are the ranks of the classification, in order?",)
    assert said["steps/b/steps"] == ("What are the steps of the water cycle, in order?",)
    made = project_of(tmp_path, yaml, UNDATED).exercises(QuizOptions(forms=("sequence",)))
    assert made
    assert not any("step" in each.stem for each in made)


@pytest.mark.parametrize(("complete", "noun"), [("true", "continent"), ("false", "continents")])
def test_a_list_of_one_is_asked_for_in_the_singular(
    tmp_path: Path, complete: str, noun: str
) -> None:
    yaml = f"""
    kinds:
      animals:
        one: animal
        name: name
        fields:
          name: {{type: text, required: true}}
          continents: {{type: text, many: true, complete: {complete}}}
        questions: {{continents: {{ask: "on which continents does {{name}} live?"}}}}
    animals:
      a: {{name: the koala, continents: [Australia]}}
      b: {{name: the leopard, continents: [Africa, Asia]}}
    """
    said = words(tmp_path, yaml, UNDATED)
    assert said["animals/a/continents"] == (f"On which {noun} does the koala live?",)
    assert said["animals/b/continents"] == ("On which continents does the leopard live?",)


def test_a_word_that_begins_with_a_sign_keeps_its_space(tmp_path: Path) -> None:
    yaml = 'statements:\n  s: "The first .com domain is of {{1985|date}} ."'
    (prompt,) = project_of(tmp_path, yaml, UNDATED).prompts
    assert prompt.stem == "The first .com domain is of ______ (year)."


BODIES = """
organizations:
  a: {name: Supreme Court, what: {value: the last judge, single: true}}
  b: {name: Fisc, what: {value: the ministry of money, single: true}}
"""


def test_state_bodies_are_institutions(tmp_path: Path) -> None:
    said = {each.id: each.wordings for each in project_of(tmp_path, BODIES, UNDATED).prompts}
    for one in "ab":
        assert any("kind of institution" in each for each in said[f"organizations/{one}/what"])
        back = said[f"organizations/{one}/what/back"]
        assert all(each.startswith("Which institution ") for each in back)


def test_beside_others_no_noun_rules_a_state_body_out(tmp_path: Path) -> None:
    facts = f"{BODIES}  c: {{name: Acme, what: {{value: a news agency, single: true}}}}\n"
    said = {each.id: each.wordings for each in project_of(tmp_path, facts, UNDATED).prompts}
    assert any("kind of institution" in each for each in said["organizations/a/what"])
    assert any("kind of organization" in each for each in said["organizations/c/what"])
    for one in "abc":
        back = said[f"organizations/{one}/what/back"]
        assert all(each.startswith("Which organization ") for each in back)


def test_what_has_an_old_year_in_its_name_is_past(tmp_path: Path) -> None:
    yaml = """
    causes:
      a: {cause: the drought of 1932, effect: hunger}
      b: {cause: friction, effect: heat}
      c: {cause: the storm of 2031, effect: loss}
    figures:
      d: {what: jobless people in 1932, value: 5}
    """
    said = words(tmp_path, yaml)
    assert set(said["causes/a/effect"]) <= {
        "What was the effect of the drought of 1932?",
        "What did the drought of 1932 lead to?",
    }
    assert set(said["causes/b/effect"]) <= {
        "What is the effect of friction?",
        "What does friction lead to?",
    }
    assert not any(" was " in each or " did " in each for each in said["causes/c/effect"])
    assert said["figures/d/value"] == ("How many jobless people were there in 1932?",)


def test_what_was_planned_takes_place(tmp_path: Path) -> None:
    days = "".join(f"  v{n}: {{name: the vote {n}, date: 2024-01-{n:02}}}\n" for n in range(1, 20))
    stems = words(tmp_path, f"events:\n{days}")
    assert not any("occur" in stem for said in stems.values() for stem in said)


def test_the_long_form_of_an_abbreviation_stands_in_quotation_marks(tmp_path: Path) -> None:
    yaml = """
    organizations:
      i: {name: IMF, stands_for: the International Monetary Fund}
    terms:
      g: {name: GDP, stands_for: gross domestic product}
    """
    said = words(tmp_path, yaml)
    fund = "Which abbreviation stands for “International Monetary Fund”?"
    assert said["organizations/i/stands_for/back"] == (fund,)
    product = "Which abbreviation stands for “gross domestic product”?"
    assert said["terms/g/stands_for/back"] == (product,)
