"""What is sent may be anything: each bad file gets its sentence, and nothing is written."""

import io
import stat
import zipfile

import pytest
from django.core.files.base import ContentFile

from college.packages import archives
from college.packages.archives import opened
from college.spreadsheets import Unreadable
from tests.packages.samples import PAGE, zipped


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


def test_backslashes_of_windows_are_parts_of_a_path() -> None:
    with opened(ContentFile(zipped({"res\\a.html": PAGE}))) as archive:
        assert list(archive.files) == ["res/a.html"]
        assert archive.found("RES/A.html") == "res/a.html"
