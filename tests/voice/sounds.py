"""Small files of sound."""

import io
import wave

import numpy as np

RATE = 16_000


def a_wav(seconds: float) -> bytes:
    """A voice-like tone."""
    time = np.arange(int(seconds * RATE)) / RATE
    tone = 0.3 * np.sin(2 * np.pi * 220 * time) * (1 + np.sin(2 * np.pi * 3 * time)) / 2
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        wav.writeframes((tone * 32767).astype("<i2").tobytes())
    return file.getvalue()
