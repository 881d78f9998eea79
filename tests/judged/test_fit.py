"""The judge of fit against options that a reader has judged."""

from __future__ import annotations

import pytest
from judged_support import agreement, prompts_of, rows, scores


@pytest.mark.parametrize("half", ["tune", "held"])
def test_every_row_belongs_to_a_question(half: str) -> None:
    for row in rows(half):
        assert row.question in prompts_of(row.base), row


def test_the_halves_share_no_question() -> None:
    tune, held = ({(row.base, row.question) for row in rows(half)} for half in ("tune", "held"))
    assert not tune & held
    assert len(rows("tune")) + len(rows("held")) >= 700


def test_what_fits_is_offered_and_what_does_not_is_refused() -> None:
    """Stricter readers than the one of these rows refused much of what that one let pass.

    So precision counts for more: where too little fits, a question takes another form.
    """
    every = scores("tune")["all"]
    assert every.precision >= 0.88, every
    assert every.recall >= 0.64, every


def test_what_tempts_is_what_a_reader_calls_fit() -> None:
    assert agreement(rows("tune")) >= 0.6
