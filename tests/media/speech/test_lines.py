from hypothesis import given
from hypothesis import strategies as st

from media.speech.lines import LINE_WIDTH, fits, lines
from media.speech.words import atoms, width

TEXT = st.text(alphabet="我们在社区学习写自己的名字，。、ab3 ", min_size=1, max_size=60).map(
    lambda text: " ".join(text.split())
)


@given(TEXT)
def test_breaking_lines_loses_and_adds_nothing(text: str) -> None:
    assert "".join(lines(text)).replace(" ", "") == text.replace(" ", "")


@given(TEXT.filter(lambda text: fits(atoms(text))))
def test_what_fits_stands_on_two_lines_of_eighteen(text: str) -> None:
    found = lines(text)
    assert len(found) <= 2
    assert all(width(line) <= LINE_WIDTH for line in found)


def test_a_line_is_broken_after_a_comma_rather_than_in_the_middle() -> None:
    assert lines("请不要着急，先看黑板上的字再慢慢地写三遍。") == ["请不要着急，", "先看黑板上的字再慢慢地写三遍。"]


def test_a_line_is_never_broken_inside_a_word() -> None:
    assert lines("社区党委物业公司业主委员会居民代表坐到一起") == ["社区党委物业公司业主", "委员会居民代表坐到一起"]


def test_a_short_line_stays_one() -> None:
    assert lines("请看黑板，这个字读作李，木子李。") == ["请看黑板，这个字读作李，木子李。"]
