"""Pictures and sounds: files, known by their bytes and by the words that describe them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from msgspec.structs import replace

from quizgen.deck.model.kinds import Field
from quizgen.deck.read import shorten
from quizgen.deck.types.base import FieldType, Key, Known, Speaker
from quizgen.diagnostics import Place, Problems
from quizgen.media.model import MEDIA_TYPES, Media

_DESCRIBED_BY = {"image": "alt", "audio": "transcript"}
_NOUNS = {"image": "a picture", "audio": "a sound"}


class MediaType(FieldType[Media]):
    """The type of pictures (`image`) and of sounds (`audio`)."""

    names = MEDIA_TYPES
    holds = Media
    free_words = True

    def read(self, text: str, place: Place, field: Field, problems: Problems) -> Media:
        """Return the picture or sound by its path; its file is read later."""
        return Media(field.type, text, place=place)

    def spellings(self, content: Media) -> tuple[str, ...]:
        """Return the path."""
        return (content.path,)

    def described_by(self, content: Media) -> str:
        """Return `alt` or `transcript`."""
        return _DESCRIBED_BY[content.kind]

    def described(self, content: Media, words: str) -> Media:
        """Return the picture or sound with its description."""
        return replace(content, alt=words)

    def report_undescribed(
        self, content: Media, place: Place, field: Field, problems: Problems
    ) -> None:
        """Report a picture (error) or warn of a sound without a description (Q230)."""
        path = shorten(content.path)
        if content.kind == "image":
            key = "picture" if field.or_picture else "value"
            fix = f'say what it shows: {{{key}: {path}, alt: "…"}}'
            message = "a picture needs words for those who cannot see it"
            problems.error("Q230", message, place, fix)
        else:
            fix = f'say what is heard: {{value: {path}, transcript: "…"}}'
            message = "a sound without a transcript is lost on those who cannot hear it"
            problems.warn("Q230", message, place, fix)

    def unrecordable(self, name: str) -> str:
        """Return the noun for a picture or sound: their record can only be text."""
        return _NOUNS[name]

    def media(self, content: Media) -> Media:
        """Return the content itself."""
        return content

    def words(self, content: Media, speaker: Speaker) -> str:
        """Return the description, the path if there is none."""
        return content.alt or content.path

    def clues(self, content: Media) -> Iterable[str]:
        """Return the name of the file."""
        return (content.file.name,) if content.file else ()

    def keys(self, content: Media, known: Known) -> Iterable[Key]:
        """Return keys for the bytes and for the description."""
        return [("media", each) for each in _told_by(content, known)]

    def disjoint(self, one: Media, other: Media, known: Known) -> bool:
        """Return whether two files have neither bytes nor description in common."""
        return not _told_by(one, known) & _told_by(other, known)


def _told_by(media: Media, known: Known) -> set[Hashable]:
    """Return what tells a picture or sound from others: its file and its description."""
    words = known.normal(media.alt)
    return {media.file, words} if words else {media.file}
