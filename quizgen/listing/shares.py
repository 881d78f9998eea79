"""How many students chose each option of a question, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.bank.tried import FUNCTIONAL, LEAST
from quizgen.deck.answered import Tried
from quizgen.markup.plain import plain


class Shares:
    """What classes chose, by the ids of questions."""

    def __init__(self, tried: Mapping[str, Sequence[Tried]]) -> None:
        self._tried = {
            question: {each.text.casefold(): each for each in options}
            for question, options in tried.items()
        }

    def of(self, question: str, option: str, *, is_right: bool = False) -> str:
        """Return how many students chose an option, "" if nobody was offered it."""
        found = self._tried.get(question, {}).get(_name(option))
        if found is None:
            return ""
        share = f"chosen by {found.share:.0%} of {found.offered}"
        if is_right or found.offered < LEAST:
            return share
        return f"{share}, {'works' if found.share >= FUNCTIONAL else 'hardly works'}"

    def gone(self, question: str, options: Iterable[str]) -> Iterator[str]:
        """Yield a line for each option that students had and that is not offered now."""
        left = {_name(option) for option in options}
        for name, found in self._tried.get(question, {}).items():
            if name not in left:
                yield f"  no longer {found.text}  [{self.of(question, found.text)}]"


def _name(option: str) -> str:
    return " ".join(plain(option).split()).casefold()
