"""The fuzz script's examples are sound, and the first changed ones are taken or refused."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from fuzz import STOPPED, TARGETS


@pytest.mark.parametrize("name", [name for name in TARGETS if "limited process" not in name])
def test_a_target(name: str, tmp_path: Path) -> None:
    target = TARGETS[name]
    examples = target.examples()
    became = {target.attempt(tmp_path, example) for example in examples[-8:]}
    assert "taken" in became or name == "deck: included parts"
    for number in range(5):
        case = target.change(random.Random(number), examples)  # noqa: S311 - no secret
        assert target.attempt(tmp_path, case) in {"taken", "refused", STOPPED}
