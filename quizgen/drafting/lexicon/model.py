"""What the rules need to know of a language, as sets of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of a language, all in lower case.

    Words of grammar: `determiners` begin a noun phrase, `prepositions` an adverbial, `relatives` a
    relative clause and `conjunctions` another clause; `connectives` may be left out. `pronouns`
    stand for a name that the sentence before gives, `people_pronouns` for a person, and `vague`
    words point at something that cannot be told. `verbs` are common verb forms; `verb_endings`
    end further ones, and `no_verbs` are words that end so too. `participles` are passive ones.

    Words of the world: `titles` stand before a name and are offices, `jobs` and what has
    `job_endings` name people, `office_nouns` name offices with what follows. `organizations`,
    `treaties` and `events` are nouns in the names of such things. `speech` maps verbs of saying to
    their past tense, and `according` are words before a speaker.
    `copulas` join a thing and what it is; `articles` begin what it is. `known_as` joins a
    description and a name. `born` and `died` stand before the dates of a life, `signed`,
    `in_force` and `expires` near the dates of a treaty. `weekdays` stand before a date,
    `qualifiers` map words before one to those of decks. A language `has_brackets` if a part of the
    verb stands at the end of the clause, which therefore cannot be cut.
    """

    determiners: Words = frozenset()
    articles: Words = frozenset()
    prepositions: Words = frozenset()
    relatives: Words = frozenset()
    conjunctions: Words = frozenset()
    connectives: tuple[str, ...] = ()
    pronouns: Words = frozenset()
    people_pronouns: Words = frozenset()
    vague: Words = frozenset()
    verbs: Words = frozenset()
    verb_endings: tuple[str, ...] = ()
    no_verbs: Words = frozenset()
    participles: Words = frozenset()
    passive: str = ""
    titles: tuple[str, ...] = ()
    former: Words = frozenset()
    jobs: Words = frozenset()
    job_endings: tuple[str, ...] = ()
    no_jobs: Words = frozenset()
    office_nouns: Words = frozenset()
    organizations: Words = frozenset()
    treaties: Words = frozenset()
    events: Words = frozenset()
    speech: Mapping[str, str] = field(default_factory=dict)
    that: Words = frozenset()
    according: tuple[str, ...] = ()
    according_after: str = ""
    by: Words = frozenset()
    copulas: Words = frozenset()
    known_as: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    born: Words = frozenset()
    died: Words = frozenset()
    signed: Words = frozenset()
    in_force: tuple[str, ...] = ()
    expires: Words = frozenset()
    weekdays: Words = frozenset()
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    units: Words = frozenset()
    person_who: str = ""
    has_brackets: bool = False


def words(text: str) -> Words:
    """Return the words of a text as a set."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """Return phrases that semicolons separate, the longest first."""
    found = (" ".join(each.split()) for each in text.split(";"))
    return tuple(sorted(filter(None, found), key=lambda each: (-len(each), each)))


def same(text: str) -> Mapping[str, str]:
    """Return words that each stand for themselves, the keys in lower case."""
    return {word: word for word in text.split()}
