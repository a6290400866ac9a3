"""The voice: Kokoro, 82 million parameters in eight-bit integers, on the processor (see `data/README.md`).

It takes 320 MB and, on one slow core, about as long as what it says.
"""

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from college.voice import weights
from college.voice.spelling import spelt
from college.voice.symbols import NUMBER_OF
from media.speech.engines import FETCH, INSTALL, threads
from media.speech.errors import EngineMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    Samples = NDArray[np.float32]

RATE = 24_000
"""Samples a second."""
PACE = 0.85
"""Times as fast as it would speak by itself."""
MOST_SYMBOLS = 509
"""At once; a style is given for each length."""
STYLE_NUMBERS = 256


def say(text: str) -> "Samples":
    """Mono, between -1 and 1; empty if nothing in the text can be said. Raises EngineMissing."""
    import numpy as np

    numbers = [NUMBER_OF[sign] for sign in spelt(text)][:MOST_SYMBOLS]
    if not numbers:
        return np.zeros(0, np.float32)
    asked = {
        "tokens": np.array([[0, *numbers, 0]], np.int64),
        "style": _styles()[len(numbers)],
        "speed": np.array([PACE], np.float32),
    }
    [sound] = _session().run(None, asked)
    return np.clip(np.asarray(sound, np.float32).reshape(-1), -1, 1)


@cache
def _session() -> "InferenceSession":
    path = settings.MODELS_DIR / weights.NAME
    if not find_spec("onnxruntime"):
        raise EngineMissing(_("没有安装朗读的程序。"), INSTALL)
    if not path.exists():
        raise EngineMissing(_("还没有下载朗读的声音。"), FETCH)
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = threads()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(path, options, providers=["CPUExecutionProvider"])


@cache
def _styles() -> "Samples":
    """How the voice speaks a text of so many symbols: a row of numbers for each length."""
    import numpy as np

    return np.fromfile(weights.VOICE, np.float16).astype(np.float32).reshape(-1, 1, STYLE_NUMBERS)
