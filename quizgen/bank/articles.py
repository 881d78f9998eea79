"""Takes the articles off descriptions of which only the right one has its article, in English."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A capital belongs to a name: The Hague.
_ARTICLE = re.compile(r"(?P<article>an?|the) (?=\S)")


def without_telling_articles(texts: Sequence[str]) -> Sequence[str]:
    """Return descriptions, the right one first, without their articles if these tell it.

    Beside three that begin with "the", "a judge" is told by its form. All need an article, since
    nothing else can be taken off.
    """
    found = [_ARTICLE.match(text) for text in texts]
    articles = [match["article"].rstrip("n") for match in found if match]
    is_told = len(articles) == len(texts) > 2 and len(set(articles[1:])) == 1
    if not is_told or articles[0] == articles[1]:
        return texts
    return [_ARTICLE.sub("", text, count=1) for text in texts]
