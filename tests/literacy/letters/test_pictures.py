import io
import struct
import zlib

import pytest
from PIL import Image

from college.literacy.letters.pictures import LONG_SIDE, UnusablePicture, as_jpeg
from tests.literacy.letters.letters import as_file

ORIENTATION = 0x0112


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 900 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_photo_is_turned_as_the_camera_was_held_and_says_no_more_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    taken = as_file(Image.new("RGB", (300, 200), "white"), exif=exif)
    photo = opened(as_jpeg(taken))
    assert photo.size == (200, 300)
    assert not photo.getexif()


def test_a_large_photo_becomes_as_small_as_it_is_read() -> None:
    assert max(opened(as_jpeg(as_file(Image.new("RGB", (4000, 3000), "white")))).size) == LONG_SIDE


def test_what_is_clear_as_glass_becomes_white_paper() -> None:
    glass = as_file(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")
    assert opened(as_jpeg(glass)).getpixel((9, 9)) == (255, 255, 255)


def test_a_small_file_with_too_many_pixels_is_refused() -> None:
    with pytest.raises(UnusablePicture, match="太大了"):
        as_jpeg(io.BytesIO(bomb()))


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"not a picture",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        as_file(Image.new("RGB", (20, 20)), "GIF").read(),
        as_file(Image.effect_noise((200, 200), 90), "JPEG").read()[:900],
    ],
    ids=["empty", "text", "heic", "svg", "gif", "cut off"],
)
def test_what_is_no_photo_is_refused_with_what_to_do(file: bytes) -> None:
    with pytest.raises(UnusablePicture, match="请直接用手机拍一张"):
        as_jpeg(io.BytesIO(file))
