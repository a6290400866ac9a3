import sys
from argparse import ArgumentParser
from collections.abc import Callable
from json import dumps
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from media.captions.formats import webvtt
from media.speech.engines import AUTO, NAMES, Engine, load_engine
from media.speech.errors import EngineMissing, UnusableMedia
from media.speech.opening import opened
from media.speech.pipeline import SpokenCue, transcribe

BAD_INPUT, INTERRUPTED = 2, 130


class Command(BaseCommand):
    help = "Writes what is spoken in a video or sound file as WebVTT, the way the site does it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("-o", "--output", type=Path, metavar="OUT.vtt", help="instead of standard output")
        parser.add_argument("--language", default="zh", choices=["zh", "en"], help="the language spoken (zh)")
        parser.add_argument("--engine", choices=NAMES, help=f"as WHISPER_ENGINE ({AUTO})")
        parser.add_argument("--model", metavar="NAME_OR_PATH", help="as WHISPER_MODEL (base)")
        parser.add_argument("--json", action="store_true", help="JSON with the engine and each cue's confidence")

    def handle(
        self,
        *,
        file: Path,
        output: Path | None,
        language: str,
        engine: str | None,
        model: str | None,
        json: bool,
        **options: object,
    ) -> None:
        write: Callable[[Engine, list[SpokenCue]], str] = as_json if json else as_webvtt
        try:
            check(file, output)
            loaded = load_engine(engine, model)
            text = write(loaded, list(transcribe(file, language=language, engine=loaded)))
            self.stdout.write(text, ending="") if output is None else replace(output, text)
        except (UnusableMedia, EngineMissing, OSError) as error:
            self.stderr.write(" ".join(str(error).split()))
            sys.exit(BAD_INPUT)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)


def check(file: Path, output: Path | None) -> None:
    """What can be known before the model is loaded."""
    with opened(file):
        pass
    if output and not output.parent.is_dir():
        raise FileNotFoundError(_("没有 {folder} 这个目录。").format(folder=output.parent))


def as_webvtt(engine: Engine, cues: list[SpokenCue]) -> str:
    return webvtt.write(cues)


def as_json(engine: Engine, cues: list[SpokenCue]) -> str:
    rows = [
        {
            "start": round(cue.start, 3),
            "end": round(cue.end, 3),
            "text": cue.text,
            "confidence": round(cue.confidence, 3),
        }
        for cue in cues
    ]
    return dumps({"engine": engine.name, "cues": rows}, ensure_ascii=False, indent=1) + "\n"


def replace(path: Path, text: str) -> None:
    """Whole or not at all."""
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(text)
    unfinished = Path(file.name)
    unfinished.chmod(0o644)
    unfinished.replace(path)
