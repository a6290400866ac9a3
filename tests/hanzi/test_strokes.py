import gzip
import json

import pytest
from django.conf import settings

from college.hanzi import gb2312, strokes


def test_every_character_of_the_standard_has_strokes_with_their_middle_lines() -> None:
    for char in gb2312.characters():
        known = json.loads(gzip.decompress(strokes.compressed(char) or b""))
        assert len(known["strokes"]) == len(known["medians"]) > 0, char


def test_a_character_is_written_in_its_order() -> None:
    known = strokes.of("永")
    assert known
    assert len(known["strokes"]) == 5
    assert all(path.startswith("M ") and path.endswith("Z") for path in known["strokes"])
    assert all(0 <= x <= 1024 and -124 <= y <= 900 for points in known["medians"] for x, y in points)


def test_what_is_no_character_has_no_strokes() -> None:
    assert strokes.of("A") is None
    with pytest.raises(ValueError, match="'A'"):
        strokes.url("A")


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        ("college/hanzi/data/ARPHICPL.TXT", "ARPHIC PUBLIC LICENSE"),
        ("college/fonts/OFL.txt", "SIL OPEN FONT LICENSE"),
        ("static/vendor/lxgw-wenkai/OFL.txt", "SIL OPEN FONT LICENSE"),
        ("static/vendor/hanzi-writer/LICENSE", "MIT License"),
    ],
)
def test_strokes_and_fonts_come_with_their_licences(licence: str, words: str) -> None:
    assert words in (settings.BASE_DIR / licence).read_text(errors="replace")
