"""A running Anki for the tests of pushes, in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki_support import Collection
from ankiconnect_support import Service, running


@pytest.fixture
def service(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Service]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    with running(collection) as served:
        yield served
