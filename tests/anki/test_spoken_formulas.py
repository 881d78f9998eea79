"""What Anki's voice gets to read where a card has formulas or a second language."""

from __future__ import annotations

from pathlib import Path

import pytest
from anki.collection import ImportCsvRequest
from anki_support import Card, Collection, cards, check_database, import_package, render_all
from click.testing import CliRunner
from deck_support import project_of
from media_support import picture
from package_support import fields_of, imported

from quizgen.anki.notes import (
    Area,
    CardSettings,
    ChoiceNote,
    ClozeNote,
    Gap,
    Note,
    NoteDeck,
    OcclusionNote,
    RecallNote,
    TypedNote,
)
from quizgen.anki.notetypes import ANSWER_VOICE, QUESTION_VOICE
from quizgen.anki.settings import is_setting
from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.export.anki import notes
from quizgen.forms.registry import form_names
from quizgen.markup.nodes import Formula
from quizgen.markup.written import text_of
from quizgen.media.model import Media, MediaFile
from quizgen.media.shapes import RECT, Shape

SQUARE = text_of([Formula("x^2")])
HALF = text_of([Formula(r"\frac{1}{2}")])
ENGLISH = CardSettings("en_US", "en_US")
Heard = list[tuple[str, str]]


def heard(card: Card) -> tuple[Heard, Heard]:
    """Return the voice and the words of each text that Anki reads aloud on the two sides."""
    sides = (card.question_av_tags(), card.answer_av_tags())
    front, back = ([(tag.lang, tag.field_text) for tag in side] for side in sides)
    return front, back


def taught(
    collection: Collection, folder: Path, *notes: Note, voices: CardSettings = ENGLISH
) -> dict[str, tuple[Heard, Heard]]:
    """Import notes; return what Anki reads aloud, by the note's fact and the card's number."""
    deck = NoteDeck("d", "D", "", "en", notes, settings={"k/q": voices})
    assert imported(collection, folder, deck).new == len(notes)
    assert check_database(collection) == []
    assert collection.get_empty_cards().notes == []
    for sides in render_all(collection):
        assert sides.front.count("[anki:play:q:") == sides.back.count("[anki:play:a:") == 1
        assert "say=" not in sides.front + sides.back
    return {
        f"{card.note()['Key'].split('/')[2]}{card.ord}": heard(card) for card in cards(collection)
    }


def test_both_ways_of_a_question(tmp_path: Path, collection: Collection) -> None:
    note = RecallNote(
        "k/a/q",
        f'What is {SQUARE} in "words" [=a]?',
        HALF,
        f"What -> is {HALF}\nhere?",
        f"{SQUARE} & <b>",
    )
    plain = RecallNote("k/b/q", "What is x = 2?", "two", "What is two?", "x")
    one_way = RecallNote("k/c/q", f"{SQUARE}?", "two")
    found = taught(collection, tmp_path, note, plain, one_way)
    assert found == {
        "a0": ([("en_US", 'What is x squared in "words" [=a]?')], [("en_US", "one half")]),
        "a1": ([("en_US", "What -> is one half here?")], [("en_US", "x squared & <b>")]),
        "b0": ([("en_US", "What is x = 2?")], [("en_US", "two")]),
        "b1": ([("en_US", "What is two?")], [("en_US", "x")]),
        "c0": ([("en_US", "x squared?")], [("en_US", "two")]),
    }
    # A text without formulas is read as the card has it, whatever a learner makes of it.
    assert fields_of(collection, "d/k/b/q")[QUESTION_VOICE] == "en_US"


@pytest.mark.parametrize(
    ("voice", "expected"),
    [
        ("de_DE", "x Quadrat plus ein halb"),
        ("fr_FR", "x² + 1/2"),
        ("en_GB", "x squared plus one half"),
    ],
)
def test_each_language_has_its_words(
    voice: str, expected: str, tmp_path: Path, collection: Collection
) -> None:
    sum_ = text_of([Formula(r"x^2 + \frac{1}{2}")])
    voices = CardSettings(voice, voice)
    found = taught(collection, tmp_path, RecallNote("k/a/q", sum_, sum_), voices=voices)
    assert found == {"a0": ([(voice, expected)], [(voice, expected)])}


def test_blanks_with_formulas(tmp_path: Path, collection: Collection) -> None:
    note = ClozeNote(
        "k/a/q",
        (
            "The area ",
            Gap(1, SQUARE, "a: formula"),
            " and ",
            Gap(2, "a::b", HALF),
            ", or ",
            HALF,
            ".",
        ),
        retired=(4,),
    )
    whole = "The area x squared and a::b, or one half."
    found = taught(collection, tmp_path, note)
    assert found == {
        "a0": ([("en_US", "The area [a: formula] and a::b, or one half.")], [("en_US", whole)]),
        "a1": ([("en_US", "The area x squared and [one half], or one half.")], [("en_US", whole)]),
        # Nothing is known of the card of a blank that is gone, so the voice reads what it shows.
        "a3": (found["a3"][0], found["a3"][1]),
    }


def test_other_types_of_notes(tmp_path: Path, collection: Collection) -> None:
    file = MediaFile("png", picture("PNG"), 16, 12)
    areas = tuple(
        Area(number, name, (Shape(RECT, (0.1, 0.1, 0.2, 0.2)),))
        for number, name in ((1, SQUARE), (2, "plain: one"))
    )
    shown = Media("image", "a.png", "a picture", file)
    found = taught(
        collection,
        tmp_path,
        ChoiceNote("k/a/q/choice", f"Which is {SQUARE}?", ("one", HALF), 1),
        TypedNote("k/b/q/typed", f"What is {SQUARE}?", f"{HALF} or so", "1/2"),
        OcclusionNote("k/c/q", f"Where is {SQUARE}?", shown, areas),
        OcclusionNote("k/e/q", "Where?", shown, areas[1:]),
    )
    assert found == {
        "a0": ([("en_US", "Which is x squared?")], [("en_US", "one half")]),
        "b0": ([("en_US", "What is x squared?")], [("en_US", "one half or so")]),
        "c0": ([("en_US", "Where is x squared?")], [("en_US", "x squared")]),
        "c1": ([("en_US", "Where is x squared?")], [("en_US", "plain: one")]),
        "e1": ([("en_US", "Where?")], [("en_US", "plain: one")]),
    }


def test_voices_of_the_way_back(tmp_path: Path, collection: Collection) -> None:
    voices = CardSettings("fr_FR", "en_US", "", "en_US", "fr_FR")
    notes = (
        RecallNote("k/a/q", "le chat", "the cat", "the cat", "le chat"),
        RecallNote("k/b/q", f"le {SQUARE}", HALF, f"the {HALF}", SQUARE),
    )
    assert taught(collection, tmp_path, *notes, voices=voices) == {
        "a0": ([("fr_FR", "le chat")], [("en_US", "the cat")]),
        "a1": ([("en_US", "the cat")], [("fr_FR", "le chat")]),
        "b0": ([("fr_FR", "le x²")], [("en_US", "one half")]),
        "b1": ([("en_US", "the one half")], [("fr_FR", "x²")]),
    }


def test_templates_of_older_versions_still_speak(tmp_path: Path, collection: Collection) -> None:
    """A learner's own copy of a note type has the former templates, which know one voice."""
    voices = CardSettings("fr_FR", "en_US", "", "en_US", "fr_FR")
    taught(collection, tmp_path, RecallNote("k/b/q", f"le {SQUARE}", "b", "c", "d"), voices=voices)
    (model,) = [each for each in collection.models.all() if each["name"] == "quizgen recall"]
    model["tmpls"][0]["qfmt"] = "[anki:tts lang={{Spare1}}]{{Prompt}}[/anki:tts]{{Prompt}}"
    collection.models.update_dict(model)
    assert heard(cards(collection)[0])[0] == [("fr_FR", r"le \(x^2\)")]


def test_a_push_knows_its_own_settings(tmp_path: Path, collection: Collection) -> None:
    """A push replaces what quizgen wrote into such a field, and nothing that a learner wrote."""
    voices = CardSettings("fr_FR", "en_US", "", "en_US", "fr_FR")
    note = RecallNote("k/a/q", f'le "{SQUARE}" [a]', HALF, f"the {HALF}", "d")
    taught(collection, tmp_path, note, ClozeNote("k/b/q", (Gap(1, SQUARE, "h"),)), voices=voices)
    for key in ("d/k/a/q", "d/k/b/q"):
        fields = fields_of(collection, key)
        assert "say=" in fields[QUESTION_VOICE]
        assert all(is_setting(each, fields[each]) for each in (QUESTION_VOICE, ANSWER_VOICE))
    assert not is_setting(QUESTION_VOICE, "ask Ann how to say it")


def test_a_text_import_brings_new_words(tmp_path: Path, collection: Collection) -> None:
    """Otherwise, the voice would go on reading the formula that the note had before."""
    facts = "terms:\n  a: {name: area, definition: 'it is $x^2$'}\n"
    head = "deck: d\ntitle: D\nanki: {tts: true}\n"
    for number, text in enumerate((facts, facts.replace("x^2", "x^3"))):
        (tmp_path / "d.yaml").write_text(head + text, encoding="utf-8")
        command = ["anki", str(tmp_path / "d.yaml"), "-o", str(tmp_path / "d.apkg"), "--text"]
        assert CliRunner().invoke(main, command).exit_code == 0
        if not number:
            import_package(collection, tmp_path / "d.apkg")
    (path,) = tmp_path.glob("d-*.txt")
    metadata = collection.get_csv_metadata(str(path), None)
    collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    assert heard(cards(collection)[0])[1] == [("en_US", "it is x cubed")]


WORDS = """\
kinds:
  words:
    one: word
    name: word
    fields:
      word: {type: text, required: true}
      meaning: {type: text, single: true, unique: true}
      plural: {type: text, single: true}
    questions:
      meaning: {ask: "{word}", back: "{meaning}"}
      plural: {ask: "What is the plural of {word}?"}
words:
  cat: {word: le chat, meaning: the cat, plural: les chats}
  dog: {word: le chien, meaning: the dog, plural: les chiens}
  horse: {word: le cheval, meaning: the horse, plural: les chevaux}
  cow: {word: la vache, meaning: the cow, plural: les vaches}
"""
IN_FIELDS = WORDS.replace("required: true}", "required: true, voice: fr}").replace(
    "plural: {type: text, single: true}", "plural: {type: text, single: true, voice: fr-CA}"
)
QUESTION = "What is the plural of le chat?"
FR, CA, EN = "fr_FR", "fr_CA", "en_US"


@pytest.mark.parametrize(
    ("anki", "facts", "expected"),
    [
        (
            "{tts: true, kinds: {words: {voice: {word: fr, plural: fr-CA}}}}",
            WORDS,
            (FR, EN, EN, CA),
        ),
        ("{tts: true}", IN_FIELDS, (FR, EN, EN, CA)),
        ("{tts: true, kinds: {words: {voice: {plural: fr}}}}", IN_FIELDS, (FR, EN, EN, FR)),
        ("{tts: true, kinds: {words: {voice: fr}}}", WORDS, (FR, FR, FR, FR)),
        ("{tts: true}", WORDS, (EN, EN, EN, EN)),
    ],
)
def test_fields_in_another_language(
    anki: str, facts: str, expected: tuple[str, ...], tmp_path: Path, collection: Collection
) -> None:
    word, meaning, question, plural = expected
    anki = anki.replace("{tts", "{typed: true, choice: true, tts", 1)
    made = project_of(tmp_path, facts, f"deck: d\ntitle: D\nanki: {anki}\n")
    imported(collection, tmp_path, notes(made))
    about_cats = [each for each in cards(collection) if "/words/cat/" in each.note()["Key"]]
    found = {
        (each.note_type()["name"].split()[1], each.ord, *each.note()["Key"].split("/")[3:5]): heard(
            each
        )
        for each in about_cats
    }
    ahead = ([(word, "Le chat")], [(meaning, "the cat")])
    back = ([(meaning, "The cat")], [(word, "le chat")])
    other = ([(question, QUESTION)], [(plural, "les chats")])
    assert found == {
        ("recall", 0, "meaning"): ahead,
        ("recall", 1, "meaning"): back,
        ("typed", 0, "meaning", "typed"): ahead,
        ("typed", 0, "meaning", "back"): back,
        ("choice", 0, "meaning", "back"): back,
        ("recall", 0, "plural"): other,
        ("typed", 0, "plural", "typed"): other,
    }


@pytest.mark.parametrize(
    ("anki", "facts", "code"),
    [
        ("{kinds: {words: {voice: French}}}", WORDS, "Q216"),
        ("{kinds: {words: {voice: {word: French}}}}", WORDS, "Q216"),
        ("{kinds: {words: {voice: {wrd: fr}}}}", WORDS, "Q201"),
        ("{kinds: {words: {voice: [fr]}}}", WORDS, "Q203"),
        ("{kinds: {words: {voice: {word: [fr]}}}}", WORDS, "Q203"),
        ("{kinds: {words: {voice: eo}}}", WORDS, "Q271"),
        ("{tts: true}", IN_FIELDS.replace("voice: fr-CA", "voice: eo"), "Q271"),
        ("{tts: true}", IN_FIELDS.replace("voice: fr-CA", "voice: French"), "Q216"),
    ],
)
def test_unknown_voices(anki: str, facts: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(f"deck: d\ntitle: D\nanki: {anki}\n{facts}", encoding="utf-8")
    assert [each.code for each in load_deck(path, form_names()).diagnostics] == [code]
