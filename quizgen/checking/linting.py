"""The linter's findings on a deck's items and cards, as problems with places."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from msgspec.structs import replace

from quizgen.bank.backside import citation
from quizgen.bank.contested import Mode
from quizgen.bank.distractors import Refusal, Wanted
from quizgen.bank.items import Item, Lack, Without, make_items
from quizgen.bank.prompts import Prompt, Way, content_text
from quizgen.bank.truth import told_besides, truth_of
from quizgen.bank.wrong import Proof
from quizgen.checking import shared
from quizgen.checking.once import Found, told_once
from quizgen.deck.namesakes import contradicting_namesakes
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, QuizgenError, Severity
from quizgen.forms.choice import choices
from quizgen.language.words import Words
from quizgen.late import late_pattern
from quizgen.lint.cues import clang
from quizgen.lint.decks import no_source
from quizgen.lint.model import Card, Finding, Level, Question
from quizgen.lint.rules import (
    PAPER_CODES,
    RULES,
    lint_cards,
    lint_item,
    lint_items,
    lint_stem,
    unsuited,
    words_of,
)
from quizgen.lint.stems import holds_key
from quizgen.markup.plain import plain
from quizgen.project import Project, QuizOptions
from quizgen.quiz.arrange import FIRST_VERSION, arrange
from quizgen.stages import stage

# How the keys of questions end that show both sides.
_CONTRAST = f"/{Mode.CONTRAST}"
# Words that begin with a capital, as names do.
_FIGURES = late_pattern(r"\d+")
_CAPITALS = late_pattern(r"\b[^\W\d_a-zß-öø-ÿ]\w{2,}")


def review(project: Project, options: QuizOptions) -> tuple[Diagnostic, ...]:
    """Return the findings on all items and cards of a deck, and on the paper with these options.

    Skips rules that the deck turns off (``lint: {Q412: off}``) and rules for other languages.
    """
    questions = project.questions(options)
    with stage(f"looking for flaws in {project.deck.id}"):
        return (
            *_of_items(project, questions),
            *_of_cards(project, questions),
            *_of_paper(project, options),
        )


def warnings(project: Project) -> tuple[Diagnostic, ...]:
    """Return the findings on cards and on options that the author wrote, without mere hints.

    Generated options would take several times as long, and no author can mend them one by one.
    """
    made, hints = _written_items(project), _of_levels("info")
    found = (*_of_items(project, made, hints), *_of_cards(project, made, hints))
    return tuple(each for each in found if each.severity is not Severity.INFO)


def errors(project: Project) -> tuple[Diagnostic, ...]:
    """Return the `warnings` that are errors: they stop everything that quizgen would make."""
    found = _of_items(project, _written_items(project), _of_levels("info", "warning"))
    return tuple(each for each in found if each.severity is Severity.ERROR)


def _of_levels(*levels: Level) -> frozenset[str]:
    """Return the codes of the rules of some levels, to be skipped."""
    return frozenset(code for code, rule in RULES.items() if rule.level in levels)


def _written_items(project: Project) -> tuple[Item | Without, ...]:
    """Return the questions whose options the author wrote, as items or without options."""
    quiz = project.deck.quiz
    written = [prompt for prompt in project.prompts if _is_written(prompt)]
    # No rule asks how tempting an option is.
    wanted = Wanted(quiz.options - 1, weighed=False)
    return make_items(project.base, written, wanted, quiz.at_least, quiz.seed)


def _is_written(prompt: Prompt) -> bool:
    """Return whether the author wrote options to examine; options in order only if pictures."""
    control = prompt.control
    return bool(control.distractors or control.only or (control.options and prompt.answer_media))


def _off(project: Project) -> frozenset[str]:
    return frozenset(project.deck.lint_off) | unsuited(project.deck.language)


def _of_items(
    project: Project,
    questions: Sequence[Item | Without],
    skipped: frozenset[str] = frozenset(),
) -> Iterator[Diagnostic]:
    """Yield the findings on items, without those of the `skipped` rules."""
    words = words_of(project.deck.language)
    off = _off(project) | skipped
    items = [each for each in questions if isinstance(each, Item)]
    found: list[Found] = []
    printed = _printed(project, items)
    for item, made in printed:
        # Likeness takes as long as all other rules together.
        unfit = () if "Q439" in off else project.unfit(item)
        question = replace(made, unfit=unfit, variants=_variants(project, item))
        found += [(finding, item.prompt) for finding in lint_item(question, off, words)]
        if question.pictured:
            yield from _given_away(item.prompt, question, _off(project), words)
    for each in questions:
        if isinstance(each, Without):
            found += [(finding, each.prompt) for finding in _of_stem(project, each, off, words)]
        yield from _without_picture(each)
    if shared.CODE not in off:
        found += shared.shared_sets(project.base, printed, words)
    for finding, prompt in told_once(project, found):
        yield _diagnostic(finding, prompt, project)


def _variants(project: Project, item: Item) -> tuple[str, ...]:
    """Return the author's distractors that may be the key: generated ones never are."""
    key, are_variants = item.right[0].text, project.base.comparison.are_variants
    offered = [each.filler.text for each in item.distractors if each.proof is Proof.DENIED]
    return tuple(plain(text) for text in offered if are_variants(key, text))


def _given_away(
    prompt: Prompt, question: Question, off: frozenset[str], words: Words
) -> Iterator[Diagnostic]:
    """Report pictures whose words give the key away: only the key's words resemble the stem."""
    shared = set(_CAPITALS.findall(question.answer)) & set(_CAPITALS.findall(question.stem))
    for finding in (*holds_key(question, words), *clang(question, words)):
        if finding.code not in off:
            # A description often shares words with the stem; naming the answer can be avoided.
            severity = Severity.WARNING if shared else Severity(finding.level)
            message = f"`alt` tells the answer: {finding.message} (`{prompt.id}`)"
            fix = (
                "describe what the picture shows, but don't name it: "
                "readers who can't see it answer the question too"
            )
            yield Diagnostic("Q235", message, prompt.value.place, fix, severity)


def _without_picture(question: Item | Without) -> Iterator[Diagnostic]:
    """Report options that the author wrote beside a picture and that have no picture."""
    prompt = question.prompt
    kind, field = prompt.fact.kind, prompt.field.name
    for each in question.refused:
        if each.why is Refusal.NO_PICTURE:
            shown = shorten(each.text)
            message = f"`{shown}` is no fact of `{kind}` with a `{field}`, so it is not offered"
            fix = "if the answer is a picture, write the ids of facts that have pictures"
            yield Diagnostic("Q217", message, prompt.value.place, fix, Severity.WARNING)


def _of_stem(
    project: Project, question: Without, off: frozenset[str], words: Words
) -> Iterator[Finding]:
    prompt = question.prompt
    asked = Question(plain(prompt.stem), (plain(prompt.answer),), 0, as_of=_changes(prompt))
    yield from lint_stem(asked, off, words)
    control = prompt.control
    has_options = bool(control.distractors or control.only or control.options)
    is_short = question.lack is Lack.TOO_FEW and has_options
    if "Q414" not in off:
        yield from _of_length(project, prompt, is_short=is_short)


def _of_length(project: Project, prompt: Prompt, *, is_short: bool) -> Iterator[Finding]:
    """Yield an error for too few options, and a hint for more than yes or no."""
    too_few = RULES["Q414"]
    if truth_of(project.base, prompt) is None:
        if is_short:
            yield too_few.found("a multiple-choice question needs at least three options")
    elif rest := shorten(told_besides(project.base, prompt)):
        message = f"the answer says more than yes or no: `{rest}`"
        fix = "write `yes` or `no` alone, and the rest under `note`; the paper asks for that alone"
        yield replace(too_few.found(message), level="info", fix=fix)


def _changes(prompt: Prompt) -> bool:
    """Return whether the answer changes with time."""
    return prompt.field.volatile and prompt.way is not Way.BLANK


def _of_cards(
    project: Project,
    questions: Sequence[Item | Without],
    skipped: frozenset[str] = frozenset(),
) -> Iterator[Diagnostic]:
    """Yield the findings on cards, without those that the items have brought up already.

    None is of a `skipped` rule.
    """
    examined = {each.prompt.id for each in questions if isinstance(each, Item)}
    off, words = _off(project) | skipped, words_of(project.deck.language)
    prompts = [prompt for prompt in project.recalled if not _is_contrast(prompt)]
    cards = [_card(project, prompt) for prompt in prompts]
    namesakes = contradicting_namesakes(project.deck)
    for index, finding in lint_cards(cards, off, words):
        prompt = None if index is None else prompts[index]
        is_no_list = _is_split(project, finding, prompt) or _is_one_value(finding, prompt)
        is_told = _is_known(finding, prompt, examined) or _is_of(finding, prompt, namesakes)
        if not is_told and not is_no_list:
            yield _diagnostic(finding, prompt, project)
    if "Q460" not in off:
        yield from _unsourced(project, prompts)


def _is_known(finding: Finding, prompt: Prompt | None, examined: Container[str]) -> bool:
    """Return whether an item has brought up this finding on its card."""
    return prompt is not None and finding.code == "Q454" and prompt.id in examined


def _is_of(finding: Finding, prompt: Prompt | None, namesakes: Container[str]) -> bool:
    """Return whether reading the deck has told that two facts of one name have two answers."""
    return prompt is not None and finding.code == "Q456" and prompt.fact.ref in namesakes


def _is_split(project: Project, finding: Finding, prompt: Prompt | None) -> bool:
    """Return whether a finding is about a long list of which other cards ask for each entry."""
    if prompt is None or finding.code != "Q453":
        return False
    # A check without hints needs no notes.
    from quizgen.anki.entry_notes import has_entries  # noqa: PLC0415

    return has_entries(prompt) and project.deck.anki.cloze_of(prompt.fact.kind) is not None


def _is_one_value(finding: Finding, prompt: Prompt | None) -> bool:
    """Return whether a finding is about several numbers that the author's options have alike."""
    if prompt is None or finding.code != "Q453":
        return False
    control = prompt.control
    offered = (*control.distractors, *control.only, *control.options)
    shapes = {_FIGURES.sub("0", str(text)) for text in (prompt.answer, *offered)}
    return bool(offered) and len(shapes) == 1 and "0" in shapes.pop()


def _is_contrast(prompt: Prompt) -> bool:
    """Return whether a card shows source and record side by side, as the deck asks for."""
    return prompt.rule.key.endswith(_CONTRAST)


def _unsourced(project: Project, prompts: Sequence[Prompt]) -> Iterator[Diagnostic]:
    """Report how many facts have no source, if any."""
    facts = {prompt.fact.ref for prompt in prompts}
    unsourced = {
        each.fact.ref for each in prompts if not citation(project.base, each.value.provenance)
    }
    for finding in no_source(len(unsourced), len(facts)):
        yield _diagnostic(finding, None, project)


def _card(project: Project, prompt: Prompt) -> Card:
    blanks = [part.content for part in prompt.sentence if not isinstance(part, str)]
    gaps = tuple([plain(content_text(project.base, content)) for content in blanks])
    # Nobody reads the words of an answer that is a picture or a sound.
    answer = "" if prompt.answer_media else plain(prompt.answer)
    shows_media = bool(prompt.media or prompt.answer_media)
    return Card(plain(prompt.stem), answer, gaps, shows_media=shows_media)


def _of_paper(project: Project, options: QuizOptions) -> Iterator[Diagnostic]:
    printed = _printed(project, _on_paper(project, options))
    questions = [question for _, question in printed]
    for index, finding in lint_items(questions, _off(project), words_of(project.deck.language)):
        # The findings on single items have been reported.
        if finding.code in PAPER_CODES:
            yield _diagnostic(finding, None if index is None else printed[index][0].prompt, project)


def _on_paper(project: Project, options: QuizOptions) -> list[Item]:
    """Return the multiple-choice items of the paper, none if no paper can be made."""
    by_id = {item.id: item for item in project.items(options)}
    try:
        exercises = project.paper(options).exercises
    except QuizgenError:
        return []
    # The paper may have chosen other options than the list of all items.
    return [
        replace(by_id[each.id], options=each.options, sizes=each.sizes)
        for each in exercises
        if each.id in by_id
    ]


def _printed(project: Project, items: Sequence[Item]) -> list[tuple[Item, Question]]:
    """Return the items with their options in the order of a paper's first version."""
    by_id = {item.id: item for item in items}
    (placed,) = arrange([choices(project.base, items)], project.deck.quiz.seed, FIRST_VERSION)
    printed = [(by_id[each.exercise.id], each.options) for each in placed]
    return [(item, _question(item, order)) for item, order in printed]


def _question(item: Item, printed: Sequence[int]) -> Question:
    prompt, shown = item.prompt, tuple(plain(item.options[n]) for n in printed)
    # Options that the author put in order have places, not sizes.
    sized = item.sizes and not prompt.control.options
    sizes = tuple(item.sizes[index] for index in printed) if sized else ()
    return Question(
        plain(prompt.stem_of_item),
        shown,
        printed.index(0),
        item.names,
        sizes,
        _changes(prompt),
        bool(item.pictures),
        bool(prompt.media),
        named=any(each.fact for each in item.right),
        chosen=_chosen(item, printed),
    )


def _chosen(item: Item, printed: Sequence[int]) -> frozenset[int]:
    """Return the places of the wrong options that quizgen chose, which no author can mend."""
    own = [each.proof is Proof.DENIED for each in item.distractors]
    return frozenset(at for at, number in enumerate(printed) if number and not own[number - 1])


def _diagnostic(finding: Finding, prompt: Prompt | None, project: Project) -> Diagnostic:
    place = prompt.value.place if prompt else project.deck.place
    message = f"{finding.message} (`{prompt.id}`)" if prompt else finding.message
    return Diagnostic(finding.code, message, place, finding.fix, Severity(finding.level))
