import io
from dataclasses import replace

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image, ImageDraw

from college.certificates.artwork import MOST_BYTES, keep
from college.certificates.desk.previews import SERIAL, VERIFY_URL, sample_content
from college.certificates.drawing import draw
from college.certificates.models import Artwork, Layout
from college.certificates.readymade import TRAINING, design


def sent(picture: Image.Image, form: str = "PNG") -> io.BytesIO:
    file = io.BytesIO()
    picture.save(file, form)
    return io.BytesIO(file.getvalue())


def scanned_seal() -> Image.Image:
    picture = Image.new("RGB", (900, 900), "white")
    ImageDraw.Draw(picture).ellipse((60, 60, 840, 840), outline=(200, 30, 30), width=40)
    return picture


def kept(file: io.BytesIO, *, is_ink: bool = True) -> Artwork:
    return keep(file, size=len(file.getvalue()), is_ink=is_ink)


def test_a_scanned_seal_loses_the_white_paper_around_it(db: None) -> None:
    artwork = kept(sent(scanned_seal()))

    picture = Image.open(io.BytesIO(bytes(artwork.content)))
    red, green, _blue, cover = picture.getpixel((picture.width // 2, 8))
    assert (red > 150, green < 80, cover > 200) == (True, True, True)
    assert picture.getpixel((picture.width // 2, picture.height // 2))[3] == 0
    assert max(picture.size) <= 300
    assert len(artwork.content) < 6_000


def test_the_same_picture_is_kept_once_and_nothing_of_the_file_that_was_sent(db: None) -> None:
    file = sent(scanned_seal(), "JPEG")
    with_a_tail = io.BytesIO(file.getvalue() + b"<?php echo 1 ?>")

    assert kept(file, is_ink=False) == kept(with_a_tail, is_ink=False)
    assert b"php" not in bytes(Artwork.objects.get().content)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (io.BytesIO(b"<svg onload='alert(1)'/>"), "no-picture"),
        (io.BytesIO(sent(scanned_seal()).getvalue()[:400]), "no-picture"),
        (sent(Image.new("1", (6000, 6000))), "too-many-pixels"),
        (sent(Image.new("RGB", (50, 50), "white")), "blank"),
        (sent(scanned_seal(), "GIF"), "no-picture"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_a_sentence(file: io.BytesIO, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        kept(file)

    assert refusal.value.code == code


def test_a_file_that_is_too_large_is_not_even_opened() -> None:
    with pytest.raises(ValidationError, match="5 MB"):
        keep(io.BytesIO(b""), size=MOST_BYTES + 1, is_ink=True)


def test_a_seal_is_printed_inside_an_archivable_page(db: None) -> None:
    artwork = kept(sent(scanned_seal()))
    layout = Layout(design=design(TRAINING))
    content = replace(sample_content(), seal=artwork.sha256)

    pdf = draw(content, layout=layout, serial=SERIAL, verify_url=VERIFY_URL, issued_at=timezone.now())

    assert pypdf.PdfReader(io.BytesIO(pdf)).pages[0].images
