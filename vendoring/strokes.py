"""The strokes of GB 2312 in one file, whose shape `college.hanzi.strokes` describes."""

import gzip
import hashlib
import json
import shutil
import struct
from itertools import accumulate
from pathlib import Path

from college.hanzi import gb2312
from vendoring.places import DATA


def pack(package: Path) -> None:
    members = [_member(package / f"{char}.json") for char in gb2312.characters()]
    begin = 8 + 4 * (len(members) + 1)
    starts = list(accumulate((len(member) for member in members), initial=begin))
    content = struct.pack(f"<{len(starts)}I", *starts) + b"".join(members)
    digest = hashlib.sha256(content).hexdigest()[:8]
    (DATA / "strokes.pack").write_bytes(digest.encode() + content)
    shutil.copy(package / "ARPHICPL.TXT", DATA / "ARPHICPL.TXT")


def _member(file: Path) -> bytes:
    compact = json.dumps(json.loads(file.read_text()), separators=(",", ":"))
    return gzip.compress(compact.encode(), compresslevel=9, mtime=0)
