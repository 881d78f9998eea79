"""A process that turns an SVG drawing into a PNG picture."""

from __future__ import annotations

from collections.abc import Sequence

import typst

from quizgen.sandbox.limited import answer
from quizgen.sandbox.temporary import temporary_folder

_DRAWING = "drawing.svg"
# The built-in fonts have Latin, Greek and Cyrillic letters. Only drawings with others need those
# of the system, which make their pixels depend on the machine.
_FIRST_OTHER = 0x530


def work(arguments: Sequence[str], drawing: bytes) -> bytes:
    """Return the drawing as a PNG; the arguments are its width and height in pixels."""
    width, height = arguments
    text = drawing.decode("utf-8", "replace").replace("\N{REPLACEMENT CHARACTER}", "")
    page = f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
    source = f'{page}#image("{_DRAWING}", width: 100%, height: 100%)\n'
    with temporary_folder() as root, temporary_folder() as empty:
        (root / _DRAWING).write_bytes(drawing)
        # Twice as many pixels as the drawing has points look sharp on paper.
        made = typst.compile(  # type: ignore[call-overload] # the stubs want paths of one type
            source.encode(),
            root=str(root),
            format="png",
            ppi=144,
            ignore_system_fonts=not any(ord(char) >= _FIRST_OTHER for char in text),
            package_path=str(empty),
            package_cache_path=str(empty),
        )
    return made if isinstance(made, bytes) else made[0]


if __name__ == "__main__":
    answer(work)
