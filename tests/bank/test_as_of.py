"""No question states a time of which the deck knows nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from deck_support import HEADER

from quizgen.deck.load import load_deck
from quizgen.project import Project

EMPERORS = """
officials:
  alexander: {name: Alexander I, post: emperor of Russia}
  francis: {name: Francis I, post: {value: emperor of Austria, from: 1804, to: 1835}}
  fdr: {name: Frederick William, post: {value: king of Prussia, as_of: 1815}}
events:
  congress: {name: the Congress of Vienna, date: 1814/1815}
"""


def stems(
    tmp_path: Path, as_of: str, yaml: str = EMPERORS, header: str = HEADER
) -> tuple[set[str], dict[str, str]]:
    path = tmp_path / "deck.yaml"
    path.write_text(f"{header}source: {{title: T, as_of: {as_of}}}\n{yaml}", encoding="utf-8")
    loaded = load_deck(path)
    assert loaded.deck
    prompts = Project(loaded.deck).prompts
    return {each.code for each in loaded.diagnostics}, {each.id: each.stem for each in prompts}


def test_a_date_of_another_age_is_not_stated(tmp_path: Path) -> None:
    codes, told = stems(tmp_path, "2024")
    assert codes == {"Q245"}
    assert not any("2024" in stem for stem in told.values())
    assert "1815" in told["officials/fdr/post"]
    assert "1804" in told["officials/francis/post"]
    assert "did Alexander I hold" in told["officials/alexander/post"]


@pytest.mark.parametrize("as_of", ["1815", "1820", "1860"])
def test_a_near_date_is_stated(tmp_path: Path, as_of: str) -> None:
    codes, told = stems(tmp_path, as_of)
    assert not codes
    assert as_of in told["officials/alexander/post"]


@pytest.mark.parametrize(
    "yaml",
    [
        # No other date contradicts it.
        "",
        # Those in office were born long before.
        "events: {birth: {name: the birth of Obama, date: 1961}, b: {name: x, date: 1984}}\n",
        # The dates span more time than lies between.
        "events: {a: {name: the first siege, date: 1480}, b: {name: the last siege, date: 1815}}\n",
    ],
)
def test_no_false_alarm(tmp_path: Path, yaml: str) -> None:
    officials = "officials: {putin: {name: Vladimir Putin, post: president of Russia}}\n"
    codes, told = stems(tmp_path, "2024", officials + yaml)
    assert not codes
    assert "2024" in told["officials/putin/post"]


OFFICIALS = "officials: {putin: {name: Vladimir Putin, post: president of Russia}}\n"
CRISIS = "events: {vote: {name: the vote, date: 2020-06-18}}\n"


@pytest.mark.parametrize("yaml", [OFFICIALS, OFFICIALS + CRISIS])
def test_a_date_to_come_is_doubtful(tmp_path: Path, yaml: str) -> None:
    codes, _ = stems(tmp_path, f"{dt.datetime.now(dt.UTC).year + 2}-02", yaml)
    assert codes == {"Q245"}


def test_today_is_not_to_come(tmp_path: Path) -> None:
    today = dt.datetime.now(dt.UTC).date()
    codes, _ = stems(tmp_path, today.isoformat(), OFFICIALS)
    assert not codes


@pytest.mark.parametrize(
    ("title", "is_far"),
    [("Europe in 1815", True), ("Russia, 1990-2020", False), ("1,500 offices", False)],
)
def test_without_dates_the_year_in_the_title_counts(
    tmp_path: Path, title: str, *, is_far: bool
) -> None:
    header = f'deck: test\ntitle: "{title}"\n'
    codes, told = stems(tmp_path, "2024", OFFICIALS, header)
    assert ("Q245" in codes) is is_far
    assert ("2024" in told["officials/putin/post"]) is not is_far


ONE_TIME = """
officials: {kohl: {name: Helmut Kehl, post: chancellor of West Germany}}
events:
  wall: {name: the fall of the Wall, date: 1989-11-09}
  velvet: {name: the Velvet Revolution, date: 1989-11-17}
  unity: {name: the reunification, date: 1990-10-03}
"""


def test_a_deck_on_one_time_says_nothing_of_another_one(tmp_path: Path) -> None:
    codes, told = stems(tmp_path, "2024", ONE_TIME)
    assert codes == {"Q245"}
    assert not any("2024" in stem for stem in told.values())
    codes, told = stems(tmp_path, "2010", ONE_TIME)
    assert not codes
    assert "2010" in told["officials/kohl/post"]


@pytest.mark.parametrize(
    "yaml",
    [
        # Independence, constitution and accession lie long ago, and the president is in office.
        "events: {a: {name: x, date: 1960}, b: {name: y, date: 1975}, c: {name: z, date: 1990}}\n",
        # People are born long before they are in office.
        "people: {a: {name: A, born: 1950}, b: {name: B, born: 1951}, c: {name: C, born: 1952}}\n",
    ],
)
def test_dates_of_long_ago_leave_the_present_open(tmp_path: Path, yaml: str) -> None:
    codes, told = stems(tmp_path, "2024", OFFICIALS + yaml)
    assert "Q245" not in codes
    assert "2024" in told["officials/putin/post"]


def test_the_dead_hold_no_office(tmp_path: Path) -> None:
    """Without dates, the lives of known people tell which time a deck is about."""
    emperors = "officials: {just: {name: Justinian I, post: emperor of the East}}\n"
    codes, told = stems(tmp_path, "2022", emperors)
    assert codes == {"Q245"}
    assert "2022" not in told["officials/just/post"]
    # With somebody who is known to be alive, nothing is certain; nor by another one's name.
    for others in ("  q: {name: Vladimir Putin, post: b}\n", ""):
        king = "Charles III" if not others else "Justinian I"
        yaml = f"officials:\n  c: {{name: {king}, post: king of X}}\n{others}"
        assert not stems(tmp_path, "2022", yaml)[0]


def test_what_does_not_change_needs_no_time(tmp_path: Path) -> None:
    codes, _ = stems(tmp_path, "2024", "events: {c: {name: the Congress, date: 1815}}\n")
    assert not codes


def test_without_a_time_any_holder_may_be_meant(tmp_path: Path) -> None:
    """Nothing proves that someone was not emperor at a time that the question leaves open."""
    post = "emperor of Russia"
    rows = "".join(
        f"  e{n}: {{name: Emperor {n}, post: {{value: {post}, from: 18{n}0, to: 18{n}9}}}}\n"
        for n in range(4)
    )
    _, told = stems(tmp_path, "2024", EMPERORS.replace("events:", f"{rows}events:"))
    assert "officials/alexander/post/back" not in told


CLUB = """
events:
  founding: {name: the founding of the club, date: 1974-05-02}
  regatta: {name: the first regatta, date: 1975-07-12}
"""


def test_a_date_before_all_others_is_not_stated(tmp_path: Path) -> None:
    codes, told = stems(tmp_path, "1955", CLUB)
    assert codes == {"Q245"}
    assert not any("1955" in stem or " was to " in stem for stem in told.values())


def test_a_source_may_tell_of_plans(tmp_path: Path) -> None:
    codes, told = stems(tmp_path, "1970", CLUB)
    assert not codes
    assert told["events/founding/date"].startswith("As of 1970, on which date was ")
