"""Words that show sorts in English names and descriptions: a river, a court, a treaty."""

from __future__ import annotations

from quizgen.language.words import set_of, tokens

# Names and descriptions show these sorts; words of one line mean one sort.
SORTS = {
    word: sort
    for sort, *others in (
        line.split()
        for line in (
            "river stream creek", "lake loch lough", "mountain mount mont mountains peak",
            "sea", "ocean", "island isle", "desert", "canal", "bridge", "glacier",
            "university college", "museum gallery", "church cathedral abbey",
            "court tribunal", "newspaper daily", "university", "hospital", "airport",
            "authority ministry department agency bureau service directorate office",
            "company corporation firm bank business maker", "treaty pact accord agreement",
            "war", "battle siege", "parliament senate", "army navy",
            "gas acid compound element enzyme hormone metal molecule vitamin",
            "bone", "muscle", "planet", "currency",
        )
    )
    for word in (sort, *others)
}  # fmt: skip
# What follows these words in a name or description is another thing.
BREAKS = set_of("of in from by on at for that which who whose with to and")


def sort_of(text: str) -> str:
    """Return the sort of thing that an English name or description says, "" if it says none."""
    said = tokens(text)
    end = next((at for at, word in enumerate(said) if at and word in BREAKS), len(said))
    sorts = [SORTS[word] for word in said[:end] if word in SORTS]
    return sorts[-1] if sorts else ""
