import io
from dataclasses import replace

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image, ImageDraw

from college.certificates.artwork import MOST_BYTES, keep
from college.certificates.content import Signed
from college.certificates.desk.previews import SERIAL, VERIFY_URL, sample_content
from college.certificates.drawing import draw, picture
from college.certificates.models import Artwork, Layout
from college.certificates.readymade import SERVICE, TRAINING, Readymade, design
from demo.drawing.seal import seal, signature
from tests.certificates.cast import scanned


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
    assert max(picture.size) <= 472
    assert {each for _, each in picture.getchannel("A").getcolors()} == {0, 255}


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
        (scanned(sent(Image.new("RGB", (300, 300), "white"))), "blank"),
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


def test_grey_paper_photographed_with_a_seal_covers_nothing(db: None) -> None:
    photo = scanned_seal().point(lambda shade: shade * 2 // 3)  # in the shade

    picture = Image.open(io.BytesIO(bytes(kept(sent(photo, "JPEG")).content)))

    assert picture.getpixel((picture.width // 2, picture.height // 2))[3] == 0


@pytest.fixture(scope="module")
def scans() -> list[bytes]:
    """A seal and two signatures."""
    drawn = [seal("明亮社区学院"), signature("周文清"), signature("沈玉芬")]
    return [scanned(each).getvalue() for each in drawn]


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", [TRAINING, SERVICE])
def test_signed_by_two_and_sealed_it_is_still_small_enough_to_send_by_any_phone(
    db: None, scans: list[bytes], kind: Readymade, language: str, orientation: str
) -> None:
    stamp, *hands = (kept(io.BytesIO(scan)).sha256 for scan in scans)
    names = (("周文清", "Zhou Wenqing"), ("沈玉芬", "Shen Yufen"))
    signed = [
        Signed(name=name, name_en=name_en, post="院长", post_en="Dean", signature=hand)
        for (name, name_en), hand in zip(names, hands, strict=True)
    ]
    content = replace(sample_content(), seal=stamp, signed=signed)
    layout = Layout(design=design(kind, language, orientation))

    pdf = draw(content, layout=layout, serial=SERIAL, verify_url=VERIFY_URL, issued_at=timezone.now())

    assert len(pdf) <= 25_000
    pictures = [each.image for each in pypdf.PdfReader(io.BytesIO(pdf), strict=True).pages[0].images]
    assert sorted(picture.size for picture in pictures) == [(1, 1)] * 4


def test_a_background_fills_the_page_in_place_of_the_drawn_frame(db: None) -> None:
    paper = kept(sent(Image.new("RGB", (1200, 850), (30, 90, 200)), "JPEG"), is_ink=False)
    layout = Layout(design={**design(TRAINING), "background": paper.sha256})

    drawn = picture(sample_content(), layout=layout, serial=SERIAL, verify_url=VERIFY_URL)

    page = Image.open(io.BytesIO(drawn)).convert("RGB")
    for corner in ((2, 2), (page.width - 3, 2), (2, page.height - 3), (page.width - 3, page.height - 3)):
        red, _green, blue = page.getpixel(corner)
        assert blue - red > 120
