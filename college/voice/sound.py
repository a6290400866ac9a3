"""Samples as a file that every browser plays: MP3, mono."""

import io
from typing import TYPE_CHECKING

import av
import numpy as np

if TYPE_CHECKING:
    from college.voice.engine import Samples

BITS = 40_000
"""A second."""
SILENCE = 0.15
"""Seconds before and after: some devices swallow the beginning."""


def packed(samples: "Samples", rate: int) -> bytes:
    rest = np.zeros(int(rate * SILENCE), np.float32)
    frame = av.AudioFrame.from_ndarray(np.concatenate([rest, samples, rest])[None, :], format="fltp", layout="mono")
    frame.sample_rate = rate
    file = io.BytesIO()
    with av.open(file, "w", format="mp3") as container:
        stream = container.add_stream("mp3", rate=rate, layout="mono")
        stream.bit_rate = BITS
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return file.getvalue()
