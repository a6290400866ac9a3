from media.speech.cues import SpokenCue
from media.speech.webvtt import to_webvtt


def test_a_browser_can_read_the_captions() -> None:
    cues = [
        SpokenCue(0.04, 2.9996, "大家好。", 0.9),
        SpokenCue(3725.5, 3730.0, "写完以后，请您大声地读一遍给旁边的人听。", 0.8),
    ]
    assert to_webvtt(cues) == (
        "WEBVTT\n\n00:00:00.040 --> 00:00:03.000\n大家好。\n\n"
        "01:02:05.500 --> 01:02:10.000\n写完以后，\n请您大声地读一遍给旁边的人听。\n"
    )


def test_what_is_said_is_never_markup() -> None:
    text = to_webvtt([SpokenCue(0, 1, "a<b> & c --> d\n\nNOTE x", 1)])
    assert "a&lt;b&gt; &amp; c --&gt; d NOTE x" in text


def test_no_cues_are_a_valid_file_too() -> None:
    assert to_webvtt([]) == "WEBVTT\n"
