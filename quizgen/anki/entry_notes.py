"""The notes that hide the entries of a list or the steps of a process, one note for each entry.

A note belongs to its entry by the entry's permanent number. So other entries may come and go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quizgen.anki.notes import ClozeNote, Gap
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way, value_text
from quizgen.deck.entries import is_too_long
from quizgen.deck.model.anki import EntryCards
from quizgen.deck.model.contents import whole_numbers

# A card about one entry needs another one.
_FEWEST = 2
_HIDDEN = "…"
Parts = tuple[str | Gap, ...]


@dataclass(frozen=True, slots=True)
class _Listed:
    """The entries of a list in order, and whether their places are shown."""

    texts: Sequence[str]
    is_counted: bool

    def label(self, first: int, last: int) -> str:
        """Return what stands before the entries from `first` to `last`, counted from 0."""
        if not self.is_counted:
            return "• "
        return f"{first + 1}. " if first == last else f"{first + 1}-{last + 1}. "

    @property
    def whole(self) -> str:
        """Return the list with nothing hidden."""
        lines = (f"{self.label(place, place)}{text}" for place, text in enumerate(self.texts))
        return "\n".join(lines)


def has_entries(prompt: Prompt) -> bool:
    """Return whether a question asks for a list whose entries may be hidden one by one."""
    is_list = prompt.field.many and prompt.way is Way.FORWARD and not prompt.answer_media
    return is_list and len(prompt.values) >= _FEWEST and not is_too_long(prompt.values)


def numbers_of(prompt: Prompt) -> tuple[int, ...]:
    """Return the permanent numbers of the entries of a list, in order."""
    return whole_numbers([value.number for value in prompt.values])


def entry_key(key: str, number: int) -> str:
    """Return the key of the note that hides one entry; `key` is that of the whole list."""
    return f"{key}/entry/{number}"


def entries_of(base: FactBase, prompt: Prompt) -> tuple[tuple[int, str], ...]:
    """Return the numbers of the entries of a list with their texts, in order."""
    texts = (value_text(base, value) for value in prompt.values)
    return tuple(zip(numbers_of(prompt), texts, strict=True))


def entry_notes(
    base: FactBase, prompt: Prompt, cards: EntryCards, whole: ClozeNote
) -> Iterator[ClozeNote]:
    """Yield a note for each entry of a list; `whole` has the key, the remarks and so on of all."""
    mode = cards.mode_for(in_order=prompt.field.in_order)
    entries = entries_of(base, prompt)
    is_counted = prompt.field.in_order or mode != "one_by_one"
    listed = _Listed([text for _, text in entries], is_counted)
    told = (listed.whole,) if mode != "one_by_one" else ()
    for place, (number, _) in enumerate(entries):
        shown = _shown(mode, cards, place, len(entries))
        parts = (f"{prompt.stem}\n\n", *_lines(listed, place, shown))
        yield ClozeNote(
            entry_key(whole.key, number),
            parts,
            (*told, *whole.remarks),
            whole.source,
            whole.tags,
            further=whole.further,
        )


def _shown(mode: str, cards: EntryCards, place: int, count: int) -> range:
    """Return the places of the entries that a card shows beside the one that it asks for."""
    if mode == "one_by_one":
        return range(count)
    if mode == "hide_all":
        return range(place, place)
    return range(max(place - cards.before, 0), min(place + cards.after + 1, count))


def _lines(listed: _Listed, asked: int, shown: range) -> Parts:
    """Return the list as the parts of a note, with a gap for the entry that it asks for."""
    states = [_state(place, asked, shown) for place in range(len(listed.texts))]
    parts: list[str | Gap] = []
    for state, group in groupby(range(len(states)), key=states.__getitem__):
        places = list(group)
        # Hidden entries that follow each other share a line.
        runs = [places] if state == "hidden" else [[place] for place in places]
        for run in runs:
            parts.append(f"{chr(10) if parts else ''}{listed.label(run[0], run[-1])}")
            parts.append(_content(state, listed.texts[run[0]]))
    return tuple(parts)


def _state(place: int, asked: int, shown: range) -> str:
    if place == asked:
        return "asked"
    return "shown" if place in shown else "hidden"


def _content(state: str, text: str) -> str | Gap:
    if state == "asked":
        return Gap(1, text)
    return text if state == "shown" else _HIDDEN
