"""What a deck sets for its cards: reading aloud, texts that fold out, look-alikes, and looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki_support import (
    Card,
    Collection,
    Imported,
    cards,
    check_database,
    import_package,
    render,
    render_all,
)
from browser_support import ARGUMENTS, need_chromium
from card_support import card_page, new_context, show_side
from deck_support import project_of
from hypothesis import given, settings
from hypothesis import strategies as st
from learner_support import review, schedules
from media_support import wav
from package_support import CONTRAST, deck_of, fields_of, imported
from playwright.sync_api import Browser, Page, sync_playwright

from quizgen.anki.lock import Lock
from quizgen.anki.make_notes import wanted_cards
from quizgen.anki.notes import (
    CardSettings,
    ChoiceNote,
    ClozeNote,
    Further,
    Gap,
    NoteDeck,
    RecallNote,
    TypedNote,
)
from quizgen.anki.package import make_package
from quizgen.anki.shades import DAY_PAPER, NIGHT_PAPER, contrast, shades_of
from quizgen.deck.model.looks import Look
from quizgen.export.anki import notes
from quizgen.language.voices import voice_of
from quizgen.project import Project
from quizgen.resources import shipped

FACTS = """\
terms:
  basil: {name: basil, definition: a herb of warm gardens}
  thyme: {name: thyme, definition: a herb with small leaves}
  mint: {name: mint, definition: a herb with a fresh smell}
treaties:
  rome: {name: Treaty of Rome, signed: 1957}
  nice: {name: Treaty of Nice, signed: 2001}
statements:
  eagle: {text: "{{Apollo 11|text}} landed in {{1969|date}}."}
"""
SPOKEN = CardSettings("de_DE", "fr_FR")
ENGLISH = CardSettings("en_US", "en_US")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=need_chromium(), args=ARGUMENTS)
        yield launched
        launched.close()


def project(folder: Path, anki: str, facts: str = FACTS, language: str = "en") -> Project:
    header = f"deck: herbs\ntitle: Herbs\nlanguage: {language}\nanki: {anki}\n"
    return project_of(folder, facts, header)


def spoken(card: Card) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the voice and the words of each text that Anki reads aloud on the two sides."""
    sides = (card.question_av_tags(), card.answer_av_tags())
    front, back = ([(tag.lang, tag.field_text) for tag in side] for side in sides)
    return front, back


# Reading aloud


def test_each_deck_speaks_its_own_language(tmp_path: Path, collection: Collection) -> None:
    """Decks share note types, so whichever comes last must not decide for the others."""
    for language, kinds in (("de", {"k/q": SPOKEN}), ("en", {"k/q": ENGLISH}), ("ru", {})):
        note = RecallNote("k/a/q", f"Q {language}", f"A {language}", "BQ", "BA")
        deck = NoteDeck(language, language, "", language, (note,), settings=kinds)
        assert imported(collection, tmp_path, deck).new == 1
    found = {card.note()["Key"] + str(card.ord): spoken(card) for card in cards(collection)}
    assert found == {
        "de/k/a/q0": ([("de_DE", "Q de")], [("fr_FR", "A de")]),
        "de/k/a/q1": ([("de_DE", "BQ")], [("fr_FR", "BA")]),
        "en/k/a/q0": ([("en_US", "Q en")], [("en_US", "A en")]),
        "en/k/a/q1": ([("en_US", "BQ")], [("en_US", "BA")]),
        "ru/k/a/q0": ([], []),
        "ru/k/a/q1": ([], []),
    }


def test_every_type_of_note_is_read_aloud(tmp_path: Path, collection: Collection) -> None:
    made = (
        ClozeNote("k/c/q", ("In ", Gap(1, "1969", "year"), " an ", Gap(2, "eagle"), " landed")),
        ChoiceNote("k/d/q/choice", "Which?", ("one", "two"), 1),
        TypedNote("k/e/q/typed", "What is [x] & <y>? [/anki:tts]", "The answer", "answer"),
    )
    deck = NoteDeck("d", "D", "", "de", made, settings={"k/q": SPOKEN})
    imported(collection, tmp_path, deck)
    assert [spoken(card) for card in cards(collection)] == [
        ([("de_DE", "In [year] an eagle landed")], [("fr_FR", "In 1969 an eagle landed")]),
        ([("de_DE", "In 1969 an blank landed")], [("fr_FR", "In 1969 an eagle landed")]),
        ([("de_DE", "Which?")], [("fr_FR", "two")]),
        ([("de_DE", "What is [x] & <y>? [/anki:tts]")], [("fr_FR", "The answer")]),
    ]
    for card, sides in zip(cards(collection), render_all(collection), strict=True):
        assert sides.front.count("[anki:play:q:0]") == 1, card.note()["Key"]
        assert sides.back.count("[anki:play:a:0]") == 1, card.note()["Key"]


@pytest.mark.parametrize("looks", [{}, {"recall-reverse-front.html": "<p>{{BackPrompt}}</p>"}])
def test_a_voice_makes_no_card(
    looks: dict[str, str], tmp_path: Path, collection: Collection
) -> None:
    """A question without a way back has a voice, and still no second card."""
    own = {name: Look(name, text) for name, text in looks.items()}
    note = RecallNote("k/a/q", "Q", "A")
    deck = NoteDeck("d", "D", "", "de", (note,), looks=own, settings={"k/q": SPOKEN})
    imported(collection, tmp_path, deck)
    held = collection.get_note(collection.find_notes("")[0])
    held["My notes"] = "edited, so that Anki makes cards anew"
    collection.update_note(held)
    assert [card.ord for card in cards(collection)] == [0]
    assert collection.get_empty_cards().notes == []
    assert check_database(collection) == []


@pytest.mark.parametrize(
    ("anki", "expected"),
    [
        ("{tts: true}", {"terms": "fb", "treaties": "fb", "statements": "fb"}),
        ("{tts: both}", {"terms": "fb", "treaties": "fb", "statements": "fb"}),
        ("{tts: front}", {"terms": "f", "treaties": "f", "statements": "f"}),
        ("{tts: back}", {"terms": "b", "treaties": "b", "statements": "b"}),
        ("{tts: false}", {"terms": "", "treaties": "", "statements": ""}),
        (
            "{tts: back, kinds: {terms: {tts: front}, treaties: {tts: false}}}",
            {"terms": "f", "treaties": "", "statements": "b"},
        ),
        (
            "{tts: back, kinds: {treaties: {tts: false, questions: {signed: {tts: front}}}}}",
            {"terms": "b", "treaties": "f", "statements": "b"},
        ),
    ],
)
def test_the_deck_and_its_kinds_say_what_is_read(
    anki: str, expected: dict[str, str], tmp_path: Path, collection: Collection
) -> None:
    imported(collection, tmp_path, notes(project(tmp_path, anki)))
    for card in cards(collection):
        front, back = spoken(card)
        sides = "f" * len(front) + "b" * len(back)
        assert sides == expected[card.note()["Key"].split("/")[1]], card.note()["Key"]


def test_a_side_with_a_sound_is_not_read(tmp_path: Path, collection: Collection) -> None:
    (tmp_path / "a.wav").write_bytes(wav(800))
    (tmp_path / "b.wav").write_bytes(wav(1600))
    kind = """\
    kinds:
      birds:
        one: bird
        name: name
        fields:
          name: {type: text, required: true}
          song: {type: audio, single: true}
        questions:
          song: {ask: "how does {name} sing?", back: "who sings so?"}
    birds:
      wren: {name: wren, song: {value: a.wav, transcript: trills}}
      lark: {name: lark, song: {value: b.wav, transcript: rises}}
    """
    imported(collection, tmp_path, notes(project(tmp_path, "{tts: true}", kind)))
    assert len(cards(collection)) == 2
    for card in cards(collection):
        assert [type(tag).__name__ for tag in card.question_av_tags()] == ["TTSTag"]
        assert [type(tag).__name__ for tag in card.answer_av_tags()] == ["SoundOrVideoTag"]


@pytest.mark.parametrize(
    ("code", "voice"),
    [
        ("en", "en_US"),
        ("en-GB", "en_GB"),
        ("de", "de_DE"),
        ("fr", "fr_FR"),
        ("es", "es_ES"),
        ("ru", "ru_RU"),
        ("zh", "zh_CN"),
        ("zh-Hant", "zh_TW"),
        ("pt", "pt_BR"),
        ("pt_PT", "pt_PT"),
        ("ar", "ar_SA"),
        ("eo", ""),
        ("es-419", ""),
        ("nonsense", ""),
    ],
)
def test_voices(code: str, voice: str) -> None:
    assert voice_of(code) == voice


# Turning features on and off

FEATURES = {
    "tts": "{tts: true, typed: true}",
    "confused": "{confused: true, typed: true}",
    "look": "{look: {color: 7a1f5c, font: serif, size: 120}, typed: true}",
    "all": "{tts: front, confused: true, look: {size: 80}, typed: true, choice: true}",
}


class Learner:
    """A learner who gets a deck again and again, and reviews in between."""

    def __init__(self, folder: Path, collection: Collection) -> None:
        self.folder, self.collection = folder, collection
        self.clock, self.lock = 1_700_000_000, Lock("herbs")

    def gets(self, anki: str, facts: str = FACTS) -> Imported:
        self.clock += 1000
        made = notes(project(self.folder, anki, facts), lock=self.lock)
        package = make_package(made, timestamp=self.clock, lock=self.lock)
        self.lock = package.lock
        path = self.folder / "herbs.apkg"
        path.write_bytes(package.data)
        before = schedules(self.collection)
        known = {card.id: (card.nid, card.ord) for card in cards(self.collection)}
        done = import_package(self.collection, path)
        assert schedules(self.collection) == before, "reviews are lost"
        now = {card.id: (card.nid, card.ord) for card in cards(self.collection)}
        assert known.items() <= now.items(), "cards are lost"
        keys = [self.collection.get_note(id_)["Key"] for id_ in self.collection.find_notes("")]
        assert len(keys) == len(set(keys)), "notes are doubled"
        assert self.collection.get_empty_cards().notes == []
        assert done.conflicting == 0
        return done


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_comes_and_goes_without_loss(
    feature: str, tmp_path: Path, collection: Collection
) -> None:
    learner = Learner(tmp_path, collection)
    plain, own = "{typed: true, choice: true}", FEATURES[feature]
    own = own if "choice" in own else own.replace("typed: true", "typed: true, choice: true")
    new = learner.gets(plain).new
    review(collection, 20)
    assert schedules(collection)[0][0] > 5
    plain_fields = {key: fields_of(collection, key) for key in _keys(collection)}
    changed = learner.gets(own)
    assert changed.new == 0
    assert changed.updated > 0
    review(collection, 5)
    # Nothing changes, so nothing is sent again.
    assert learner.gets(own) == Imported(0, 0, new, 0)
    back = learner.gets(plain)
    assert (back.new, back.updated) == (0, changed.updated)
    assert {key: fields_of(collection, key) for key in _keys(collection)} == plain_fields
    assert check_database(collection) == []


def _keys(collection: Collection) -> list[str]:
    return [collection.get_note(id_)["Key"] for id_ in collection.find_notes("")]


def test_an_extra_text_comes_and_goes_without_loss(tmp_path: Path, collection: Collection) -> None:
    learner = Learner(tmp_path, collection)
    learner.gets("{}")
    review(collection, 20)
    extra = FACTS.replace("small leaves}", "small leaves, extra: From the hills.}")
    assert learner.gets("{}", extra).updated == 1
    assert "From the hills." in fields_of(collection, "herbs/terms/thyme/definition")["Remarks"]
    assert learner.gets("{}").updated == 1
    assert fields_of(collection, "herbs/terms/thyme/definition")["Remarks"] == ""


def test_decks_without_settings_keep_their_notes(tmp_path: Path, collection: Collection) -> None:
    imported(collection, tmp_path, notes(project(tmp_path, "{typed: true}")))
    for key in _keys(collection):
        fields = fields_of(collection, key)
        assert (fields["Spare1"], fields["Spare2"], fields["Spare3"]) == ("", "", "")
        assert fields["Remarks"] == ""


# The text that folds out


def extra_card(folder: Path, collection: Collection) -> Card:
    text = "First <b>line</b>.\n\nSecond [line]."
    note = RecallNote("k/a/q", "Q", "A", remarks=("said",), further=Further("", text, "More"))
    imported(collection, folder, deck_of(note))
    return cards(collection)[0]


def test_an_extra_text_folds_out_without_scripts(
    browser: Browser, tmp_path: Path, collection: Collection
) -> None:
    sides = render(extra_card(tmp_path, collection))
    assert "extra" not in sides.front
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(f"<style>{sides.css}</style><body class=card>{sides.back}</body>")
    text = page.locator(".extra > div")
    assert not text.is_visible()
    page.locator("summary").click()
    assert text.is_visible()
    assert text.inner_text() == "First <b>line</b>.\n\nSecond [line]."
    page.locator("summary").press("Enter")
    assert not text.is_visible()
    context.close()


@pytest.mark.parametrize("mode", ["card", "card nightMode"])
def test_an_extra_text_is_easy_to_read(
    mode: str, browser: Browser, tmp_path: Path, collection: Collection
) -> None:
    sides = render(extra_card(tmp_path, collection))
    page = card_page(new_context(browser, viewport={"width": 400, "height": 800}))
    show_side(page, sides.back, sides.css, mode)
    page.locator("summary").click()
    for part in ("summary", ".extra > div", ".remarks > div"):
        assert page.locator(part).first.evaluate(CONTRAST) >= 4.5
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.context.close()


def test_extra_belongs_to_a_fact_or_a_value(tmp_path: Path) -> None:
    facts = """\
    treaties:
      rome:
        name: Treaty of Rome
        extra: of the fact
        signed: {value: 1957, extra: of the value}
        expires: 2002
    statements:
      eagle: {text: "The Eagle landed in {{1969|date}}.", extra: of the sentence}
    """
    made = notes(project(tmp_path, "{choice: true, typed: true}", facts)).notes
    found = {note.key: note.further for note in made}
    assert {further.more for further in found.values()} == {"More"}
    texts = {key: further.extra for key, further in found.items()}
    assert texts["treaties/rome/signed"] == "of the value"
    assert texts["treaties/rome/signed/typed"] == "of the value"
    assert texts["treaties/rome/expires"] == "of the fact"
    assert texts["statements/eagle/text"] == "of the sentence"


# Typed backs


def shown_answers(page: Page, collection: Collection, card: Card, typed: str | None) -> list[str]:
    """Return the parts of a back that show the answer; None where Anki compares nothing."""
    sides, note = render(card), card.note()
    expected = note["Typed"]
    compared = "" if typed is None else collection.compare_answer(expected, typed, combining=True)
    # The desktop wraps the comparison.
    wrapped = f"<div style=\"font-family: 'Arial'; font-size: 20px\">{compared}</div>"
    show_side(page, sides.back.replace("[[type:Typed]]", wrapped if compared else ""), sides.css)
    parts = page.locator("code#typeans, .answer").all()
    return [part.inner_text() for part in parts if part.is_visible()]


def test_a_typed_back_shows_the_answer_once(
    browser: Browser, tmp_path: Path, collection: Collection
) -> None:
    facts = """\
    terms:
      basil: {name: basil, definition: the king of herbs}
    figures:
      peaks: {what: peaks of the range, value: at least 200}
    """
    made = notes(project(tmp_path, "{typed: true}", facts))
    imported(collection, tmp_path, made)
    typed = {card.note()["Typed"]: card for card in cards(collection) if "Typed" in card.note()}
    page = card_page(new_context(browser))
    card = typed["king of herbs"]
    assert card.note()["Answer"] == "The king of herbs"
    assert shown_answers(page, collection, card, "king of herbs") == ["king of herbs"]
    assert shown_answers(page, collection, card, "") == ["king of herbs"]
    # A program that compares nothing still shows the answer.
    assert shown_answers(page, collection, card, None) == ["The king of herbs"]
    # An answer that says more than what is compared stays.
    assert shown_answers(page, collection, typed["200"], "200") == ["200", "At least 200"]
    page.context.close()


# The look

STYLE = "--day:#7a1f5c;--day-tint:#eee;--night:#e9a;--night-tint:#333;"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.integers(0, 0xFFFFFF))
def test_every_color_is_easy_to_read(number: int) -> None:
    shades = shades_of(f"#{number:06x}")
    for color, tint, paper in (
        (shades.day, shades.day_tint, DAY_PAPER),
        (shades.night, shades.night_tint, NIGHT_PAPER),
    ):
        assert contrast(color, paper) >= 4.5
        assert contrast(color, tint) >= 4.5


def test_a_color_that_is_easy_to_read_stays() -> None:
    assert shades_of("#7a1f5c").day == "#7a1f5c"
    assert shades_of("#8fd0de").night == "#8fd0de"


def test_the_papers_are_those_of_the_style_sheet() -> None:
    css = (shipped("templates") / "anki" / "style.css").read_text(encoding="utf-8")
    papers = {line.strip() for line in css.splitlines() if line.strip().startswith("--paper:")}
    assert papers == {f"--paper: {DAY_PAPER};", f"--paper: {NIGHT_PAPER};"}


@pytest.mark.parametrize(
    ("mode", "scheme", "night"),
    [
        ("card", "no-preference", False),
        ("card nightMode", "no-preference", True),
        ("card night_mode", "no-preference", True),
        ("card", "dark", True),
    ],
)
def test_each_deck_and_kind_has_its_look(
    *,
    mode: str,
    scheme: str,
    night: bool,
    browser: Browser,
    tmp_path: Path,
    collection: Collection,
) -> None:
    """Two decks with looks and one without are in one collection, in whatever order they came."""
    looks = {"one": "{look: {color: '#7A1F5C'}, kinds: {terms: {look: {font: serif, size: 150}}}}"}
    looks |= {"two": "{look: {color: 205a20, font: mono}}", "plain": "{}"}
    for name, anki in looks.items():
        header = f"deck: {name}\ntitle: {name}\nanki: {anki}\n"
        imported(collection, tmp_path, notes(project_of(tmp_path, FACTS, header)))
    context = new_context(browser, color_scheme=scheme, viewport={"width": 400, "height": 800})
    page = card_page(context)
    if scheme == "dark":
        page.evaluate("document.documentElement.removeAttribute('class')")
    found = {}
    for card in cards(collection):
        deck, kind, *_ = card.note()["Key"].split("/")
        sides = render(card)
        show_side(page, sides.back, sides.css, mode)
        shown = page.locator(".answer, .cloze").first
        assert shown.evaluate(CONTRAST) >= 4.5
        found[deck, kind] = (
            shown.evaluate("(e) => getComputedStyle(e).color"),
            page.evaluate("getComputedStyle(document.querySelector('.quizgen')).fontSize"),
            shown.evaluate("(e) => getComputedStyle(e).fontFamily").split(",")[0],
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
    context.close()
    shades = {"one": shades_of("#7a1f5c"), "two": shades_of("#205a20")}
    for deck, each in shades.items():
        wanted = each.night if night else each.day
        red, green, blue = (int(wanted[at : at + 2], 16) for at in (1, 3, 5))
        for kind in ("terms", "treaties", "statements"):
            assert found[deck, kind][0] == f"rgb({red}, {green}, {blue})"
    assert found["one", "terms"][1:] == ("27px", "Charter")
    assert found["one", "treaties"][1:] == ("18px", "system-ui")
    assert found["two", "terms"][1:] == ("18px", "ui-monospace")
    accent = "rgb(143, 208, 222)" if night else "rgb(10, 85, 102)"
    assert found["plain", "terms"] == (accent, "18px", "system-ui")


def test_a_look_is_no_way_into_a_tag(tmp_path: Path) -> None:
    fields = notes(project(tmp_path, "{look: {color: 7a1f5c, font: serif, size: 120}}")).settings
    assert set(fields) >= {"terms/definition", "treaties/signed"}
    assert not set('"<>&{}') & set(fields["terms/definition"].style)


def test_options_on_the_command_line_keep_the_settings(tmp_path: Path) -> None:
    deck = project(tmp_path, "{tts: true, confused: true, kinds: {terms: {tts: false}}}")
    cards_ = wanted_cards(deck.deck.anki, typed=True)
    made = notes(deck, cards_)
    assert made.settings["treaties/signed"] == CardSettings("en_US", "en_US")
    assert "terms/definition" not in made.settings
    assert any(note.further.confused for note in made.notes)


# Names of decks


def test_names_of_decks(tmp_path: Path, collection: Collection) -> None:
    """A path nests decks, a title never does, and neither moves cards that a learner has."""
    learner = Learner(tmp_path, collection)
    learner.gets('{deck: "Herbs::In the: garden:: ::By hand", subdecks: true}')
    names = {deck.name for deck in collection.decks.all_names_and_ids()} - {"Default"}
    home = "Herbs::In the: garden::By hand"
    kinds = ("Statements", "Terms", "Treaties")
    assert names == {"Herbs", "Herbs::In the: garden", home, *(f"{home}::{k}" for k in kinds)}
    where = {card.id: card.did for card in cards(collection)}
    review(collection)
    learner.gets('{deck: "Elsewhere::A::B", subdecks: true}')
    assert {card.id: card.did for card in cards(collection)} == where
