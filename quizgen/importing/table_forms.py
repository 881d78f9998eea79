"""The names of forms in a table of questions, in any language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from quizgen.forms.form import title_label
from quizgen.forms.registry import FORMS
from quizgen.language.labels import load_labels, shipped_languages


def form_named(text: str) -> str:
    """Return the form that a cell names by its title, else the cell in small letters."""
    name = " ".join(text.split()).casefold()
    return _titles().get(name, name)


@cache
def _titles() -> Mapping[str, str]:
    """Return the forms by their titles in small letters, in all languages."""
    found: dict[str, str] = {}
    for language in shipped_languages():
        labels = load_labels(language).texts
        for form in FORMS:
            found.setdefault(labels[title_label(form)].casefold(), form)
    return found
