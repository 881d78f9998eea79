"""What a deck's quality is made of: counts of facts, questions, items, options and findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.backside import citation
from quizgen.bank.difficulty import of_choice
from quizgen.bank.items import Item
from quizgen.bank.wrong import Proof
from quizgen.checking.linting import review
from quizgen.codes import codes
from quizgen.diagnostics import Diagnostic, Place
from quizgen.export.anki import card_count
from quizgen.forms.registry import FORMS
from quizgen.grounding.coverage import Coverage
from quizgen.markup.plain import plain
from quizgen.project import Project, QuizOptions
from quizgen.quality.cues import Cues, cues_of
from quizgen.quality.outcomes import Outcomes, outcomes_of
from quizgen.quality.steps import Step, steps_of

# Shares are counted in steps of a tenth: 0 to 0.1, and so on; the last one has 1.0 as well.
TENTHS = 10
# So many wrong options that fit are enough for a good item.
ADEQUATE = 3
# So many options of a deck are listed as used most.
_MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Fit:
    """How the wrong options of a deck's items fit.

    `temptation` counts the options that the program chose by tenths, the least tempting first.
    `adequate` counts items by how many of their wrong options fit, from none to `ADEQUATE` or more.
    `unfit` are options that do not fit their question, each with the id of its item.
    """

    temptation: tuple[int, ...]
    adequate: tuple[int, ...]
    unfit: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reused:
    """An option: in how many items it is offered, and in how many of them it is right."""

    text: str
    offered: int
    right: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the linter with its findings; `means` says what it looks for."""

    code: str
    means: str
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """A deck's quality.

    - `coverage` is None if the deck names no article that can be read.
    - `forms` counts the exercises of every form that the facts give.
    - `difficulty` counts items by the estimated share of right answers, in tenths.
    - `reused` are the options that are offered most, and `uses` counts all options by how often
      they are offered.
    - `unsourced` are facts without a source, ``kind/id``, with their places.
    - `steps` say what to write next, the best first.
    """

    title: str
    deck: str
    language: str
    file: str
    path: str
    outcomes: Outcomes
    cards: int
    coverage: Coverage | None
    forms: tuple[tuple[str, int], ...]
    fit: Fit
    difficulty: tuple[int, ...]
    rules: tuple[Rule, ...]
    cues: Cues
    reused: tuple[Reused, ...]
    uses: tuple[tuple[int, int], ...]
    unsourced: tuple[tuple[str, Place], ...]
    steps: tuple[Step, ...]

    @property
    def items(self) -> int:
        """Return the number of multiple-choice items."""
        return self.outcomes.items

    @property
    def findings(self) -> int:
        """Return the number of the linter's findings."""
        return sum(len(rule.findings) for rule in self.rules)


def quality_of(project: Project, coverage: Coverage | None) -> Quality:
    """Return the quality of a deck; `coverage` says what it covers of its article."""
    options = QuizOptions()
    deck = project.deck
    questions = project.questions(options, explain=True)
    items = [each for each in questions if isinstance(each, Item)]
    rules = tuple(_rules(review(project, options)))
    offered = _offered(items)
    return Quality(
        title=deck.title,
        deck=deck.id,
        language=deck.language,
        file=Path(deck.files[0]).name,
        path=deck.files[0],
        outcomes=outcomes_of(deck, questions, project.unasked),
        cards=card_count(project),
        coverage=coverage,
        forms=_forms(project),
        fit=_fit(project, items),
        difficulty=tenths(map(of_choice, items)),
        rules=rules,
        cues=cues_of(project, items),
        reused=tuple(offered[:_MOST_LISTED]),
        uses=tuple(sorted(Counter(each.offered for each in offered).items())),
        unsourced=_unsourced(project),
        steps=steps_of(deck, questions, project.unasked, coverage),
    )


def tenths(shares: Iterable[float]) -> tuple[int, ...]:
    """Return how many shares from 0 to 1 lie in each tenth."""
    counts = Counter(min(int(share * TENTHS), TENTHS - 1) for share in shares)
    return tuple(counts[tenth] for tenth in range(TENTHS))


def _forms(project: Project) -> tuple[tuple[str, int], ...]:
    made = project.exercises(QuizOptions(forms=tuple(FORMS)))
    counts = Counter(each.form for each in made)
    return tuple((name, counts[name]) for name in FORMS)


def _fit(project: Project, items: Sequence[Item]) -> Fit:
    unfit = [(item.id, plain(text)) for item in items for text in project.unfit(item)]
    lacking = Counter(item for item, _ in unfit)
    fitting = (len(item.distractors) - lacking[item.id] for item in items)
    counts = Counter(min(count, ADEQUATE) for count in fitting)
    adequate = tuple(counts[count] for count in range(ADEQUATE + 1))
    return Fit(tenths(_temptations(items)), adequate, tuple(unfit))


def _temptations(items: Iterable[Item]) -> Iterator[float]:
    """Yield how the names and texts tempt that the program chose."""
    for item in items:
        if not item.ranked:
            chosen = (each for each in item.distractors if each.proof is not Proof.DENIED)
            yield from (each.temptation for each in chosen)


def _rules(findings: Iterable[Diagnostic]) -> list[Rule]:
    """Return the findings by rule, the rule with the most first."""
    by_code: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in findings:
        by_code[each.code].append(each)
    ordered = sorted(by_code.items(), key=lambda each: (-len(each[1]), each[0]))
    return [Rule(code, codes()[code].means, tuple(found)) for code, found in ordered]


def _offered(items: Iterable[Item]) -> list[Reused]:
    """Return all options, those offered most first."""
    offered: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for item in items:
        texts = [plain(text) for text in item.options]
        offered.update(texts)
        right[texts[0]] += 1
    ordered = sorted(offered.items(), key=lambda each: (-each[1], each[0]))
    return [Reused(text, count, right[text]) for text, count in ordered]


def _unsourced(project: Project) -> tuple[tuple[str, Place], ...]:
    """Return the facts of which a question has an answer without a source."""
    found = {
        each.fact.ref: each.fact.place
        for each in project.recalled
        if not citation(project.base, each.value.provenance)
    }
    return tuple(found.items())
