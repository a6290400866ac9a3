"""hanzi-writer's minified build as an ES module."""

import shutil
from pathlib import Path

from vendoring.places import STATIC

FOLDER = STATIC / "hanzi-writer"


def copy(package: Path) -> None:
    FOLDER.mkdir(exist_ok=True)
    code, _, _ = (package / "dist" / "hanzi-writer.min.js").read_text().partition("//# sourceMappingURL")
    (FOLDER / "hanzi-writer.min.js").write_text(f"{code.rstrip()}\nexport default HanziWriter;\n")
    shutil.copy(package / "LICENSE", FOLDER / "LICENSE")
    shutil.copy(package / "COPYING.md", FOLDER / "COPYING.md")
