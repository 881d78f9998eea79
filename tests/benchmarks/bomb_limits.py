"""Print the cost of drawings that are hard to draw: bytes, memory, seconds and message."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from drawing_bombs import HONEST, LIGHTENED, REFUSED, drawing

from quizgen.media.model import Media, MediaFile
from quizgen.media.svg import SvgError, clean_svg
from quizgen.typeset.pictures import refused_pictures


def main() -> None:
    """Measure every drawing in its own process, or only the named one."""
    made = {name: (lambda text=text: text) for name, text in HONEST.items()}
    made = REFUSED | {name: make for name, (make, _) in LIGHTENED.items()} | made
    if len(sys.argv) > 1:
        measure(sys.argv[1], drawing(made[sys.argv[1]]()))
        return
    print("| input | bytes | peak MB | seconds | answer |")
    print("|---|---|---|---|---|")
    for name in made:
        # Run this file again, so that nothing else has used the process's memory.
        subprocess.run([sys.executable, __file__, name], check=True)


def measure(name: str, data: bytes) -> None:
    started = time.perf_counter()
    answer = told(data)
    seconds = time.perf_counter() - started
    own, others = (
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"| {name} | {len(data):,} | {max(own, others)} | {seconds:.2f} | {answer} |", flush=True)


def told(data: bytes) -> str:
    try:
        clean = clean_svg(data)
    except SvgError as error:
        return f"Q233: {error.message}"
    picture = Media("image", "x.svg", "x", MediaFile("svg", clean.data, clean.width, clean.height))
    refused = refused_pictures([picture])
    if refused:
        return f"Q543: {refused[picture]}"
    return f"printed without {clean.removed[0]} (Q234)" if clean.removed else "printed"


if __name__ == "__main__":
    main()
