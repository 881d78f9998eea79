"""A stand-in for AnkiConnect: a server on a real collection that can be made to fail."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.errors import NotFoundError

ACTIONS = (
    "addTags",
    "removeTags",
    "apiReflect",
    "cardsInfo",
    "deleteMediaFile",
    "findCards",
    "findNotes",
    "getReviewsOfCards",
    "getDecks",
    "getMediaDirPath",
    "getMediaFilesNames",
    "importPackage",
    "modelFieldNames",
    "modelNamesAndIds",
    "modelStyling",
    "modelTemplates",
    "multi",
    "notesInfo",
    "requestPermission",
    "setSpecificValueOfCard",
    "storeMediaFile",
    "updateNoteFields",
    "updateNoteModel",
    "version",
)
# Actions that change the collection; all others only read.
WRITING = {
    "addTags",
    "removeTags",
    "deleteMediaFile",
    "importPackage",
    "setSpecificValueOfCard",
    "storeMediaFile",
    "updateNoteFields",
    "updateNoteModel",
}
READING = frozenset(ACTIONS) - WRITING


class AnkiConnect:
    """The add-on's actions on a collection, which is None while no profile is open.

    `log` lists the requested actions.
    """

    def __init__(self, collection: Collection | None, key: str | None = None) -> None:
        self.open = collection
        self.key = key
        self.log: list[str] = []
        self.actions: tuple[str, ...] = ACTIONS
        self.permission = "granted"
        self.api_version = 6
        # Whether Anki can read the file at this path.
        self.sees: Callable[[str], bool] = lambda _: True
        self.reports_time = True

    def handle(self, request: dict[str, Any]) -> object:
        name, version = request.get("action", ""), request.get("version", 4)
        self.log.append(name)
        try:
            result = self._action(name, request.get("key"))(**request.get("params", {}))
        except Exception as error:  # noqa: BLE001 - the add-on, too, answers with whatever went wrong
            return {"result": None, "error": str(error)}
        return result if version <= 4 else {"result": result, "error": None}

    def _action(self, name: str, key: str | None) -> Callable[..., object]:
        if key != self.key and name != "requestPermission":
            raise RuntimeError("valid api key must be provided")
        if name not in self.actions:
            raise RuntimeError("unsupported action")
        action: Callable[..., object] = getattr(self, name)
        return action

    @property
    def collection(self) -> Collection:
        if self.open is None:
            raise RuntimeError("collection is not available")
        return self.open

    def version(self) -> int:
        return self.api_version

    def requestPermission(self) -> dict[str, object]:  # noqa: N802 - the add-on's names
        if self.permission == "denied":
            return {"permission": "denied"}
        return {
            "permission": "granted",
            "requireApikey": bool(self.key),
            "version": self.api_version,
        }

    def apiReflect(self, scopes: list[str], actions: list[str] | None = None) -> dict[str, object]:  # noqa: N802
        assert scopes == ["actions"]
        return {
            "scopes": scopes,
            "actions": [name for name in actions or self.actions if name in self.actions],
        }

    def multi(self, actions: list[dict[str, Any]]) -> list[object]:
        return [self.handle(action) for action in actions]

    def findNotes(self, query: str | None = None) -> list[int]:  # noqa: N802
        return [] if query is None else list(map(int, self.collection.find_notes(query)))

    def findCards(self, query: str | None = None) -> list[int]:  # noqa: N802
        return [] if query is None else list(map(int, self.collection.find_cards(query)))

    def getDecks(self, cards: list[int]) -> dict[str, list[int]]:  # noqa: N802
        decks: dict[str, list[int]] = {}
        for card_id in cards:
            name = self.collection.decks.name(self.collection.get_card(card_id).did)
            decks.setdefault(name, []).append(card_id)
        return decks

    def notesInfo(self, notes: list[int]) -> list[dict[str, object]]:  # noqa: N802
        return [self._note_info(note_id) for note_id in notes]

    def _note_info(self, note_id: int) -> dict[str, object]:
        try:
            note = self.collection.get_note(note_id)
        except NotFoundError:
            return {}
        kind = note.note_type()
        assert kind is not None
        fields = {
            each["name"]: {"value": note.fields[each["ord"]], "order": each["ord"]}
            for each in kind["flds"]
        }
        told = {"noteId": note.id, "tags": note.tags, "fields": fields, "modelName": kind["name"]}
        cards = [int(card_id) for card_id in note.card_ids()]
        return told | {"cards": cards} | ({"mod": note.mod} if self.reports_time else {})

    def getReviewsOfCards(self, cards: list[str]) -> dict[str, list[dict[str, int]]]:  # noqa: N802
        columns = ("id", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type")
        query = f"select {','.join(columns)} from revlog where cid = ?"  # noqa: S608
        return {
            card: [
                dict(zip(columns, row, strict=True))
                for row in self.collection.db.all(query, int(card))
            ]
            for card in cards
        }

    def updateNoteFields(self, note: dict[str, Any]) -> None:  # noqa: N802
        found = self.collection.get_note(note["id"])
        for name, value in note["fields"].items():
            if name in found:
                found[name] = value
        self.collection.update_note(found)

    def updateNoteModel(self, note: dict[str, Any]) -> None:  # noqa: N802
        # The add-on sets the note type itself, so cards keep their numbers.
        found = self.collection.get_note(note["id"])
        model = self._model(note["modelName"])
        found.mid = model["id"]
        found._fmap = self.collection.models.field_map(model)  # noqa: SLF001 - as the add-on does
        found.fields = [""] * len(model["flds"])
        for name, value in note["fields"].items():
            if name in found:
                found[name] = value
        found.tags = note.get("tags", [])
        self.collection.update_note(found)

    def cardsInfo(self, cards: list[int]) -> list[dict[str, object]]:  # noqa: N802
        found = [self.collection.get_card(card) for card in cards]
        return [{"cardId": int(card.id), "ord": card.ord, "reps": card.reps} for card in found]

    def setSpecificValueOfCard(  # noqa: N802
        self,
        card: int,
        keys: list[str],
        newValues: list[Any],  # noqa: N803
        warning_check: bool = False,  # noqa: FBT001, FBT002
    ) -> list[bool] | bool:
        if not warning_check:
            return False
        found = self.collection.get_card(card)
        for key, value in zip(keys, newValues, strict=True):
            setattr(found, key, value)
        self.collection.update_card(found)
        return [True]

    def addTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        self.collection.tags.bulk_add(notes, tags)

    def removeTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        self.collection.tags.bulk_remove(notes, tags)

    def modelNamesAndIds(self) -> dict[str, int]:  # noqa: N802
        return {each.name: int(each.id) for each in self.collection.models.all_names_and_ids()}

    def _model(self, name: str) -> Any:  # noqa: ANN401
        model = self.collection.models.by_name(name)
        if model is None:
            raise RuntimeError(f"model was not found: {name}")
        return model

    def modelFieldNames(self, modelName: str) -> list[str]:  # noqa: N802, N803
        return [field["name"] for field in self._model(modelName)["flds"]]

    def modelTemplates(self, modelName: str) -> dict[str, dict[str, str]]:  # noqa: N802, N803
        templates = self._model(modelName)["tmpls"]
        return {each["name"]: {"Front": each["qfmt"], "Back": each["afmt"]} for each in templates}

    def modelStyling(self, modelName: str) -> dict[str, str]:  # noqa: N802, N803
        return {"css": self._model(modelName)["css"]}

    def storeMediaFile(self, filename: str, data: str, deleteExisting: bool = True) -> str:  # noqa: FBT001, FBT002, N802, N803
        if deleteExisting:
            self.deleteMediaFile(filename)
        return self.collection.media.write_data(filename, base64.b64decode(data))

    def deleteMediaFile(self, filename: str) -> None:  # noqa: N802
        self.collection.media.trash_files([filename])

    def getMediaFilesNames(self, pattern: str = "*") -> list[str]:  # noqa: N802
        return [path.name for path in Path(self.collection.media.dir()).glob(pattern)]

    def getMediaDirPath(self) -> str:  # noqa: N802
        return self.collection.media.dir()

    def importPackage(self, path: str) -> bool:  # noqa: N802
        if self.open is None:
            return False
        if not self.sees(path):
            raise RuntimeError(
                f"Failed to open file '{path}': No such file or directory (os error 2)"
            )
        # The add-on calls Anki's AnkiPackageImporter, which uses these options.
        options = ImportAnkiPackageOptions(
            merge_notetypes=True, with_scheduling=True, with_deck_configs=True
        )
        self.open.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
        self.open.models._clear_cache()  # noqa: SLF001 - without it, the note types are those before the import
        return True


class Service:
    """A server that answers like the add-on.

    `spoil` may answer a request instead, or raise to drop the connection.
    """

    def __init__(self, anki: AnkiConnect) -> None:
        self.anki = anki
        self.requests = 0
        self.spoil: Callable[[int], tuple[int, dict[str, str], bytes] | None] = lambda _: None
        # A request can take effect even if its response is lost.
        self.lose: Callable[[int], None] = lambda _: None
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                service.requests += 1
                body = self.rfile.read(int(self.headers["Content-Length"]))
                try:
                    spoiled = service.spoil(service.requests)
                except ConnectionError:
                    return
                answer = service.anki.handle(json.loads(body)) if not spoiled else None
                status, headers, data = spoiled or (
                    200,
                    {"Content-Type": "text/json"},
                    json.dumps(answer).encode(),
                )
                try:
                    service.lose(service.requests)
                except ConnectionError:
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@contextmanager
def running(collection: Collection | None, key: str | None = None) -> Iterator[Service]:
    """Serve a collection as AnkiConnect would, until the with statement ends."""
    service = Service(AnkiConnect(collection, key))
    thread = threading.Thread(target=service.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        service.server.shutdown()
        service.server.server_close()
        thread.join()


def broken_from(count: int) -> Callable[[int], None]:
    """Drop the connection from this request on."""

    def check(number: int) -> None:
        if number >= count:
            raise ConnectionResetError

    return check


def media_files(collection: Collection) -> list[str]:
    return sorted(path.name for path in Path(collection.media.dir()).iterdir())


def sees_media_only(anki: AnkiConnect) -> None:
    """Simulate a sandboxed Anki, which can only read files in its media folder."""
    folder = anki.collection.media.dir()
    anki.sees = lambda path: path.startswith(folder)
