import sys
from pathlib import Path

from vendoring import characters, kaiti, phrases, serif, strokes, writer

packages = Path(sys.argv[1])
strokes.pack(packages / "hanzi-writer-data")
writer.copy(packages / "hanzi-writer")
kaiti.slice_up(packages / "lxgw-wenkai-screen-webfont")
characters.write(packages)
phrases.write()
serif.cut()
