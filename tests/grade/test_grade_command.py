"""`quizgen grade` on files: every page is listed, none is lost, and none is read twice."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import numpy as np
import pikepdf
import pillow_heif
import pytest
from click.testing import CliRunner, Result
from PIL import Image
from scan_simulator import CONDITIONS, degraded, mark
from sheets_to_scan import PrintedSheet, make_quiz

from quizgen.cli import main
from quizgen.grade import run
from quizgen.grade.orders import Order
from quizgen.grade.readings import Readings, Status, read_readings
from quizgen.sandbox.limits import StoppedError

SCAN = CONDITIONS["scan 150 dpi"]
# By default, the encoder takes minutes on a busy machine: it is thorough, and uses every core.
_IN_ONE_THREAD = {"preset": "ultrafast", "x265:pools": "none", "x265:frame-threads": "1"}


def grade(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["grade", *map(str, arguments)])


def scan(sheet: PrintedSheet, seed: int, condition: str = "scan 150 dpi") -> Image.Image:
    random = np.random.default_rng(seed)
    marked = mark(sheet.picture, sheet.layout, sheet.number, random, {})
    return Image.fromarray(degraded(marked.picture, CONDITIONS[condition], random))


def blank() -> Image.Image:
    return Image.new("L", (1240, 1754), 245)


def as_pdf(path: Path, pages: list[Image.Image]) -> None:
    first, *others = [page.copy() for page in pages]
    first.save(path, save_all=True, append_images=others, resolution=150)


def readings_in(folder: Path) -> Readings:
    return read_readings(folder / "readings.json")


def statuses(folder: Path) -> dict[str, str]:
    return {page.source: page.status.value for page in readings_in(folder).pages}


@pytest.fixture
def scans(tmp_path: Path, students, another) -> Path:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """A stack of sheets in one file: a blank back, one sheet twice, one of another quiz."""
    first, second, third = (scan(sheet, seed) for seed, sheet in enumerate(students.sheets))
    other = scan(another.sheets[0], 9)
    folder = tmp_path / "scans"
    folder.mkdir()
    as_pdf(folder / "stack.pdf", [second, blank(), first, other, second])
    third.save(folder / "third.png")
    return folder


def test_every_page_is_listed(tmp_path: Path, students, scans: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    out = tmp_path / "results"
    result = grade(students.path, scans, "-o", out)
    assert result.exit_code == 0, result.output
    pages = readings_in(out).pages
    assert [(page.page, page.status, page.paper) for page in pages] == [
        (1, Status.READ, "102"),
        (2, Status.BLANK, ""),
        (3, Status.READ, "101"),
        (4, Status.FOREIGN, ""),
        (5, Status.DUPLICATE, "102"),
        (1, Status.READ, "103"),
    ]
    assert "the same page as" in pages[4].reason
    assert "with the same marks" in pages[4].reason
    assert pages[4].rows == tuple(
        type(row)(row.label, row.letters, row.darkness, row.confidence, row.doubt, crop.crop)
        for row, crop in zip(pages[0].rows, pages[4].rows, strict=True)
    )
    crops = {row.crop for page in pages for row in page.rows if row.crop}
    assert crops == {path.name for path in (out / "crops").iterdir()}
    assert "6 pages in 2 files: 1 blank, 1 duplicate, 1 foreign, 3 read" in result.output
    assert "Q704" in result.output
    assert "Next: quizgen anki" in result.output


def test_the_manifest_of_another_quiz_is_refused(  # type: ignore[no-untyped-def]
    tmp_path: Path,
    students,  # noqa: ANN001
    another,  # noqa: ANN001
) -> None:
    sheets = [scan(students.sheets[seed % 3], seed) for seed in range(7)]
    as_pdf(tmp_path / "stack.pdf", [*sheets, blank()])
    result = grade(another.path, tmp_path / "stack.pdf", "-o", tmp_path / "results")
    assert result.exit_code == 1
    # One message names all pages.
    assert result.output.count("Q704") == 1
    assert f"another quiz, {students.manifest.fingerprint}; so it is with" in result.output
    assert "stack.pdf, page 5; and 2 more" in result.output
    assert "give the quiz.json of its quiz" in result.output
    assert not (tmp_path / "results").exists()


def test_names_of_missing_papers_are_printed(  # type: ignore[no-untyped-def]
    tmp_path: Path,
    students,  # noqa: ANN001
) -> None:
    scan(students.sheets[1], 1).save(tmp_path / "one.png")
    result = grade(students.path, tmp_path / "one.png", "-o", tmp_path / "results")
    assert "2 pages of papers not among the scans: 101 Anna, 103 Cem" in result.output


def test_pages_are_read_once(  # type: ignore[no-untyped-def]
    tmp_path: Path,
    students,  # noqa: ANN001
    scans: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "results"
    grade(students.path, scans / "stack.pdf", "-o", out)
    first = (out / "readings.json").read_bytes()
    asked: list[str] = []
    read = run.Reader.read

    def spied(self, tasks):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        asked.extend(task.file for task in tasks)
        return read(self, tasks)

    monkeypatch.setattr(run.Reader, "read", spied)
    grade(students.path, scans / "stack.pdf", "-o", out)
    assert (asked, (out / "readings.json").read_bytes()) == ([], first)
    # A new name for known bytes is not read again either.
    (scans / "stack.pdf").rename(scans / "renamed.pdf")
    grade(students.path, scans, "-o", out)
    assert asked == [(scans / "third.png").as_posix()]
    assert {page.file for page in readings_in(out).pages} == {
        (scans / "renamed.pdf").as_posix(),
        (scans / "third.png").as_posix(),
    }
    # Scans of earlier runs stay, unless everything is to be read anew.
    (scans / "third.png").rename(tmp_path / "third.png")
    grade(students.path, scans, "-o", out)
    assert len(readings_in(out).pages) == 6
    grade(students.path, scans, "-o", out, "--anew")
    assert len(readings_in(out).pages) == 5


def test_a_lost_crop_is_made_again(tmp_path: Path, students, scans: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    out = tmp_path / "results"
    grade(students.path, scans / "third.png", "-o", out)
    crop = min((out / "crops").iterdir())
    before = crop.read_bytes()
    crop.unlink()
    grade(students.path, scans / "third.png", "-o", out)
    assert crop.read_bytes() == before


def test_order_and_processes_change_nothing(  # type: ignore[no-untyped-def]
    tmp_path: Path,
    students,  # noqa: ANN001
    scans: Path,
) -> None:
    files = sorted(scans.iterdir())
    grade(students.path, *files, "-o", tmp_path / "one")
    grade(students.path, *reversed(files), "-o", tmp_path / "two")
    one, two = ((tmp_path / name / "readings.json").read_bytes() for name in ("one", "two"))
    assert one == two


def test_formats_and_wrong_names(tmp_path: Path, students) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    pillow_heif.register_heif_opener()
    sheets = [scan(sheet, seed) for seed, sheet in enumerate(students.sheets)]
    photo = scan(students.sheets[0], 0, "photo")
    folder = tmp_path / "photos"
    folder.mkdir()
    sheets[0].copy().save(folder / "several.tiff", save_all=True, append_images=sheets[1:])
    photo.convert("RGB").save(folder / "phone.heic", quality=80, enc_params=_IN_ONE_THREAD)
    exif = Image.Exif()
    exif[0x112] = 6
    photo.save(folder / "turned.jpg", exif=exif)
    (folder / "really-a-jpeg.png").write_bytes((folder / "turned.jpg").read_bytes())
    photo.resize((7500, 10000)).save(folder / "huge.jpg", quality=50)
    (folder / "notes.txt").write_text("room 7", "utf-8")
    out = tmp_path / "results"
    result = grade(students.path, folder, "-o", out)
    pages = readings_in(out).pages
    assert {Path(page.file).name: page.paper for page in pages if page.page == 1} == {
        "several.tiff": "101",
        "phone.heic": "101",
        "turned.jpg": "101",
        "really-a-jpeg.png": "101",
        "huge.jpg": "101",
    }
    assert all(page.is_read for page in pages)
    assert "1 other file in the folders, such as" in result.output


def laughs(path: Path) -> None:
    """Write a PDF whose drawing holds another one ten times, and so on: 10 to the power of 12."""
    with pikepdf.new() as document:
        document.add_blank_page()
        inner = None
        for _ in range(12):
            stream = document.make_stream(b"/X Do " * 10 if inner else b"0 0 9 9 re f")
            stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            stream.BBox = [0, 0, 600, 800]
            stream.Resources = resources(inner)
            inner = stream
        page = document.pages[0]
        page.Resources, page.Contents = resources(inner), document.make_stream(b"/X Do")
        document.save(path)


def resources(inner: pikepdf.Stream | None) -> pikepdf.Dictionary:
    found = {"/XObject": pikepdf.Dictionary(X=inner)} if inner else {}
    return pikepdf.Dictionary(found)


def endless(path: Path) -> None:
    """Write a PDF whose page is 350 km wide."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.pages[0].MediaBox = [0, 0, 1_000_000_000, 1_000_000_000]
        document.save(path)


def bad_files(folder: Path, sheet: PrintedSheet) -> dict[str, str]:
    """Write files that cannot be read, and return what is said of each."""
    good = io.BytesIO()
    scan(sheet, 1).save(good, "PDF", resolution=150)
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "text.png").write_text("hello", "utf-8")
    (folder / "cut.pdf").write_bytes(good.getvalue()[:2000])
    with pikepdf.open(io.BytesIO(good.getvalue())) as document:
        secret = pikepdf.Encryption(owner="a", user="b")
        document.save(folder / "locked.pdf", encryption=secret)
    Image.new("1", (30_000, 30_000)).save(folder / "bomb.png")
    with pikepdf.new() as document:
        for _ in range(5001):
            document.add_blank_page()
        document.save(folder / "many.pdf")
    laughs(folder / "laughs.pdf")
    random = np.random.default_rng(0)
    cat = Image.fromarray(random.integers(0, 255, (90, 120, 3), np.uint8))
    cat.resize((1200, 900)).save(folder / "cat.jpg")
    return {
        "empty.jpg": "it is empty",
        "text.png": "it is no picture and no PDF file, or it is damaged",
        "cut.pdf": "it is a damaged PDF file",
        "locked.pdf": "it is encrypted: save it without a password",
        "bomb.png": "it has more than 200 million pixels",
        "many.pdf": "it has 5001 pages, and quizgen reads up to 5000",
        "laughs.pdf": "reading it takes too much memory",
        "cat.jpg": "it shows no corner markers and no QR code of an answer sheet",
    }


def test_bad_files_are_listed(tmp_path: Path, students) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    folder = tmp_path / "bad"
    folder.mkdir()
    expected = bad_files(folder, students.sheets[0])
    scan(students.sheets[0], 0).save(folder / "good.png")
    endless(folder / "endless.pdf")
    out = tmp_path / "results"
    result = grade(students.path, folder, "-o", out)
    assert result.exit_code == 0
    pages = {Path(page.file).name: page for page in readings_in(out).pages}
    assert pages.pop("good.png").status is Status.READ
    assert pages.pop("endless.pdf").status is Status.BLANK
    assert {name: page.reason for name, page in pages.items()} == expected
    assert {page.status for page in pages.values()} == {Status.UNREADABLE}
    assert result.output.count("warning[Q703]") == len(expected)
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("time", "reading it takes too long"),
        ("memory", "reading it takes too much memory"),
        ("crash", "it crashes the program that reads it"),
    ],
)
def test_a_page_that_stops_its_process_costs_itself_alone(  # type: ignore[no-untyped-def]
    tmp_path: Path,
    students,  # noqa: ANN001
    monkeypatch: pytest.MonkeyPatch,
    reason: str,
    said: str,
) -> None:
    as_pdf(tmp_path / "stack.pdf", [scan(sheet, 1) for sheet in students.sheets])
    limited = run.run_limited

    def stopped(*arguments, **options):  # type: ignore[no-untyped-def]  # noqa: ANN002, ANN003, ANN202
        asked = msgspec.msgpack.decode(arguments[2], type=Order)
        if any(2 in task.pages for task in asked.tasks):
            raise StoppedError(reason)
        return limited(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(run, "run_limited", stopped)
        grade(students.path, tmp_path / "stack.pdf", "-o", tmp_path / "results")
    first, second, third = readings_in(tmp_path / "results").pages
    assert (first.status, third.status) == (Status.READ, Status.READ)
    assert (second.status, second.reason) == (Status.UNREADABLE, said)
    # The next run tries again, since the machine may be less busy.
    grade(students.path, tmp_path / "stack.pdf", "-o", tmp_path / "results")
    assert [page.status for page in readings_in(tmp_path / "results").pages] == [Status.READ] * 3


def test_what_keeps_it_from_reading(tmp_path: Path, students, another) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    image = tmp_path / "one.png"
    blank().save(image)
    (tmp_path / "empty").mkdir()
    make_quiz(tmp_path / "plain", "--items", "5")
    out = tmp_path / "results"
    cases = {
        "Q001": (students.path, tmp_path / "lost.png"),
        "Q702": (students.path, tmp_path / "empty"),
        "Q705": (tmp_path / "plain" / "quiz.json", image),
        "Q532": (image, image),
    }
    for code, arguments in cases.items():
        result = grade(*arguments, "-o", out)
        assert (result.exit_code, f"error[{code}]" in result.output) == (1, True), result.output
    assert not out.exists()
    grade(students.path, image, "-o", out)
    before = (out / "readings.json").read_bytes()
    assert "error[Q706]" in grade(another.path, image, "-o", out).output
    (out / "readings.json").write_bytes(before[:-30])
    assert "error[Q700]" in grade(students.path, image, "-o", out).output


def test_missing_packages_are_named(  # type: ignore[no-untyped-def]
    tmp_path: Path,
    students,  # noqa: ANN001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blank().save(tmp_path / "one.png")
    monkeypatch.setattr(run, "find_spec", lambda name: None if name == "zxingcpp" else name)
    result = grade(students.path, tmp_path / "one.png", "-o", tmp_path / "results")
    assert result.exit_code == 1
    assert "`zxingcpp`" in result.output
    assert "pip install 'quizgen[grade]'" in result.output


def test_ctrl_c_keeps_what_was_read(  # type: ignore[no-untyped-def]
    tmp_path: Path,
    students,  # noqa: ANN001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    as_pdf(tmp_path / "stack.pdf", [scan(sheet, 1) for sheet in students.sheets])
    out = tmp_path / "results"
    read = run.Reader.read

    def interrupted(self, tasks):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        yield next(iter(read(self, tasks)))
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(run.Reader, "read", interrupted)
        result = grade(students.path, tmp_path / "stack.pdf", "-o", out)
    assert result.exit_code != 0
    assert "stopped" in result.output
    assert [page.page for page in readings_in(out).pages] == [1]
    grade(students.path, tmp_path / "stack.pdf", "-o", out)
    assert [page.status for page in readings_in(out).pages] == [Status.READ] * 3
