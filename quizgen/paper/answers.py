"""What is right, in letters and in words, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase

from quizgen.language.script import has_rtl, joined_words, language_data
from quizgen.quiz.manifest import Manifest, PrintedItem, QuizItem

# Forms whose answer is nothing but the right options.
_NAMED = {"choice", "multiple"}


def key_of(printed_item: PrintedItem, labels: Mapping[str, str]) -> str:
    """Return what is right as a version letters it: C; A, C; T; 1c 2a; B D A C; or the answer itself."""
    item, key = printed_item.item, printed_item.key
    match item.form:
        case "true-false":
            return labels["false_letter" if key and key[0] else "true_letter"]
        case "matching":
            return " ".join(
                f"{number}{ascii_lowercase[index]}" for number, index in enumerate(key, 1)
            )
        case "ordering":
            return " ".join(ascii_uppercase[index] for index in key)
        case "fill-in" | "short":
            return answer_of(item)
        case _:
            return ", ".join(ascii_uppercase[index] for index in key)


def answer_of(item: QuizItem) -> str:
    """Return the answer in words; words that are options are those of the key, which may have been mended."""
    named = "; ".join(item.options[index] for index in item.key)
    outdated = item.form in _NAMED and set(item.answer.split("; ")) <= set(item.options)
    return named if outdated else item.answer or named


def claimed(words: str, item: QuizItem, manifest: Manifest, labels: Mapping[str, str]) -> str:
    """Return the words of a claim, whose stem and answer keep their sides in what is written from right to left.

    Where both meet in Latin letters, the signs between them would go with these and turn the claim round.
    """
    joint = labels["claim"].partition("{stem}")[2].partition("{answer}")[0]
    stem, found, answer = words.rpartition(joint) if joint else ("", "", words)
    if (
        item.form != "true-false"
        or not found
        or not (has_rtl(words) and language_data(manifest.language)["rtl"])
    ):
        return words
    return f"{stem}\N{RIGHT-TO-LEFT MARK}{joint}{answer}"


def citation(item: QuizItem, manifest: Manifest, labels: Mapping[str, str]) -> str:
    """Return where an answer stands; a source that an item shares with the whole quiz is not named again."""
    paragraphs: dict[str, set[int]] = {}
    for cited in item.cited:
        numbers = paragraphs.setdefault(
            "" if cited.source == manifest.source else cited.source, set()
        )
        if cited.paragraph is not None:
            numbers.add(cited.paragraph)
    places = (
        (source, _paragraphs(sorted(numbers), manifest, labels))
        for source, numbers in paragraphs.items()
    )
    told = "; ".join(filter(None, (", ".join(filter(None, place)) for place in places)))
    return told[:1].upper() + told[1:]


def _paragraphs(numbers: Sequence[int], manifest: Manifest, labels: Mapping[str, str]) -> str:
    """Return the paragraphs in words, of which no number begins a line; "" for none."""
    if len(numbers) > 1:
        told = labels["paragraphs"].replace(
            "{numbers}", joined_words(map(str, numbers), manifest.language)
        )
    else:
        told = "".join(labels["paragraph"].replace("{number}", str(number)) for number in numbers)
    return re.sub(r" (?=\d)", "\N{NO-BREAK SPACE}", told)
