"""Make a thousand papers from each shipped deck and print the problems in them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from attacks import advantage, chosen_of, printed
from checker import Checker, proven_share
from deck_support import SHIPPED, load

from quizgen.project import Project, QuizOptions

PAPERS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
# Each seed draws other distractors. The papers share this many sets of items.
SETS = 50


def main() -> None:
    for path in SHIPPED:
        project = Project(load(path))
        checker = Checker(project.deck)
        sets = [project.items(QuizOptions(seed=seed)) for seed in range(min(SETS, PAPERS))]
        second = sum(1 for items in sets for item in items for _ in checker.second_keys(item))
        made, leaks = [], 0
        for seed in range(PAPERS):
            items = sets[seed % len(sets)]
            by_id = {item.id: item for item in items}
            chosen = chosen_of(project, items, 20, seed)
            leaks += sum(1 for _ in checker.leaks([by_id[each.id] for each in chosen]))
            made.append(printed(chosen, seed))
        share = proven_share(item for items in sets for item in items)
        print(f"{path.stem}: {PAPERS} papers, {sum(map(len, made))} items")
        print(f"  second keys {second}, leaks {leaks}, proven {share:.1%}")
        for name, (gain, applied) in advantage(made).items():
            print(f"  {name:16} {100 * gain:+6.1f} points over chance, in {applied} items")


if __name__ == "__main__":
    main()
