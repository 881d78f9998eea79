"""Judges from npm, fetched once for all tests here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from node_support import Judge, install

GIFT = """
import { parse } from "gift-pegjs";

// Its parser leaves its own signs for escaped characters in the answers of pairs.
const plain = (text) =>
  text.replace(/&&0(92|58|35|61|123|125|126);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/&&(123|125|126);/g, (_, code) => String.fromCharCode(Number(code)));

const answer = (given) => parse(given).map((each) =>
  each.matchPairs
    ? { ...each, matchPairs: each.matchPairs.map((p) => ({ ...p, subanswer: plain(p.subanswer) })) }
    : each);
"""


@pytest.fixture(scope="session")
def gift_pegjs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    folder = install(tmp_path_factory.mktemp("gift-pegjs"), "gift-pegjs@1.0.2")
    judge = Judge(folder, GIFT)
    yield judge
    judge.close()
