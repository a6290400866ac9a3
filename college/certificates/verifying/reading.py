"""The words in a PDF that anybody may have sent. Run as a program of its own, which may not take more than it is given:
the file on standard input, what was read on standard output, as JSON: {"text": …} or {"refused": why}.

It imports nothing of the project, so that it is at hand in a moment.
"""

import io
import json
import logging
import resource
import sys

from pypdf import PdfReader

SECONDS = 5
MEMORY = 512 * 1024**2
MOST_PAGES = 3
MOST_CHARACTERS = 20_000
MOST_BYTES_SAID = 12 * MOST_CHARACTERS + 1000
"""As JSON writes them: a rare one as a pair of six."""


def read(content: bytes) -> dict[str, str]:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        return {"refused": "encrypted"}
    pages = reader.pages
    if len(pages) > MOST_PAGES:
        return {"refused": "too-many-pages"}
    return {"text": "\n".join(page.extract_text() for page in pages)[:MOST_CHARACTERS]}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES_SAID, MOST_BYTES_SAID))
    logging.disable()
    try:
        said = read(sys.stdin.buffer.read())
    except Exception:  # pypdf fails in as many ways as a file can be wrong, memory and depth among them
        said = {"refused": "unreadable"}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
