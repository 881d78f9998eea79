"""What learners do in a collection: they review, and they make notes their own."""

from __future__ import annotations

from anki_support import Collection, cards


def review(collection: Collection, most: int = 3) -> None:
    """Answer the next cards "easy" with the real scheduler, so that they get intervals."""
    for name in collection.decks.all_names_and_ids():
        collection.decks.select(name.id)
        for _ in range(most):
            card = collection.sched.getCard()
            if card is not None:
                collection.sched.answerCard(card, 4)


def schedules(collection: Collection) -> dict[int, tuple[int, ...]]:
    """Return the learner's progress: the schedules of reviewed cards, and the review log."""
    parts = ("due", "ivl", "factor", "reps", "lapses", "type", "queue", "nid", "ord")
    reviewed = (card for card in cards(collection) if card.reps)
    told = {card.id: tuple(getattr(card, part) for part in parts) for card in reviewed}
    return told | {0: (collection.db.scalar("select count() from revlog"),)}


def own_edit(collection: Collection, key: str, clock: int = 0) -> int:
    """Let the learner change an answer and add a tag at `clock`; return the note's new time."""
    note = collection.get_note(collection.find_notes(f'"Key:{key}"')[0])
    before = note.mod
    note["Answer"] = "in my own words"
    note.add_tag("mine")
    collection.update_note(note)
    if clock:
        collection.db.execute(
            "update notes set mod = ? where id = ?", max(clock, before + 1), note.id
        )
    return max(clock, before + 1)


def has_own_edit(collection: Collection, key: str) -> bool:
    note = collection.get_note(collection.find_notes(f'"Key:{key}"')[0])
    assert (note["Answer"] == "in my own words") == note.has_tag("mine")
    return note.has_tag("mine")
