"""The pages of a file as pictures in grey: PDF, PNG, JPEG, TIFF, HEIC, whatever its name says."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import numpy as np
import pypdfium2
from PIL import Image, ImageOps

from quizgen.grade.pictures import Picture, shrunk

# A4 is 2,339 pixels high at 200 dpi, and a photo of a page has little more to tell.
_LONGEST_PAGE = 2339
_LONGEST_PHOTO = 3600
# Beyond this, a file that is small on the disk takes the memory of the machine.
_MOST_PIXELS = 200_000_000
_MOST_PAGES = 5000
_PDF = b"%PDF-"
# A PDF may begin with other bytes.
_PDF_WITHIN = 1024


class PageError(ValueError):
    """A file or a page of it cannot be opened; the text says why."""


Source = TypeVar("Source")
_Shown = Picture | PageError


def count_pages(data: bytes) -> int:
    """Return how many pages a file has; raises PageError."""
    if _is_pdf(data):
        with _document(data) as document:
            count = len(document)
    else:
        with _opened(data) as image:
            count = int(getattr(image, "n_frames", 1))
    if not 0 < count <= _MOST_PAGES:
        raise PageError(f"it has {count} pages, and quizgen reads up to {_MOST_PAGES}")
    return count


def pictures(data: bytes, numbers: Sequence[int]) -> Iterator[_Shown]:
    """Yield the pages of a file with these numbers, from 1, or why one cannot be shown.

    Raises PageError if the file cannot be opened at all.
    """
    if _is_pdf(data):
        with _document(data) as document:
            for number in numbers:
                yield _attempt(_rendered, document, number)
    else:
        with _opened(data) as image:
            for number in numbers:
                yield _attempt(_frame, image, number)


def picture_of(data: bytes) -> Picture:
    """Return the first page of a file; raises PageError."""
    (found,) = pictures(data, [1])
    if isinstance(found, PageError):
        raise found
    return found


def _attempt(show: Callable[[Source, int], Picture], source: Source, number: int) -> _Shown:
    """Return a page, or the error that it gives: damaged files raise nearly anything."""
    try:
        found = show(source, number)
    except MemoryError:
        raise
    except PageError as error:
        return error
    except Exception:  # noqa: BLE001 - see above
        return PageError("it is damaged")
    return found


def _is_pdf(data: bytes) -> bool:
    return _PDF in data[:_PDF_WITHIN]


@contextmanager
def _document(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            message = "it is encrypted: save it without a password"
            raise PageError(message) from None
        raise PageError("it is a damaged PDF file") from None
    try:
        yield document
    finally:
        document.close()


def _rendered(document: pypdfium2.PdfDocument, number: int) -> Picture:
    page = document[number - 1]
    try:
        longest = max(page.get_size())
        if not longest > 0:
            raise PageError("it has no size")
        bitmap = page.render(scale=_LONGEST_PAGE / longest, grayscale=True)
        grey = bitmap.to_numpy()
        return np.ascontiguousarray(grey.reshape(grey.shape[:2]))
    finally:
        page.close()


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    import pillow_heif  # noqa: PLC0415 - not needed for PDF files

    if not data:
        raise PageError("it is empty")
    # The processes themselves use all cores, and have little room for stacks of threads.
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS // 2
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data))
    except MemoryError:
        raise
    except Image.DecompressionBombError:
        raise PageError(_too_large()) from None
    except Exception:  # noqa: BLE001 - a damaged file makes the libraries raise nearly anything
        message = "it is no picture and no PDF file, or it is damaged"
        raise PageError(message) from None
    with image:
        yield image


def _frame(image: Image.Image, number: int) -> Picture:
    if number > 1 or getattr(image, "n_frames", 1) > 1:
        image.seek(number - 1)
    if image.width * image.height > _MOST_PIXELS:
        raise PageError(_too_large())
    # JPEG decodes at half or a quarter of its size in far less time and memory.
    image.draft("L", (_LONGEST_PHOTO // 2, _LONGEST_PHOTO // 2))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        turned = ImageOps.exif_transpose(image)
    return shrunk(np.asarray(_grey(turned), np.uint8), _LONGEST_PHOTO)


def _grey(image: Image.Image) -> Image.Image:
    """Return an image in grey; what is transparent is white, and 16 bits become 8."""
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image, np.float32)
        most = 65535.0 if values.max() > 255 else 255.0
        return Image.fromarray((values / most * 255).clip(0, 255).astype(np.uint8))
    if image.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("L")
    return image.convert("L")


def _too_large() -> str:
    return f"it has more than {_MOST_PIXELS // 1_000_000} million pixels"
