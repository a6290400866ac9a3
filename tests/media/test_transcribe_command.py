import json
import os
import subprocess
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from media.speech.errors import UNUSABLE
from tests.media.conftest import Make
from tests.media.speech.conftest import H264, NARRATION, TONE, halved

NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none"


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(scope="session")
def beginning(make: Make, models: Path) -> Path:
    """The first eight seconds of a lesson."""
    return make("beginning.mp4", "-i", str(NARRATION / "cloud-volunteer-records.m4a"), *H264, seconds=8)


def run(*arguments: object) -> Done:
    stdout, stderr = StringIO(), StringIO()
    try:
        call_command("transcribe", *map(str, arguments), stdout=stdout, stderr=stderr)
        code = 0
    except SystemExit as end:
        code = int(str(end.code))
    return Done(code, stdout.getvalue(), stderr.getvalue())


def assert_refused(done: Done, sentence: object) -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{sentence}\n"


def test_a_program_gets_captions_and_codes_from_a_process_that_needs_no_database(beginning: Path) -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "transcribe"]
    nowhere = {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "college.settings.test",
    }
    environment = {**os.environ, **nowhere}
    done = subprocess.run([*command, str(beginning)], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("WEBVTT\n\n00:00:00.")
    missing = beginning.with_name("gone.mp4")
    done = subprocess.run([*command, str(missing)], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{UNUSABLE['missing']}\n")


def test_a_lesson_is_written_as_captions(beginning: Path) -> None:
    done = run(beginning)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("WEBVTT\n\n00:00:00.")
    assert "志愿服务记录" in done.stdout


def test_the_reference_engine_can_be_asked(beginning: Path) -> None:
    found = json.loads(run(beginning, "--json", "--engine", "openai-whisper").stdout)
    assert found["engine"] == "openai-whisper base"
    assert "志愿服务" in "".join(cue["text"] for cue in found["cues"])


def test_captions_go_to_a_file(beginning: Path, tmp_path: Path) -> None:
    done = run(beginning, "-o", tmp_path / "out.vtt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "out.vtt").read_text().startswith("WEBVTT\n")
    assert [path.name for path in tmp_path.iterdir()] == ["out.vtt"]


def test_programs_read_json(beginning: Path, models: Path) -> None:
    found = json.loads(
        run(beginning, "--json", "--engine", "faster-whisper", "--model", models / "whisper-base").stdout
    )
    assert found["engine"].startswith("faster-whisper whisper-base")
    assert found["cues"][0].keys() == {"start", "end", "text", "confidence"}
    assert found["cues"][0]["text"].startswith("同志们好，欢迎参加今天的云培")


def test_silence_is_an_empty_transcript(make: Make, models: Path) -> None:
    silent = make("silent.mp4", "-f", "lavfi", "-i", "anullsrc", *H264)
    done = run(silent)
    assert (done.returncode, done.stdout, done.stderr) == (0, "WEBVTT\n", "")


def test_what_cannot_be_used_gets_one_line_and_code_2(make: Make, mute: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "notes.mp4").write_text("认字班\n" * 100)
    assert_refused(run(tmp_path / "gone.mp4"), UNUSABLE["missing"])
    assert_refused(run(tmp_path / "empty.mp4"), UNUSABLE["empty"])
    assert_refused(run(tmp_path / "notes.mp4"), UNUSABLE["not-video"])
    assert_refused(run(halved(make("sound.mp4", *TONE, *H264, seconds=20))), UNUSABLE["truncated"])
    assert_refused(
        run(halved(make("web.mp4", *TONE, *H264, "-movflags", "+faststart", seconds=20))), UNUSABLE["truncated"]
    )


def test_a_video_without_sound_gets_one_line_and_code_2(models: Path, mute: Path) -> None:
    assert_refused(run(mute), UNUSABLE["no-sound"])


def test_a_name_that_lies_does_not_matter(make: Make, models: Path, tmp_path: Path) -> None:
    video = make("tone.mp4", *TONE, *H264)
    liar = tmp_path / "tone.txt"
    liar.write_bytes(video.read_bytes())
    assert run(liar).returncode == 0


def test_a_folder_that_is_not_there_is_named_before_the_work(beginning: Path, tmp_path: Path) -> None:
    assert_refused(run(beginning, "-o", tmp_path / "gone" / "out.vtt"), f"没有 {tmp_path / 'gone'} 这个目录。")


def test_a_model_that_is_not_there_is_named(beginning: Path, tmp_path: Path) -> None:
    done = run(beginning, "--model", tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "python manage.py fetch_models" in done.stderr
