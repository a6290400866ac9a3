"""What is sent may be anything: each bad file gets its sentence, and nothing is written."""

import io
import stat
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.base import ContentFile

from college.packages import archives
from college.packages.archives import opened
from college.spreadsheets import Unreadable
from tests.packages.samples import PAGE, before_its_beginning, zipped


def a_link() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        info = zipfile.ZipInfo("index.html")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(info, "/etc/passwd")
    return content.getvalue()


def a_bomb() -> bytes:
    return zipped({"zeros.bin": b"\0" * (archives.RATIO_FROM_BYTES + 1)})


def with_password() -> bytes:
    """Only the marks: the first entry says that it is encrypted."""
    content = bytearray(zipped({"index.html": PAGE}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    return bytes(content)


def damaged(content: bytes) -> bytes:
    """In the middle of what is packed."""
    at = content.index(b"index.html") + len(b"index.html") + 10
    return content[:at] + b"\xff" * 20 + content[at + 20 :]


BAD = {
    "是空的": lambda: b"",
    "不是 .zip 压缩包": lambda: b"PK\x03\x04 not at all a zip",
    "路径不对": lambda: zipped({"../outside.html": PAGE}),
    "路径不对的": lambda: zipped({"/etc/cron.d/x": PAGE}),
    "有路径不对": lambda: zipped({"C:\\windows\\x.html": PAGE}),
    "里有路径不对": lambda: zipped({"a\\..\\..\\x.html": PAGE}),
    "链接文件": a_link,
    "加了密码": with_password,
    "展开以后太大": a_bomb,
    "文件超过": lambda: zipped({f"{n}": "" for n in range(archives.MOST_FILES + 1)}),
}


@pytest.mark.parametrize("sentence", BAD)
def test_each_bad_file_is_answered_with_a_sentence(sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence), opened(ContentFile(BAD[sentence]())):
        pass


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_nobody_sends_what_unpacks_at_once_to_more_than_the_server_has(packing: int) -> None:
    content = zipped({"index.html": PAGE}, packing=packing)
    with pytest.raises(Unreadable, match="已经损坏"), opened(ContentFile(content)):
        pass


@pytest.mark.parametrize("spoilt", [damaged, before_its_beginning])
def test_who_sends_a_damaged_file_reads_a_sentence_when_it_is_read(
    spoilt: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "sent.zip"
    path.write_bytes(spoilt(zipped({"index.html": PAGE * 50})))
    with (
        pytest.raises(Unreadable, match="已经损坏"),
        path.open("rb") as sent,
        opened(File(sent)) as archive,
    ):
        archive.read("index.html", 1000)


def test_of_a_list_of_a_million_files_nobody_makes_a_million_files() -> None:
    """The list of one file over and over, as long as the largest package may be."""
    one = zipped({"a": ""})
    start, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    count = 200_000
    said = bytearray(one[end:])
    said[12:16] = (count * (end - start)).to_bytes(4, "little")
    content = one[:start] + one[start:end] * count + bytes(said)
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match="文件超过"), opened(ContentFile(content)):
            pass
        assert tracemalloc.get_traced_memory()[1] < 4 * len(content)
    finally:
        tracemalloc.stop()


def test_backslashes_of_windows_are_parts_of_a_path() -> None:
    with opened(ContentFile(zipped({"res\\a.html": PAGE}))) as archive:
        assert list(archive.files) == ["res/a.html"]
        assert archive.found("RES/A.html") == "res/a.html"
