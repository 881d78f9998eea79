"""Makes the changes of a plan in a running Anki; an interrupted push can simply run again."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Container, Sequence
from contextlib import suppress
from dataclasses import dataclass

from quizgen.anki.connect.client import ActionError, AnkiConnectError, Client
from quizgen.anki.connect.held import HeldNote, Holdings, composed
from quizgen.anki.connect.holdings import batches, held_notes, notes_with
from quizgen.anki.connect.merge import Change, lacking_tags
from quizgen.anki.connect.plan import Plan, make_plan
from quizgen.anki.media import media_files
from quizgen.anki.notes import media_in
from quizgen.anki.package import Part, write_apkg
from quizgen.anki.wanted import Wanted
from quizgen.media.model import NAME_BEGINS
from quizgen.sandbox.temporary import temporary_folder

# Anki is blocked while it imports, and the add-on reads a long request slowly.
_IMPORT_SECONDS = 600
_AT_ONCE = 100
_LEFT_BEHIND = re.compile(r"_quizgen-[0-9a-f]{16}\.apkg")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The keys of notes that Anki did not add or change, although it reported no error."""

    not_added: tuple[str, ...]
    not_changed: tuple[str, ...]


def apply_plan(
    client: Client, wanted: Wanted, plan: Plan, advance: Callable[[int], None] = lambda _: None
) -> Outcome:
    """Import new notes as a package, then set the fields and tags that differ.

    Only a package gives notes the ids by which a later import recognises them, so that you can push
    and import a deck in any order. The package holds only new notes, because an import replaces
    all fields and tags of a note. Every step can be repeated. Calls `advance` with the number of
    notes that are done. Raises AnkiConnectError.
    """
    _tidy(client)
    not_added: tuple[str, ...] = ()
    if plan.new or plan.looks:
        part = Part(frozenset(plan.new), plan.settled)
        package = write_apkg(
            wanted.deck, timestamp=wanted.timestamp, lock=wanted.lock, only=part, home=plan.home
        )
        _import(client, package)
    if plan.new:
        not_added = _lacking(client, wanted, plan)
        advance(len(plan.new))
    _send_media(client, wanted, {change.key for change in plan.changed if change.fields})
    # Fields first: tags make a note newer too, and the next push may spare a newer note's fields.
    for batch in batches([change for change in plan.changed if change.fields], _AT_ONCE):
        notes = [{"note": {"id": change.id, "fields": change.fields}} for change in batch]
        client.call_all("updateNoteFields", notes)
        advance(len(batch))
    _add_tags(client, plan.changed)
    _mark(client, "addTags", plan.leaving, wanted.gone_tag)
    _mark(client, "removeTags", plan.back, wanted.gone_tag)
    return Outcome(not_added, tuple(_unchanged(client, plan.changed)))


def _lacking(client: Client, wanted: Wanted, plan: Plan) -> tuple[str, ...]:
    """Return the keys of new notes that Anki did not add.

    Raises ActionError if notes that Anki held before the import have lost their keys.
    """
    missing = frozenset(
        make_plan(wanted, Holdings(tuple(held_notes(client, wanted.deck.deck)))).new
    )
    if missing & plan.settled:
        raise ActionError(
            "the import emptied notes of this deck: run `quizgen push --repair` for each of "
            "your decks, which restores their notes"
        )
    return tuple(key for key in plan.new if key in missing)


def _send_media(client: Client, wanted: Wanted, keys: Container[str]) -> None:
    """Store the pictures and sounds of these notes that Anki lacks, before fields refer to them."""
    files = media_files(
        each for note in wanted.deck.notes if note.key in keys for each in media_in(note)
    )
    if not files:
        return
    held = set(client.call_list("getMediaFilesNames", pattern=f"{NAME_BEGINS}*"))
    for name, file in files.items():
        if name not in held:
            data = base64.b64encode(file.data).decode()
            client.call("storeMediaFile", filename=name, data=data, seconds=_IMPORT_SECONDS)


def _tidy(client: Client) -> None:
    """Delete the packages that interrupted pushes left."""
    for name in client.call_list("getMediaFilesNames", pattern="_quizgen-*.apkg"):
        if isinstance(name, str) and _LEFT_BEHIND.fullmatch(name):
            client.call("deleteMediaFile", filename=name)


def _import(client: Client, package: bytes) -> None:
    if client.address.is_local:
        # The short way. It fails if Anki runs in a container or sandbox and can't see the file.
        with temporary_folder() as folder, suppress(ActionError):
            path = folder / "deck.apkg"
            path.write_bytes(package)
            _import_from(client, str(path))
            return
    # The package is among Anki's media for a moment.
    name = f"_quizgen-{hashlib.sha256(package).hexdigest()[:16]}.apkg"
    data = base64.b64encode(package).decode()
    stored = client.call("storeMediaFile", filename=name, data=data, seconds=_IMPORT_SECONDS)
    try:
        media = client.call("getMediaDirPath")
        _import_from(client, f"{media}/{stored or name}")
    finally:
        with suppress(AnkiConnectError):
            client.call("deleteMediaFile", filename=stored or name)


def _import_from(client: Client, path: str) -> None:
    try:
        done = client.call("importPackage", path=path, seconds=_IMPORT_SECONDS)
    except ActionError as error:
        raise ActionError(f"Anki did not import the package: {error}") from None
    if done is False:
        raise AnkiConnectError(
            "Anki has no collection open: choose a profile in Anki, then run this again"
        )


def _add_tags(client: Client, changes: Sequence[Change]) -> None:
    lacking: dict[tuple[str, ...], list[int]] = {}
    for change in changes:
        if change.tags:
            lacking.setdefault(change.tags, []).append(change.id)
    params = [{"notes": ids, "tags": " ".join(tags)} for tags, ids in lacking.items()]
    for batch in batches(params, _AT_ONCE):
        client.call_all("addTags", batch)


def _mark(client: Client, action: str, ids: Sequence[int], tag: str) -> None:
    for batch in batches(ids):
        client.call(action, notes=list(batch), tags=tag)


def _unchanged(client: Client, changes: Sequence[Change]) -> list[str]:
    """Return the keys of notes that have not changed: an open editor may have restored them."""
    made = {change.id: change for change in changes}
    held = (note for ids in batches(list(made)) for note in notes_with(client, ids))
    return [made[note.id].key for note in held if not _has(note, made[note.id])]


def _has(note: HeldNote, change: Change) -> bool:
    fields = (composed(note.fields.get(name, text)) == text for name, text in change.fields.items())
    return all(fields) and not lacking_tags(change.tags, note.tags)
