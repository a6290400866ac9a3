import io

import cv2
import numpy
import pytest
from PIL import Image

from college import qr

ADDRESS = "https://xuetang.example.org/verify/CHENGNAN-2026-000001-02/?c=7QK2M4ZP"


@pytest.mark.parametrize("is_clear", [True, False])
def test_a_phone_reads_the_code_as_it_lies_on_the_paper(is_clear: bool) -> None:
    with Image.open(io.BytesIO(qr.png(ADDRESS, dot=8, border=4, is_clear=is_clear))) as picture:
        code = picture.convert("RGBA")
    paper = Image.new("RGBA", code.size, "#FBF8F2")
    paper.alpha_composite(code)
    read, _corners, _straightened = cv2.QRCodeDetector().detectAndDecode(numpy.asarray(paper.convert("L")))
    assert read == ADDRESS


def test_a_code_weighs_little() -> None:
    assert len(qr.png(ADDRESS, dot=8, is_clear=True)) < 1500


def test_a_text_that_fits_in_no_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr.png("长" * 2000, dot=8)
