"""Which facts a page of the preview shows: a filter, and the page of what it leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

PAGE_SIZE = 20
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Query:
    """What the author wants to see.

    Facts must hold all words of `text`, be of the `kind`, have an exercise of the `form`, and have
    a problem if `only_problems`; "" leaves all. Facts of the background are left out unless
    `background` or a problem lets them in. `page` counts from 1; the page with `fact` comes first.
    """

    language: str = ""
    text: str = ""
    kind: str = ""
    form: str = ""
    only_problems: bool = False
    background: bool = False
    page: int = 1
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What the filter knows of a fact: its `text` is in small letters."""

    ref: str
    kind: str
    text: str
    forms: frozenset[str] = frozenset()
    is_background: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A page of facts, by ``kind/id``: its number, the number of pages, and of facts in all."""

    refs: tuple[str, ...]
    page: int
    pages: int
    total: int


def query_of(given: Mapping[str, object]) -> Query:
    """Return the query that a page asks with; whatever is no query leaves all."""
    page = given.get("page")
    return Query(
        language=_text(given, "language"),
        text=_text(given, "text"),
        kind=_text(given, "kind"),
        form=_text(given, "form"),
        only_problems=given.get("only_problems") is True,
        background=given.get("background") is True,
        page=page if isinstance(page, int) and page > 0 else 1,
        fact=_text(given, "fact"),
    )


def _text(given: Mapping[str, object], name: str) -> str:
    value = given.get(name)
    return value[:_MOST_WORDS] if isinstance(value, str) else ""


def found(query: Query, rows: Iterable[Row], troubled: Collection[str]) -> Found:
    """Return the page that a query asks for; `troubled` are the facts with problems.

    If the query names a fact that its filter leaves, it is the page with that fact.
    """
    words = query.text.casefold().split()
    refs = [row.ref for row in rows if _suits(row, query, words, troubled)]
    pages = max(1, -(-len(refs) // PAGE_SIZE))
    page = min(_wanted(query, refs), pages)
    shown: Sequence[str] = refs[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Found(tuple(shown), page, pages, len(refs))


def _wanted(query: Query, refs: Sequence[str]) -> int:
    return refs.index(query.fact) // PAGE_SIZE + 1 if query.fact in refs else query.page


def _suits(row: Row, query: Query, words: Iterable[str], troubled: Collection[str]) -> bool:
    if query.kind and row.kind != query.kind:
        return False
    if query.form and query.form not in row.forms:
        return False
    if query.only_problems and row.ref not in troubled:
        return False
    if row.is_background and not (query.background or row.ref in troubled):
        return False
    return all(word in row.text for word in words)
