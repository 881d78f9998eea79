"""Texts that begin with a verb, and what stands beside them."""

from __future__ import annotations

import pytest

from quizgen.language.phrases import Form, may_be_verb, phrase_type, stand_apart


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("carries electrons to the Calvin cycle", False),
        ("leaves the Calvin cycle as its first sugar", False),
        ("Binds carbon dioxide", False),
        ("is the capital of France", False),
        ("quickly binds oxygen", False),
        ("orders the lines", False),
        ("rely on a promise", True),
        ("stir the soup", True),
        ("signed the treaty", None),
        ("evaporates", False),
    ],
)
def test_a_verb_begins_a_text(text: str, plural: bool | None) -> None:  # noqa: FBT001
    found = phrase_type(text, "en")
    assert (found.form, found.plural) == (Form.VERB, plural)
    assert may_be_verb(text)


@pytest.mark.parametrize(
    "text",
    [
        "leaves of a flower",
        "pores in leaves",
        "uses of enzymes",
        "sales tax",
        "all the people",
        "once a year",
        "Ivan the Terrible",
        "Burns Night",
        "highly reactive metals",
        "armed forces",
    ],
)
def test_a_noun_begins_a_text(text: str) -> None:
    assert phrase_type(text, "en").form is Form.PHRASE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("carries electrons", "pays for the work of the cell"),
        ("stores proteins", "holds the light"),
        ("sorts proteins", "makes lipids"),
        ("make energy", "pump ions"),
        ("fried food in a little fat", "dipped vegetables in hot water"),
        ("closing plants", "closing the plants"),
        ("what passes a pipe", "how two files differ"),
        ("how fast reactions go", "that a reaction goes on"),
        ("with magnets", "by adding an acid"),
        ("Leaves Europe", "Holds the genes"),
        ("pancreas", "thymus"),
        ("laches", "lien"),
    ],
)
def test_texts_of_one_form_stand_beside_each_other(one: str, other: str) -> None:
    assert not stand_apart(one, other, "en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("carries electrons", "carry electrons"),
        ("carries electrons", "to carry electrons"),
        ("carries electrons", "carrying the electrons"),
        ("carries electrons", "an electron"),
        ("how fast reactions go", "the rate of a reaction"),
        ("plant cells", "animal cell"),
        ("the chalcogens", "the carbon group"),
        ("tibial nerves", "radial nerve"),
    ],
)
def test_texts_of_two_forms_stand_apart(one: str, other: str) -> None:
    assert stand_apart(one, other, "en")


def test_many_adverbs_are_read_as_well() -> None:
    assert phrase_type("only " * 10_000 + "binds the light", "en").form is Form.PHRASE
