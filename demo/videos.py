"""The video lessons: slides drawn to the times of a narration that is kept with its exact words."""

import json
import tomllib
from pathlib import Path

from demo.content import CONTENT
from demo.drawing.slides import Slide, draw_slide, make_video

AUDIO = Path(__file__).parent / "audio"
TAIL = 0.6  # seconds that the last slide stays after the last word


def draw_video(clip: str, target: Path) -> None:
    show = tomllib.loads((CONTENT / "slides.toml").read_text())[clip]
    sentences: list[tuple[float, float, str]] = json.loads((AUDIO / f"{clip}.json").read_text())
    slides: list[Slide] = show["slides"]
    drawn = [
        (sentences[slide["sentence"]][0] + slide.get("after", 0), draw_slide(slide, show["course"], seed))
        for seed, slide in enumerate(slides)
    ]
    make_video(drawn, AUDIO / f"{clip}.m4a", sentences[-1][1] + TAIL, target)
