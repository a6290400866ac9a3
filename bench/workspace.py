"""A folder of the bench's own: database, uploads, the models by a link, FFmpeg where openai-whisper looks for it."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.clips import ROOT
from bench.processes import Command, run


@dataclass(frozen=True)
class Workspace:
    folder: Path

    @property
    def ffmpeg(self) -> Path:
        return self.folder / "bin" / "ffmpeg"

    @property
    def checkpoint(self) -> Path:
        return self.folder / "models" / "whisper-base.pt"

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        paths = {"PATH": f"{self.ffmpeg.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        # For all alike: spinning threads make openai-whisper several times slower where anything else runs.
        return {
            **kept,
            **paths,
            "OMP_WAIT_POLICY": "passive",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "VAR_DIR": str(self.folder),
            **more,
        }

    def contender(self, name: str, *files: Path) -> Command:
        return [sys.executable, "-m", "bench.contenders", name, *map(str, files)]

    def manage(self, *words: str) -> Command:
        return [sys.executable, str(ROOT / "manage.py"), *words]

    def whisper(self, *files: Path) -> Command:
        """openai-whisper's command, told the language and the weights and nothing else that matters."""
        options = ["--model", str(self.checkpoint), "--language", "zh", "--fp16", "False", "--verbose", "False"]
        folder = ["--output_dir", str(self.folder / "whisper"), "--output_format", "txt"]
        return [str(Path(sys.executable).with_name("whisper")), *map(str, files), *options, *folder]

    def whisper_text(self, file: Path) -> str:
        return (self.folder / "whisper" / f"{file.stem}.txt").read_text(encoding="utf-8")


def cores() -> int:
    return len(os.sched_getaffinity(0))


@contextmanager
def workspace() -> Iterator[Workspace]:
    from imageio_ffmpeg import get_ffmpeg_exe

    with tempfile.TemporaryDirectory(prefix="mingliang-bench-") as name:
        made = Workspace(Path(name))
        made.ffmpeg.parent.mkdir()
        made.ffmpeg.symlink_to(get_ffmpeg_exe())
        (made.folder / "models").symlink_to(Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve() / "models")
        run(made.manage("migrate", "--verbosity", "0"), made.environment())
        run(made.contender("prepare"), made.environment())
        yield made
