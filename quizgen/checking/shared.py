"""Option sets that an author wrote for several questions, of which a paper has only one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.capitals import is_written
from quizgen.bank.items import Item
from quizgen.bank.wrong import Proof
from quizgen.checking.once import Found
from quizgen.language.words import Words
from quizgen.lint.model import Question
from quizgen.lint.papers import pairs_that_share
from quizgen.lint.rules import RULES

CODE = "Q447"


def shared_sets(
    base: FactBase, printed: Sequence[tuple[Item, Question]], words: Words
) -> Iterator[Found]:
    """Yield a hint for each set of options of several questions that the author wrote out.

    The program makes no such sets for one paper; what the author wrote, it leaves out. In a kind,
    many facts often have the same few sensible options.
    """
    written = [(item, question) for item, question in printed if _is_by_hand(base, item)]
    sharing: dict[int, list[int]] = defaultdict(list)
    for number, other, _ in pairs_that_share([question for _, question in written], words):
        sharing[other].append(number)
    for other, numbers in sharing.items():
        prompt = written[numbers[0]][0].prompt
        first = f"`{written[other][0].prompt.id}`"
        others = f"{first} and {len(numbers) - 1} more" if len(numbers) > 1 else first
        message = f"it shares options with {others}, so a paper has only one of them"
        yield replace(RULES[CODE].found(message), level="info"), prompt


def _is_by_hand(base: FactBase, item: Item) -> bool:
    prompt = item.prompt
    is_own = all(each.proof is Proof.DENIED for each in item.distractors)
    return is_own and is_written(base.kind(prompt.fact), prompt.rule)
