"""Random fact bases: treaties whose names, dates and texts often collide."""

from __future__ import annotations

import json

import yaml
from hypothesis import strategies as st

NAMES = [
    "Alpha",
    "Beta",
    "Gamma",
    "Delta",
    "Alpha Beta",
    "the Alpha",
    "Epsilon",
    "Zeta",
    "alpha",
    "Eta Theta",
]
CLOSE = ["1987", "1987-12", "1987-12-08", "1986/1988", "early 1987", "1972", "1972-05"]
dates = st.one_of(
    st.sampled_from(CLOSE),
    st.integers(1960, 1999).map(str),
    st.integers(1960, 1999).map("{}-07".format),
)
PURPOSES = [
    "limits missiles",
    "limits long missiles",
    "bans tests",
    "bans mines",
    "opens skies",
    "ends war",
    "shares water",
]
people = st.sampled_from(["Nixon", "Carter", "Nixon and Brezhnev", "Reagan", "Obama"])


def sometimes(strategy: st.SearchStrategy[object], of_ten: int) -> st.SearchStrategy[object]:
    """Draw from the strategy this many times out of ten, otherwise None."""
    return st.integers(1, 10).flatmap(lambda lot: strategy if lot <= of_ten else st.none())


treaty = st.fixed_dictionaries(
    {
        "name": st.one_of(st.sampled_from(NAMES), st.integers(1, 40).map("Treaty {}".format)),
        "signed": sometimes(dates, 8),
        "expires": sometimes(dates, 4),
        "purpose": sometimes(st.sampled_from(PURPOSES), 6),
        "signed_by": sometimes(people, 5),
        "parties": sometimes(
            st.lists(st.sampled_from(["US", "USSR", "Cuba"]), min_size=1, unique=True), 4
        ),
        "background": sometimes(st.just("true"), 2),
        "record": sometimes(st.just("the record differs"), 1),
        "full_name": sometimes(st.sampled_from(NAMES), 2),
    }
).map(lambda fact: {key: value for key, value in fact.items() if value is not None})
# Few facts, many facts, and many near duplicates of one fact.
base_facts = st.one_of(
    st.lists(treaty, min_size=1, max_size=3),
    st.lists(treaty, min_size=4, max_size=14),
    st.lists(treaty, min_size=40, max_size=60),
    treaty.flatmap(
        lambda one: st.lists(treaty.map(lambda other: {**one, **other}), min_size=4, max_size=10)
    ),
    treaty.map(lambda one: [{**one, "name": f"{one['name']} {number}"} for number in range(8)]),
)


def deck_text(treaties: list[dict[str, object]], assume: bool) -> str:  # noqa: FBT001
    document = {"deck": "any", "title": "Any"} | ({"assume": "closed"} if assume else {})
    facts = {f"t{number}": facts for number, facts in enumerate(treaties)}
    # JSON writes shared parts out twice.
    return yaml.safe_dump(json.loads(json.dumps({**document, "treaties": facts})), sort_keys=False)
