"""What is compared. `python -m bench.contenders NAME FILE…` does one thing in a process of its own.

It writes one line of JSON: the seconds of work once the model is loaded, and the text of each file.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from media.models import Transcript, Video

Report = dict[str, Any]
MODELS = Path(os.environ.get("VAR_DIR", "var")) / "models"


def pipeline(paths: list[Path]) -> Report:
    """Our own, from the file to the cues in the database, as a worker does it."""
    start_django()
    from media.speech.engines import load_engine

    load_engine()
    videos = [add(path) for path in paths]
    began = time.perf_counter()
    transcripts = [transcribed(video) for video in videos]
    worked = time.perf_counter() - began
    return {
        "worked": worked,
        "texts": [heard_in(each) for each in transcripts],
        "repaired": [shown(each) for each in transcripts],
    }


def heard_in(transcript: "Transcript") -> str:
    """What the engine wrote, before homophones were put right."""
    from media.glossaries.repairing import heard

    return "".join(heard(cue) for cue in transcript.cues.all())


def shown(transcript: "Transcript") -> str:
    return "".join(cue.text for cue in transcript.cues.all())


def alone(paths: list[Path]) -> Report:
    """faster-whisper with the settings that our engine gives it, with its own cutting and its own clock."""
    from faster_whisper import WhisperModel

    from media.speech.engines import DECODING, threads
    from media.speech.pieces import OPTIONS

    model = WhisperModel(str(MODELS / "whisper-base"), device="cpu", compute_type="int8", cpu_threads=threads())
    began = time.perf_counter()
    texts = []
    for path in paths:
        segments, _info = model.transcribe(
            str(path), language="zh", vad_filter=True, vad_parameters=OPTIONS, **DECODING
        )
        texts.append("".join(segment.text for segment in segments))
    return {"worked": time.perf_counter() - began, "texts": texts}


def queue(paths: list[Path]) -> Report:
    """Leaves the work to whoever takes it."""
    start_django()
    from media.transcripts import begin_transcript

    for path in paths:
        begin_transcript(add(path))
    return {}


def finished(paths: list[Path]) -> Report:
    """How many transcripts are done and how many are not."""
    start_django()
    from media.models import Transcript

    done = Transcript.objects.filter(state=Transcript.State.DONE).count()
    return {"done": done, "open": Transcript.objects.count() - done}


def near_the_end(paths: list[Path]) -> Report:
    """Of a long file only the planning and the last chunk but one, which is of full length."""
    return _long(paths[0], slice(-2, -1))


def whole(paths: list[Path]) -> Report:
    return _long(paths[0], slice(None))


def _long(path: Path, which: slice) -> Report:
    start_django()
    from media.speech.engines import load_engine
    from media.tasks import transcribe_chunk
    from media.transcripts import begin_transcript

    load_engine()
    began = time.perf_counter()
    transcript = planned(begin_transcript(add(path)))
    cut = time.perf_counter() - began
    chunks = list(transcript.chunks.values_list("pk", flat=True))
    for chunk in chunks[which]:
        transcribe_chunk.call(chunk)
    worked = time.perf_counter() - began - cut
    if not transcript.cues.exists():
        raise ValueError("nothing was heard")
    return {"planned": cut, "chunks": len(chunks), "worked": worked}


def start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()


def prepare(paths: list[Path]) -> Report:
    """What the demo's editors know of all videos."""
    start_django()
    from demo.glossary import add_glossary

    add_glossary()
    return {}


def add(path: Path) -> "Video":
    """Checked already, and where uploads are."""
    from django.core.files import File

    from media.models import Video

    video = Video(title=path.stem, original_name=path.name, state=Video.State.READY, has_audio=True)
    with path.open("rb") as file:
        video.file.save(path.name, File(file), save=False)
    video.save()
    return video


def transcribed(video: "Video") -> "Transcript":
    from media.tasks import transcribe_chunk
    from media.transcripts import begin_transcript

    transcript = planned(begin_transcript(video))
    for chunk in transcript.chunks.values_list("pk", flat=True):
        transcribe_chunk.call(chunk)
    return transcript


def planned(transcript: "Transcript") -> "Transcript":
    from media.tasks import plan_transcript

    plan_transcript.call(transcript.pk)
    return transcript


CONTENDERS: dict[str, Callable[[list[Path]], Report]] = {
    each.__name__: each for each in (prepare, pipeline, alone, queue, finished, near_the_end, whole)
}

if __name__ == "__main__":
    print(json.dumps(CONTENDERS[sys.argv[1]]([Path(name) for name in sys.argv[2:]]), ensure_ascii=False))
