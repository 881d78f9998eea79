"""Pictures in Word documents, with alternative texts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from quizgen.exchange.texts import clean
from quizgen.office.rasters import Raster

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

# Pictures have 96 pixels an inch, and 914,400 EMU are one.
_EMU_A_PIXEL = 9525
_MOST_WIDTH, _MOST_HEIGHT = 4_320_000, 2_880_000
_MOST_SMALL = 1_440_000


def add_picture(paragraph: Paragraph, picture: Raster, *, small: bool = False) -> None:
    """Add a picture to a paragraph: as large as it is, or as fits; `small` ones fit an option."""
    most_width = _MOST_SMALL if small else _MOST_WIDTH
    most_height = _MOST_SMALL if small else _MOST_HEIGHT
    width = max(picture.width, 1) * _EMU_A_PIXEL
    height = max(picture.height, 1) * _EMU_A_PIXEL
    scale = min(1.0, most_width / width, most_height / height)
    run = paragraph.add_run()
    shape = run.add_picture(io.BytesIO(picture.data), round(width * scale), round(height * scale))
    properties = shape._inline.docPr  # noqa: SLF001 - the library has no alternative texts
    properties.set("descr", clean(picture.alt))
    properties.set("name", picture.name)
