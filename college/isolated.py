"""Programs of ours that read strangers' files: apart from the site, without its secrets, ended when they take too long.

They import nothing of the project, so that they are at hand in a moment, and bound by themselves what they take.
"""

import logging
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

logger = logging.getLogger(__name__)

NEEDED = ("LD_LIBRARY_PATH",)
"""Of the environment, by whoever runs a Python that does not lie where systems keep theirs."""
COMPLAINT = 2000


def run_isolated(program: str, *arguments: str, content: bytes, out: IO[bytes], seconds: float) -> None:
    """The file at the path `program`, with `content` on its standard input and `out` as its output.

    Raises subprocess.SubprocessError or OSError when it fails or takes longer; what it complained of is logged.
    """
    environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
    command = [sys.executable, "-I", program, *arguments]
    with TemporaryFile() as errors:
        try:
            subprocess.run(  # noqa: S603
                command,
                input=content,
                stdout=out,
                stderr=errors,
                env=environment,
                cwd="/",
                timeout=seconds,
                check=True,
            )
        except (subprocess.SubprocessError, OSError) as failure:
            errors.seek(0)
            complaint = errors.read()[-COMPLAINT:].decode(errors="replace")
            logger.warning("%s gave up a file: %s %s", Path(program).name, type(failure).__name__, complaint)
            raise
