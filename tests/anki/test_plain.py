"""The plain text of fields, also of such that would keep a reader busy."""

from __future__ import annotations

import pytest

from quizgen.adopt.contents import contents_of
from quizgen.anki.plain import Reader, plain_of, plain_text
from quizgen.anki.written import written_of

UNENDED = ["<a ", '<a x="', "<!--", "<!-- > ", "</a ", "<![CDATA[", "<?", "<!x "]


class Counting(Reader):
    """Counts the characters behind the beginning of each tag, which HTMLParser may look through."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = 0

    def parse_starttag(self, i: int) -> int:
        return self._counted(i, super().parse_starttag(i))

    def parse_endtag(self, i: int) -> int:
        return self._counted(i, super().parse_endtag(i))

    def parse_comment(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002
        return self._counted(i, super().parse_comment(i, report))

    def parse_html_declaration(self, i: int) -> int:
        return self._counted(i, super().parse_html_declaration(i))

    def parse_pi(self, i: int) -> int:
        return self._counted(i, super().parse_pi(i))

    def _counted(self, start: int, end: int) -> int:
        self.seen += (len(self.rawdata) if end < 0 else end) - start
        return end


@pytest.mark.parametrize("sign", UNENDED)
def test_tags_without_an_end_cost_no_more_each_in_a_longer_field(sign: str) -> None:
    seen = []
    for count in (500, 5000):
        reader = Counting()
        plain_text(sign * count, reader)
        seen.append(reader.seen)
    assert seen[1] <= 11 * seen[0]


@pytest.mark.parametrize("sign", UNENDED)
def test_words_behind_many_tags_without_an_end_stay(sign: str) -> None:
    assert plain_of("word " + sign * 100).text.startswith("word")


def test_tags_behind_a_few_without_an_end_are_read() -> None:
    found = plain_of("one <!-- two > <b>three</b>")
    assert found.text == "one <!-- two > three"
    assert found.besides == ("bold type",)


def test_what_looks_like_a_section_of_sgml_is_no_word() -> None:
    assert plain_of("one<![x[ two ]]> three").text == "one three"
    assert plain_of("one<![if !supportLists]>two<![endif]>").text == "onetwo"


def test_sounds_end_with_a_bracket() -> None:
    found = plain_of("[sound:a.mp3] one [sound:b.mp3] two [sound:c")
    assert found.text == "one  two [sound:c".replace("  ", " ")
    assert found.besides == ("a sound",)
    assert contents_of("[sound:a.mp3][sound:][sound:b.mp3][sound:c").sounds == ("a.mp3", "b.mp3")


@pytest.mark.parametrize(
    ("field", "has_formula"),
    [
        (r"\(x\)", True),
        (r"\[x\]", True),
        (r"\(\(x\)", True),
        ("[$]x[/$]", True),
        ("[$$]x[/$]", True),
        ("[latex]x[/latex]", True),
        (r"\)x\(", False),
        (r"\(x\]", False),
        ("[/latex][latex]", False),
    ],
)
def test_a_formula_ends_behind_its_beginning(field: str, has_formula: bool) -> None:  # noqa: FBT001
    assert ("a formula" in plain_of(field).besides) is has_formula


def test_a_formula_longer_than_any_in_a_deck_is_text() -> None:
    assert written_of(r"\(" + "x" * 2001 + r"\)").text.count("$") == 0
