"""A deck that its author edits at random, and a learner who reviews it and makes it their own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, fields
from pathlib import Path
from random import Random

from anki.collection import ImportCsvRequest
from anki.errors import CardTypeError
from anki_support import Collection, cards, import_package, render, shown_text
from ankiconnect_support import Service
from click.testing import CliRunner

from quizgen.cli import main

_OWN = "in my own words"
_START = 1_700_000_000
# How often a learner imports texts before the package.
_TEXTS = 0.4
_TAGS = {"my::tag", "marked", "leech"}
# No story lasts as long.
_LATE = 1_750_000_000


@dataclass
class Term:
    """A fact: its first id is its key in the deck; `now` is its present id.

    A plant was `born` in the author's own kind, and others in the built-in one. They may move
    between the two.
    """

    now: str
    meaning: str
    note: str = ""
    born: str = "terms"
    home: str = "terms"

    @property
    def question(self) -> str:
        """Return the first name of the question that asks for the meaning."""
        return "grows" if self.born == "plants" else "definition"


@dataclass
class Deck:
    """What an author changes. `terms` and `sentences` are by their first ids.

    A sentence is a list of words; those in braces are blanks. Each blank has a letter of its own,
    whatever its text. Some facts have a sentence as their story. `names` are the present names of
    the author's own kind and of its questions, by their first names.
    """

    terms: dict[str, Term] = field(default_factory=dict)
    sentences: dict[str, list[str]] = field(default_factory=dict)
    title: str = "Life"
    path: str = ""
    looks: str = ""
    names: dict[str, str] = field(default_factory=lambda: {each: each for each in _NAMES})

    def text(self) -> str:
        """Return the deck as its author writes it."""
        settings = {"deck": f'"{self.path}"' if self.path else "", "templates": self.looks}
        said = ", ".join(f"{name}: {value}" for name, value in settings.items() if value)
        head = f"deck: life\ntitle: {self.title}\n" + (f"anki: {{{said}}}\n" if said else "")
        statements = "".join(
            f'  {key}: "{" ".join(words)}."\n'
            for key, words in self.sentences.items()
            if key not in self.terms
        )
        own = f"{self.names['plants']}:\n{self._facts('plants')}" if self._facts("plants") else ""
        terms = f"terms:\n{self._facts('terms')}" if self._facts("terms") else ""
        return f"{head}{self._kind()}{terms}{own}statements:\n{statements}"

    def _kind(self) -> str:
        names = self.names
        return (
            f"kinds:\n  {names['plants']}:\n    one: plant\n    name: name\n"
            f"{self._was('plants', '    was: {}' + chr(10))}"
            "    fields:\n      name: {type: text, required: true}\n"
            "      definition: {type: text, single: true}\n"
            "      place: {type: text, single: true}\n      story: {type: sentence}\n"
            "    questions:\n"
            '      definition: {ask: "What is {name}?", back: "Which plant is {definition}?"}\n'
            f"      {names['grows']}: {{{self._was('grows', 'was: {}, ')}field: place, "
            'ask: "Where does {name} grow?", back: "What grows on {place}?"}\n'
            f"      {names['about']}: {{{self._was('about', 'was: {}, ')}field: story}}\n"
        )

    def _was(self, first: str, form: str) -> str:
        return "" if self.names[first] == first else form.format(first)

    def _facts(self, home: str) -> str:
        here = ((first, term) for first, term in self.terms.items() if term.home == home)
        return "".join(self._fact(first, term) for first, term in here)

    def _fact(self, first: str, term: Term) -> str:
        former = first if term.home == term.born else f"{term.born}/{first}"
        was = "" if term.home == term.born and term.now == first else f"was: {former}, "
        field_ = "place" if term.born == "plants" else "definition"
        note = f", note: {term.note}" if term.note else ""
        story = f', story: "{" ".join(self.sentences[first])}."' if first in self.sentences else ""
        return f"  {term.now}: {{{was}name: name {first}, {field_}: {term.meaning}{note}{story}}}\n"


# The author's own kind and its questions that change their names.
_NAMES = ("plants", "grows", "about")


@dataclass
class Author(Deck):
    """Edits a deck."""

    random: Random = field(default_factory=Random)
    clock: int = _START
    options: list[str] = field(default_factory=list)
    made: int = 0

    def begin(self) -> None:
        for _ in range(4):
            self.add_term()
        for _ in range(2):
            self.add_sentence()
        for _ in range(3):
            self.add_plant()

    def edition(self) -> Deck:
        """Return the deck as it is now."""
        return Deck(**{each.name: deepcopy(getattr(self, each.name)) for each in fields(Deck)})

    def go_back(self, edition: Deck) -> None:
        """Take an earlier edition."""
        for each in fields(Deck):
            setattr(self, each.name, deepcopy(getattr(edition, each.name)))

    def _next(self) -> int:
        self.made += 1
        return self.made

    def add_term(self) -> None:
        number = self._next()
        self.terms[f"t{number}"] = Term(f"t{number}", f"the meaning {self.random.randrange(4)}")

    def add_sentence(self) -> None:
        first, second = self._blank(), self._blank()
        self.sentences[f"s{self._next()}"] = ["It", "was", first, "and", second]

    def add_plant(self) -> None:
        first = f"p{self._next()}"
        meaning = f"the place {self.random.randrange(4)}"
        self.terms[first] = Term(first, meaning, born="plants", home="plants")
        self.sentences[first] = ["It", "grew", self._blank(), "and", self._blank()]

    def rename_kind(self) -> None:
        self._rename("plants")

    def rename_question(self) -> None:
        self._rename(self.random.choice(["grows", "about"]))

    def _rename(self, first: str) -> None:
        """Give a kind or a question another name, or its first one again."""
        self.names[first] = self.random.choice([first, f"x{self._next()}", f"y{self._next()}"])

    def move_term(self) -> None:
        """Move a fact to the other kind, which asks for its meaning as well."""
        born = [each for each in self.terms.values() if each.born == "terms"]
        if born:
            term = self.random.choice(born)
            term.home = "plants" if term.home == "terms" else "terms"

    def swap_terms(self) -> None:
        """Let two facts of one kind swap their ids."""
        home = self.random.choice(["terms", "plants"])
        here = [each for each in self.terms.values() if each.home == home]
        if len(here) > 1:
            one, other = self.random.sample(here, 2)
            one.now, other.now = other.now, one.now

    def _blank(self) -> str:
        return f"{{{{blank{self._next()}x|text}}}}"

    def edit_term(self) -> None:
        term = self.random.choice(list(self.terms.values()))
        what = "place" if term.born == "plants" else "meaning"
        term.meaning = f"the {what} {self.random.randrange(4)}"

    def note_term(self) -> None:
        self.random.choice(list(self.terms.values())).note = f"remark {self._next()}"

    def rename_term(self) -> None:
        self.random.choice(list(self.terms.values())).now = f"r{self._next()}"

    def delete_term(self) -> None:
        if len(self.terms) > 2:
            first = self.random.choice(list(self.terms))
            self.terms.pop(first)
            self.sentences.pop(first, None)

    def insert_blank(self) -> None:
        words = self.random.choice(list(self.sentences.values()))
        words.insert(self.random.randrange(1, len(words) + 1), self._blank())

    def insert_word(self) -> None:
        words = self.random.choice(list(self.sentences.values()))
        words.insert(self.random.randrange(1, len(words) + 1), f"word{self._next()}")

    def move_blank(self) -> None:
        words = self.random.choice(list(self.sentences.values()))
        self.random.shuffle(words)

    def edit_blank(self) -> None:
        words = self.random.choice(list(self.sentences.values()))
        blanks = [index for index, word in enumerate(words) if word.startswith("{{")]
        index = self.random.choice(blanks)
        words[index] = words[index].replace("x|", "xx|")

    def unblank(self) -> None:
        """Make a blank ordinary words, or drop it altogether."""
        words = self.random.choice(list(self.sentences.values()))
        blanks = [index for index, word in enumerate(words) if word.startswith("{{")]
        if len(blanks) > 1:
            index = self.random.choice(blanks)
            words[index] = self.random.choice([words[index][2:].partition("|")[0], "gone"])

    def retitle(self) -> None:
        self.title = f"Life {self._next()}"

    def toggle_cards(self) -> None:
        cards = [[], ["--typed"], ["--choice", "--typed"], ["--subdecks"]]
        self.options = self.random.choice(cards)

    def move_deck(self) -> None:
        """Give the deck another name in Anki."""
        self.path = self.random.choice(["", f"All::Life {self._next()}"])

    def change_looks(self) -> None:
        """Give the cards a look of their own, or take it away."""
        self.looks = self.random.choice(["", f"looks{self._next()}"])
        if self.looks:
            Path(self.looks).mkdir()
            style = f".card {{ margin: {self.made}px; }}"
            Path(self.looks, "extra.css").write_text(style, encoding="utf-8")


@dataclass
class Life:
    """An author and a learner in one folder; `service` is how a push reaches the collection.

    `edits` has what the learner wrote into fields, by note and field.
    """

    collection: Collection
    folder: Path
    service: Service | None
    author: Author
    edits: dict[tuple[int, str], str] = field(default_factory=dict)
    learned: dict[int, tuple[int | str, ...]] = field(default_factory=dict)
    blanks: dict[int, str] = field(default_factory=dict)
    kept: list[tuple[Deck, bytes]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    reviews: int = 0
    undecided: int = 0
    releases: int = 0

    # What the learner does

    def review(self) -> None:
        for name in self.collection.decks.all_names_and_ids():
            self.collection.decks.select(name.id)
            for _ in range(2):
                card = self.collection.sched.getCard()
                if card is not None:
                    self.collection.sched.answerCard(card, self.author.random.choice([1, 3, 4]))
        self._remember()

    def edit(self) -> None:
        note = self._some_note()
        name = self.author.random.choice(["Remarks", "My notes", "Prompt", "Answer", "Text"])
        name = name if name in note else "My notes"
        note[name] += f" {_OWN} {self.author.made}"
        self.collection.update_note(note)
        self.edits[note.id, name] = note[name]
        self._touch(note.id)

    def suspend(self) -> None:
        self.collection.sched.suspend_cards([self._some_card()])

    def bury(self) -> None:
        self.collection.sched.bury_cards([self._some_card()])

    def flag(self) -> None:
        self.collection.set_user_flag_for_cards(
            self.author.random.randint(1, 7), [self._some_card()]
        )

    def move_cards(self) -> None:
        deck = self.collection.decks.id(f"Own {self.author.random.randrange(3)}")
        self.collection.set_deck([self._some_card()], deck)

    def tag(self) -> None:
        note = self._some_note()
        note.add_tag(self.author.random.choice(["my::tag", "marked", "leech"]))
        self.collection.update_note(note)
        self._touch(note.id)

    def delete(self) -> None:
        note = self._some_note()
        for card_id in note.card_ids():
            self.blanks.pop(card_id, None)
        self.collection.remove_notes([note.id])
        self.edits = {key: text for key, text in self.edits.items() if key[0] != note.id}
        self._remember()

    def add_field(self) -> None:
        self._change_types(lambda models, kind: models.add_field(kind, models.new_field("Own")))

    def add_template(self) -> None:
        def add(models, kind) -> None:  # noqa: ANN001 - Anki's own types
            if kind["type"] == 0:
                name = f"Own {self.author.made} {len(kind['tmpls'])}"
                made = models.new_template(name)
                made["qfmt"], made["afmt"] = f"{name} {{{{Key}}}}", "{{Answer}}"
                models.add_template(kind, made)

        self._change_types(add)

    def rename_deck(self) -> None:
        deck = self.collection.decks.get(self.collection.db.scalar("select did from cards"))
        if deck:
            self.collection.decks.rename(deck, f"Mine {self.author.made}")

    def change_type(self) -> None:
        """Give a note the type Basic, as Anki's browser does; its first card keeps its reviews."""
        ids = self.collection.find_notes('"note:quizgen recall"')
        if not ids:
            return
        note_id = self.author.random.choice(list(ids))
        models = self.collection.models
        old, new = self.collection.get_note(note_id).note_type(), models.by_name("Basic")
        request = models.change_notetype_info(
            old_notetype_id=old["id"], new_notetype_id=new["id"]
        ).input
        request.note_ids.append(note_id)
        models.change_notetype_of_notes(request)
        self.touched.add(note_id)
        self.edits = {key: text for key, text in self.edits.items() if key[0] != note_id}
        self._remember()

    def _change_types(self, change: Callable[..., None]) -> None:
        models = self.collection.models
        for each in models.all_names_and_ids():
            kind = models.get(each.id)
            names = [part["name"] for part in kind["flds"]]
            if each.name.startswith("quizgen") and "Own" not in names:
                change(models, kind)
                # After a merge of Anki's, a template of the learner's may be there twice.
                with suppress(CardTypeError):
                    models.update_dict(kind)

    def _some_note(self):  # noqa: ANN202 - Anki's own type
        ids = self.collection.find_notes("note:quizgen*")
        return self.collection.get_note(self.author.random.choice(list(ids)))

    def _some_card(self) -> int:
        ids = self.collection.find_cards("note:quizgen*")
        return int(self.author.random.choice(list(ids)))

    def _remember(self) -> None:
        self.learned, self.reviews = self._schedules(), self._reviews()

    def _touch(self, note_id: int) -> None:
        """Let a change of the learner's happen at the time of the story."""
        self.touched.add(note_id)
        self.collection.db.execute(
            "update notes set mod = ? where id = ?", self.author.clock, note_id
        )

    def _schedules(self) -> dict[int, tuple[int | str, ...]]:
        """Return the note of each reviewed card, what it asks for, and its schedule."""
        rows = self.collection.db.all("select id, nid, ord, reps, ivl, lapses from cards")
        return {row[0]: (row[1], self._asked(row[0], row[2]), *row[3:]) for row in rows if row[3]}

    def _asked(self, card_id: int, number: int) -> int | str:
        """Return the number of a blank, or the name of a template.

        A merge of Anki's may number templates that the learner added anew.
        """
        card = self.collection.get_card(card_id)
        return number if card.note_type()["type"] else str(card.template()["name"])

    # What the author does

    def revert(self) -> None:
        """Go back to an earlier edition together with its lock, as `git checkout` does."""
        if self.kept:
            edition, lock = self.author.random.choice(self.kept)
            self.author.go_back(edition)
            (self.folder / "life.lock").write_bytes(lock)

    # How the deck reaches the learner

    def release(self, *, push: bool) -> None:
        """Build the deck, bring it to the learner, and check that nothing is lost."""
        is_text = not push and self.author.random.random() < _TEXTS
        path = self.folder / "life.yaml"
        path.write_text(self.author.text(), encoding="utf-8")
        os.environ["SOURCE_DATE_EPOCH"] = str(self.author.clock)
        if push and self.service:
            command = ["push", "life.yaml", "--url", self.service.url, *self.author.options]
        else:
            text = ["--text"] if is_text else []
            command = ["anki", "life.yaml", "-o", "life.apkg", *self.author.options, *text]
        for path in self.folder.glob("life-*.txt"):
            path.unlink()
        result = CliRunner().invoke(main, command)
        if result.exit_code == 1 and "error[Q517]" in result.output:
            # The author takes the edit back, since numbers are beyond this author.
            self.undecided += 1
            edition, lock = self.kept[-1]
            self.author.go_back(edition)
            (self.folder / "life.lock").write_bytes(lock)
            return
        assert result.exit_code == 0, result.output
        times = dict(self.collection.db.all("select id, mod from notes"))
        held = self._held()
        for path in sorted(self.folder.glob("life-*.txt")):
            self._import_text(path)
        if not push:
            import_package(self.collection, self.folder / "life.apkg")
        else:
            # The push happens at the time of the story.
            late = "update notes set mod = ? where mod > ?"
            self.collection.db.execute(late, self.author.clock, _LATE)
            # Whoever gives the deck to others builds the package as well.
            built = ["anki", "life.yaml", "-o", "life.apkg", *self.author.options]
            assert CliRunner().invoke(main, built).exit_code == 0
        self.releases += 1
        self.kept.append((self.author.edition(), (self.folder / "life.lock").read_bytes()))
        self._check_held(held, times, push=push)
        self.check(times, push=push)

    def _import_text(self, path: Path) -> None:
        """Import the notes that the deck has changed, at the time of the story."""
        before = dict(self.collection.db.all("select id, flds from notes"))
        own = dict(self.collection.db.all("select id, tags from notes"))
        metadata = self.collection.get_csv_metadata(str(path), None)
        self.collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
        late = "update notes set mod = ? where mod > ?"
        self.collection.db.execute(late, self.author.clock, _LATE)
        for note_id, held in self.collection.db.all("select id, flds from notes"):
            if before.get(note_id, held) != held:
                self.touched.add(note_id)
        assert {key: own[key] for key in own} == {
            key: tags
            for key, tags in self.collection.db.all("select id, tags from notes")
            if key in own
        }
        for (note_id, name), text in list(self.edits.items()):
            is_same = self.collection.get_note(note_id)[name] == text
            assert is_same or name != "My notes"
            if not is_same:
                del self.edits[note_id, name]

    def _held(self) -> tuple[dict[int, tuple[int, ...]], dict[int, set[str]]]:
        """Return where each card is, its flag and its queue, and the learner's tags of each note.

        Cards that wait for a new question may lie in any queue.
        """
        places = self.collection.db.all("select id, did, flags, queue from cards")
        tags = self.collection.db.all("select id, tags from notes")
        return (
            {card: tuple(rest) for card, *rest in places},
            {note: set(said.split()) & _TAGS for note, said in tags},
        )

    def _check_held(
        self,
        held: tuple[dict[int, tuple[int, ...]], dict[int, set[str]]],
        times: dict[int, int],
        *,
        push: bool,
    ) -> None:
        """Check that cards are where they were, and that notes have the learner's tags.

        An import of a package removes tags of notes that it updates.
        """
        places, tags = self._held()
        assert {card: places.get(card) for card in held[0]} == held[0]
        mods = dict(self.collection.db.all("select id, mod from notes"))
        for note, own in held[1].items():
            if push or mods[note] == times[note]:
                assert tags[note] == own

    def check(self, times: dict[int, int], *, push: bool) -> None:
        """Check that no review, no card and no edit is lost, and that no card is empty."""
        now = self._schedules()
        assert {key: now.get(key) for key in self.learned} == self.learned
        assert self._reviews() >= self.reviews
        keys = [self.collection.get_note(each).fields[0] for each in self.collection.find_notes("")]
        assert len(set(keys)) == len(keys)
        self._check_empty()
        self._check_edits(times, push=push)
        self._check_blanks()
        if not self.service:
            self._check_arrival()

    def _reviews(self) -> int:
        """Return how many reviews belong to cards."""
        return int(
            self.collection.db.scalar("select count() from revlog join cards on cid = cards.id")
        )

    def _check_empty(self) -> None:
        """Check that no card is empty.

        Anki imports new cards even of a note that it does not update, because the learner changed
        it: those ask for nothing yet, and nobody has seen them.
        """
        empty = [each for note in self.collection.get_empty_cards().notes for each in note.card_ids]
        for card in map(self.collection.get_card, empty):
            assert card.nid in self.touched
            assert card.reps == 0
            assert card.id not in self.blanks

    def _check_arrival(self) -> None:
        """Check that notes that the learner left alone say what the deck says."""
        for first, term in self.author.terms.items():
            key = f"life/{term.born}/{first}/{term.question}"
            found = self.collection.find_notes(f'"Key:{key}"')
            assert len(found) == 1
            if found[0] not in self.touched:
                note = self.collection.get_note(found[0])
                assert note["Answer"].casefold() == term.meaning
                assert term.note in note["Remarks"]

    def _check_edits(self, times: dict[int, int], *, push: bool) -> None:
        """A push keeps every edit; an import those of notes that the deck has not changed since."""
        for (note_id, name), text in list(self.edits.items()):
            note = self.collection.get_note(note_id)
            if push or note.mod == times[note_id]:
                assert note[name] == text
            elif note[name] != text:
                del self.edits[note_id, name]

    def _check_blanks(self) -> None:
        """Check that each card of a sentence asks for the blank that it always asked for."""
        for card in cards(self.collection):
            if "Text" not in card.note():
                continue
            answer = re.search('class="cloze"[^>]*>(.*?)</span>', render(card).back, re.DOTALL)
            words = shown_text(answer[1]) if answer else ""
            found = re.match(r"blank\d+", words)
            name = found[0] if found else "\u2026"
            assert found or words == name, words
            if found:
                assert self.blanks.setdefault(card.id, name) == name
