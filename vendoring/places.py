"""Where things go."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "college" / "hanzi" / "data"
STATIC = ROOT / "static" / "vendor"
FONTS = ROOT / "college" / "fonts"
