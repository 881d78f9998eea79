"""Decks that quizgen did not make, in the shapes in which people share them."""

from __future__ import annotations

import html
import json
from io import BytesIO
from pathlib import Path

import genanki
from PIL import Image

MODEL = 1_504_870_384_021
FIELDS = ("Country", "Country info", "Capital", "Capital info", "Capital hint", "Flag", "Map")
CSS = ".card { font-family: serif; }"


def front(needed: str, shown: str, label: str) -> str:
    return (
        f'{{{{#{needed}}}}}<div class="value value--front">{{{{{shown}}}}}</div>\n'
        f'<hr><div class="type">{label}</div>{{{{/{needed}}}}}'
    )


# Four cards a note, as a well-known deck of countries has them.
TEMPLATES = (
    (
        "Country - Capital",
        front("Capital", "Country", "Capital"),
        '{{FrontSide}}<div class="value">{{Capital}}</div><div class="info">{{Capital info}}</div>',
    ),
    (
        "Capital - Country",
        front("Capital", "Capital", "Country")
        + "{{#Capital hint}}<p>{{hint:Capital hint}}</p>{{/Capital hint}}",
        '{{FrontSide}}<div class="value">{{Country}}</div><div class="info">{{Country info}}</div>',
    ),
    (
        "Flag - Country",
        front("Flag", "Flag", "Country"),
        '{{FrontSide}}<div class="value">{{Country}}</div>',
    ),
    (
        "Map - Country",
        front("Map", "Map", "Country"),
        '{{FrontSide}}<div class="value">{{Country}}</div>',
    ),
)


def drawing(number: int, size: int = 12) -> bytes:
    """Return a picture that no other number has."""
    color = (number * 37 % 256, number * 91 % 256, number % 256)
    image = Image.new("RGB", (size, size + number % 5), color)
    image.putpixel((number % size, 0), (255, 255, 255))
    saved = BytesIO()
    image.save(saved, "png")
    return saved.getvalue()


def countries(count: int) -> list[tuple[str, dict[str, str], list[str]]]:
    """Return the guids, fields and tags of notes; some have no capital, hint or map."""
    notes = []
    for number in range(count):
        fields = {
            "Country": f"Land &amp; Isle {number}",
            "Country info": "An <b>island</b>.<br>It is <u>small</u>." if number % 9 == 1 else "",
            "Capital": "" if number % 10 == 3 else f"City {number}",
            "Capital info": "The seat of&nbsp;power" if number % 7 == 2 else "",
            "Capital hint": "Not City 0" if number % 11 == 4 else "",
            "Flag": f'<img src="ug-flag-{number}.png">',
            "Map": "" if number % 8 == 5 else f'<img src="ug-map-{number}.png" />',
        }
        notes.append((f"gU{number:03}}}<&", fields, ["UG::Europe" if number % 2 else "UG::Asia"]))
    return notes


def write_media(folder: Path, count: int) -> list[Path]:
    paths = []
    for number in range(count):
        for kind, offset in (("flag", 0), ("map", 100_003)):
            path = folder / f"ug-{kind}-{number}.png"
            path.write_bytes(drawing(number + offset))
            paths.append(path)
    return paths


def write_country_package(
    path: Path, count: int, *, timestamp: float, has_ids: bool = True
) -> None:
    """Write the deck as an Anki package, by another program than quizgen.

    Fields and templates that were made in Anki have ids, others have none.
    """
    media = write_media(path.parent, count)
    model = genanki.Model(
        MODEL,
        "Ultimate Geography",
        fields=[
            {"name": name, "id": 7_000_000_001 + number} if has_ids else {"name": name}
            for number, name in enumerate(FIELDS)
        ],
        templates=[
            {"name": name, "qfmt": q, "afmt": a}
            | ({"id": 8_000_000_001 + number} if has_ids else {})
            for number, (name, q, a) in enumerate(TEMPLATES)
        ],
        css=CSS,
    )
    deck = genanki.Deck(1_500_000_000_001, "Ultimate Geography")
    for guid, fields, tags in countries(count):
        deck.add_note(genanki.Note(model, list(fields.values()), guid=guid, tags=tags))
    package = genanki.Package(deck)
    package.media_files = [str(each) for each in media]
    package.write_to_file(path, timestamp=timestamp)
    for each in media:
        each.unlink()


def write_crowdanki_folder(folder: Path, count: int) -> None:
    """Write the deck as the add-on CrowdAnki exports it."""
    (folder / "media").mkdir(parents=True)
    write_media(folder / "media", count)
    uuid = "7c0f6b7a-0000-11e8-8d21-0242ac110002"
    told = {
        "__type__": "Deck",
        "children": [],
        "crowdanki_uuid": "deck-uuid",
        "desc": "",
        "media_files": [],
        "name": "Ultimate Geography",
        "note_models": [
            {
                "__type__": "NoteModel",
                "crowdanki_uuid": uuid,
                "css": CSS,
                "flds": [
                    {"name": name, "ord": number, "media": []} for number, name in enumerate(FIELDS)
                ],
                "name": "Ultimate Geography",
                "tmpls": [
                    {"name": name, "ord": number, "qfmt": q, "afmt": a}
                    for number, (name, q, a) in enumerate(TEMPLATES)
                ],
                "type": 0,
            }
        ],
        "notes": [
            {
                "__type__": "Note",
                "fields": list(fields.values()),
                "guid": guid,
                "note_model_uuid": uuid,
                "tags": tags,
            }
            for guid, fields, tags in countries(count)
        ],
    }
    (folder / "deck.json").write_text(json.dumps(told), encoding="utf-8")


def write_exported_text(path: Path, count: int) -> None:
    """Write the deck as Anki exports notes as text, with guids."""
    lines = ["#separator:tab", "#html:true", "#guid column:1", "#notetype column:2"]
    lines += ["#deck column:3", "#tags column:11"]
    for guid, fields, tags in countries(count):
        cells = [guid, "Ultimate Geography", "Ultimate Geography", *fields.values(), " ".join(tags)]
        lines.append("\t".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def plain(field: str) -> str:
    return html.unescape(field)
