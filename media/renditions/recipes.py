"""What FFmpeg is told for each kind of rendition."""

from dataclasses import dataclass
from pathlib import Path

from media.models import Rendition
from media.renditions.ffmpeg import READING, THREADS
from media.renditions.original import Original


@dataclass(frozen=True)
class Recipe:
    """The sides of the picture at most, bits a second, and what to leave as it is when it is already as light."""

    long: int
    short: int
    profile: str
    preset: str
    crf: int
    most_bits: int
    sound_bits: int
    light_bits: int


RECIPES = {
    Rendition.Kind.HD: Recipe(1280, 720, "high", "veryfast", 23, 1_800_000, 96_000, light_bits=2_400_000),
    Rendition.Kind.SD: Recipe(640, 360, "main", "fast", 26, 500_000, 64_000, light_bits=700_000),
}
AUDIO_BITS = 48_000
MOST_FRAMES_A_SECOND = 30
KEY_FRAME_SECONDS = 2
LIGHTER, FEWEST_BITS = 0.5, 64_000
# The index comes first, so that playing begins at once; where and with what it was filmed concerns nobody.
WRITING = ["-map_metadata", "-1", "-map_chapters", "-1", "-movflags", "+faststart", "-f", "mp4"]
# Silence where the sound begins late or has gaps: its clock stays the picture's.
IN_STEP = "aresample=async=1:first_pts=0"
# From what a phone calls HDR to what every screen shows.
TONES = (
    "zscale=tin={transfer}:pin=bt2020:min=bt2020nc:t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,"
    "tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv"
)


def arguments(original: Original, kind: str, target: Path) -> list[str]:
    reading = [*READING, "-i", f"file:{original.path}"]
    return [*reading, *_content(original, kind), *WRITING, f"file:{target}"]


def _content(original: Original, kind: str) -> list[str]:
    if kind == Rendition.Kind.AUDIO:
        return [*_map(original.sound), *_sound(AUDIO_BITS, 1), "-af", f"{IN_STEP},apad=whole_dur={original.duration}"]
    recipe = RECIPES[Rendition.Kind(kind)]
    streams = [*_map(original.pictures), *_map(original.sound)]
    if is_light(original, recipe):
        return [*streams, "-c", "copy"]
    return [
        *streams,
        *_pictures(original, recipe),
        *_sound(recipe.sound_bits, min(2, original.channels)),
        "-af",
        IN_STEP,
    ]


def is_light(original: Original, recipe: Recipe) -> bool:
    """Already what the recipe would make: packed anew, it loses nothing."""
    sides = sorted([original.width, original.height])
    fits = sides[0] <= recipe.short and sides[1] <= recipe.long
    return original.is_plain and fits and original.bit_rate <= recipe.light_bits


def _map(stream: int | None) -> list[str]:
    return [] if stream is None else ["-map", f"0:{stream}"]


def _pictures(original: Original, recipe: Recipe) -> list[str]:
    coding = ["-c:v", "libx264", "-preset", recipe.preset, "-profile:v", recipe.profile, "-crf", str(recipe.crf)]
    most = most_bits(original, recipe)
    rate = ["-maxrate", str(most), "-bufsize", str(2 * most)]
    keys = ["-force_key_frames", f"expr:gte(t,n_forced*{KEY_FRAME_SECONDS})"]
    # A constant rate: of pictures that stand still to the end, the length would be lost.
    pace = ["-fps_mode", "cfr", "-fpsmax", str(MOST_FRAMES_A_SECOND)]
    return ["-vf", filters(original, recipe), *coding, *rate, *keys, *pace, "-threads", THREADS]


def most_bits(original: Original, recipe: Recipe) -> int:
    """Of slides that hardly move, a form for a poor network is not made heavier than they were."""
    share = original.bit_rate * LIGHTER if original.is_plain else recipe.most_bits
    return int(min(recipe.most_bits, max(share, FEWEST_BITS)))


def filters(original: Original, recipe: Recipe) -> str:
    """Upright (FFmpeg turns it by itself), square pixels, even sides, never enlarged, colours for every screen."""
    is_upright = original.height > original.width
    width, height = (recipe.short, recipe.long) if is_upright else (recipe.long, recipe.short)
    square = [] if original.has_square_pixels else ["scale=iw*sar:ih", "setsar=1"]
    fitted = f"scale=w=min({width}\\,iw):h=min({height}\\,ih):force_original_aspect_ratio=decrease:force_divisible_by=2"
    frames = [f"fps={MOST_FRAMES_A_SECOND}"] if original.frame_rate > MOST_FRAMES_A_SECOND + 1 else []
    tones = [TONES.format(transfer=original.hdr)] if original.hdr else []
    return ",".join([*frames, *square, fitted, *tones, "format=yuv420p"])


def _sound(bits: int, channels: int) -> list[str]:
    return ["-c:a", "aac", "-b:a", str(bits), "-ar", "48000", *(["-ac", str(channels)] if channels else [])]
