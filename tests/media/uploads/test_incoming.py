from pathlib import Path

import pytest

from media.uploads.incoming import append, held
from media.uploads.refusals import UploadRefused


def test_two_senders_at_once_never_mix(tmp_path: Path) -> None:
    """The first hangs in a dead connection; the second goes on where it stopped; the first wakes up."""
    path = tmp_path / "upload"
    path.touch()
    waking = []

    def first() -> object:
        yield b"aaaa"
        append(path, 4, iter([b"bbbb", b"cc"]))
        waking.append(True)
        yield b"xxxx"

    with pytest.raises(UploadRefused) as refusal:
        append(path, 0, first())
    assert (refusal.value.code, waking, path.read_bytes()) == ("offset", [True], b"aaaabbbbcc")


def test_what_was_given_up_meanwhile_takes_no_more(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.touch()

    def blocks() -> object:
        yield b"aaaa"
        path.unlink()
        yield b"bbbb"

    with pytest.raises(UploadRefused):
        append(path, 0, blocks())
    assert not path.exists()
    with pytest.raises(UploadRefused, match="expired"):
        append(path, 0, iter([b"cccc"]))
    assert not path.exists()


def test_a_file_becomes_a_video_once_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.touch()
    with held(path), pytest.raises(UploadRefused, match="busy"), held(path):
        pass
