"""A deck that is being written: read again when its files change, with the last sound state kept.

A thread of its own does the work, the most urgent first: the problems of the files, then the cards,
the options of the facts that somebody looks at, and all the rest.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from quizgen.bank.prompts import Prompt
from quizgen.checking.problems import further_problems
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, has_errors
from quizgen.export.saving import inputs_of
from quizgen.grounding.source import Articles
from quizgen.preview.facts import Shown, by_fact, shown_of, with_forms
from quizgen.preview.query import PAGE_SIZE
from quizgen.project import Project, QuizOptions, read_projects

# How long the work waits for a page to ask for what is new, in seconds.
_PATIENCE = 0.3


class Studio:
    """A deck that is being written.

    `path` is its file, `against` the article of its facts, None for the one that it names. Call
    `start`, and `changed` whenever its files may have changed. `on_news` is called from another
    thread whenever there is something new to show.
    """

    def __init__(self, path: Path, against: Path | None, on_news: Callable[[], None]) -> None:
        self.path = path
        self.version = 0
        self.problems: tuple[Diagnostic, ...] = ()
        self.is_sound = False
        self.languages: tuple[str, ...] = ()
        self.files: frozenset[Path] = frozenset([path])
        self._against = against
        self._on_news = on_news
        self._articles = Articles(against)
        self._projects: dict[str, Project] = {}
        self._shown: dict[str, Shown] = {}
        self._looked_at: dict[str, tuple[str, ...]] = {}
        self._is_dirty = True
        self._wake, self._served = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="quizgen preview", daemon=True)

    def start(self) -> None:
        """Begin to read the deck."""
        self._wake.set()
        self._thread.start()

    def changed(self) -> None:
        """Read the files again."""
        self._is_dirty = True
        self._wake.set()

    def shown(self, language: str) -> Shown | None:
        """Return the last sound state in a language, in the first one if the deck lacks it."""
        return self._shown.get(self.language_of(language))

    def language_of(self, wanted: str) -> str:
        """Return the language wanted if the deck has it, else its first one."""
        return wanted if wanted in self._projects else next(iter(self._projects), "")

    def look_at(self, language: str, refs: tuple[str, ...]) -> None:
        """Note which facts somebody looks at: their options come first."""
        is_new = self._looked_at.get(language) != refs
        self._looked_at[language] = refs
        if not is_new:
            return
        shown = self._shown.get(language)
        if shown is None or (not shown.is_done and list(_missing(shown, refs))):
            self._wake.set()

    def served(self) -> None:
        """Note that a page has got what is new."""
        self._served.set()

    def _work(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            try:
                self._refresh()
            except QuizgenError as error:
                self._publish(error.diagnostics)
            except Exception as error:  # noqa: BLE001 - the page must outlive whatever happens
                message = f"{type(error).__name__}: {error}"
                fix = "please report this as a fault of quizgen"
                self._publish([Diagnostic("Q900", message, Place(str(self.path)), fix)])

    def _publish(self, problems: Sequence[Diagnostic] | None = None) -> None:
        if problems is not None:
            self.problems = tuple(problems)
        self.version += 1
        self._served.clear()
        self._on_news()
        if self._looked_at:
            # Python runs one thread at a time: first let the page get what is new.
            self._served.wait(_PATIENCE)

    def _refresh(self) -> None:
        if self._is_dirty:
            self._is_dirty = False
            self._read()
        if not self._projects:
            return
        wanted = [code for code in self._looked_at if code in self._projects]
        wanted = wanted or [self.language_of("")]
        for step in (self._ask_seen, self._ask_all, self._choose_seen, self._choose_all):
            for language in wanted:
                if not self._wake.is_set():
                    step(language)

    def _read(self) -> None:
        """Read the files; keep the last sound state if there are errors."""
        projects, problems = read_projects([self.path])
        self.is_sound = bool(projects) and not has_errors(problems)
        if not self.is_sound:
            self._publish(problems)
            return
        self.problems = tuple(problems)
        self._articles = Articles(self._against)
        self._projects = {project.deck.language: project for project in projects}
        self.languages = projects[0].deck.languages
        self.files = self._inputs(projects)

    def _inputs(self, projects: Sequence[Project]) -> frozenset[Path]:
        articles = (self._articles.path_of(project.deck) for project in projects)
        return frozenset([*inputs_of(projects), *filter(None, articles)])

    def _ask_seen(self, language: str) -> None:
        """Make the cards of the facts that somebody looks at."""
        before, project = self._shown.get(language), self._projects[language]
        if before is None or before.project is not project:
            seen = self._looked_at.get(language, tuple(project.deck.facts)[:PAGE_SIZE])
            self._shown[language] = shown_of(project, before, seen)
            self._publish()

    def _ask_all(self, language: str) -> None:
        shown = self._shown[language]
        if len(shown.prompts) < len(shown.project.deck.facts):
            self._shown[language] = shown_of(shown.project, shown)
            self._publish()

    def _choose_seen(self, language: str) -> None:
        shown = self._shown[language]
        if not shown.is_done and self._choose(shown, self._looked_at.get(language, ())):
            self._publish()

    def _choose_all(self, language: str) -> None:
        shown = self._shown[language]
        if shown.is_done:
            return
        self._choose(shown, tuple(shown.prompts))
        if not self._wake.is_set():
            self._finish(language, shown)

    def _choose(self, shown: Shown, refs: Sequence[str]) -> int:
        """Choose the options of the questions about some facts, until something is more urgent.

        Returns how many questions got their options.
        """
        missing = list(_missing(shown, refs))
        if not missing:
            return 0
        made = shown.project.questions_in_turn(missing)
        for number, each in enumerate(made, 1):
            shown.questions[each.prompt.id] = each
            if self._wake.is_set():
                return number
        return len(missing)

    def _finish(self, language: str, shown: Shown) -> None:
        """Make what needs all questions: exercises of other forms, and the remaining problems."""
        project, options = shown.project, QuizOptions()
        project.keep_questions(options, [shown.questions[each.id] for each in project.prompts])
        exercises = project.exercises(options)
        problems: list[Diagnostic] = []
        for problem in further_problems(project, articles=self._articles):
            if self._wake.is_set():
                return
            problems.append(problem)
        self._shown[language] = replace(
            shown,
            rows=with_forms(shown, exercises),
            exercises=by_fact(exercises),
            problems=tuple(problems),
            is_done=True,
        )
        self._publish()


def _missing(shown: Shown, refs: Sequence[str]) -> Iterator[Prompt]:
    """Yield the prompts about some facts whose options have not been chosen yet."""
    prompts = (prompt for ref in refs for prompt in shown.prompts.get(ref, ()))
    yield from (prompt for prompt in prompts if prompt.id not in shown.questions)
