"""What Whisper writes where nobody speaks: the credits of films it learnt from, and the same words again and again."""

import re
import zlib

from media.speech.engines import Utterance

# Of simplified text. Alone these are credits however sure the engine is: it has read them a thousand times.
CREDITS_ALONE = re.compile(
    r"((中文)?字幕|subtitles?|captions?|transcri(bed|ption)) ?(由|by)?( the)? ?amara.{0,20}|(中文)?字幕 ?by.{0,10}"
    r"|中文字幕志愿者.{0,5}|请不吝点赞.{0,20}|优优独播.{0,40}|(谢谢|感谢|打赏支持)?明镜(与|需要).{0,8}",
    re.IGNORECASE,
)
# Nobody says these in a lesson, unless it was heard well.
CREDITS = re.compile(
    r"amara ?\.? ?org|由 ?amara|字幕 ?(by|志愿者|组)|字幕由.{0,12}(提供|制作|翻译)|^(中文)?字幕[:：]|^中文字幕\W*$"
    r"|请不吝点赞|明镜(与|需要)|点点栏目|优优独播|yoyo television|subtitles? (by|provided)|captions? by"
    r"|transcri(bed|ption) by|ming pao",
    re.IGNORECASE,
)
# Of songs, of editing, of subtitles and of swindlers a lesson may speak; unsure, they are credits too.
LIKELY_CREDITS = re.compile(
    r"字幕(制作|提供|由|[:：])|中文字幕|(?<![a-z])amara(?![a-z])|打赏支持|词曲|作词|作曲|编曲", re.IGNORECASE
)
# These may really be said; alone and unsure they are not.
FAREWELLS = re.compile(
    r"(谢谢|感谢)(大家|您|你|各位)?(的)?(观看|收看|收听|聆听)?|(请)?(订阅|点赞|关注)(我的?频道)?|下期再见"
    r"|thank(s| you)( so much| very much)?( for (watching|listening))?|bye( bye)?",
    re.IGNORECASE,
)
UNSURE = 0.55
# Whisper's own thresholds: log probability -1, no speech 0.6, compression 2.4.
HARDLY_HEARD, SILENT, COMPRESSION = 0.37, 0.6, 2.4
LOOP = re.compile(r"(.{1,20}?)\1{5,}")
LOOP_SHARE = 0.5
# A class that drills characters repeats itself too, but is heard well and speaks no faster than people can.
SURELY_HEARD, FASTEST_CHARACTERS = 0.9, 7.0


def is_invented(heard: Utterance, text: str) -> bool:
    """`text` is the cleaned text of what was heard."""
    if not re.search(r"\w", text):
        return True
    if heard.silence > SILENT and heard.confidence < HARDLY_HEARD:
        return True
    bare = re.sub(r"[^\w ]", "", text).strip()
    if heard.confidence < UNSURE and (FAREWELLS.fullmatch(bare) or LIKELY_CREDITS.search(text)):
        return True
    if CREDITS_ALONE.fullmatch(bare) or (heard.confidence < SURELY_HEARD and CREDITS.search(text)):
        return True
    return is_loop(bare) and not could_be_said(heard, bare)


def could_be_said(heard: Utterance, text: str) -> bool:
    return heard.confidence >= SURELY_HEARD and len(text) <= (heard.end - heard.start) * FASTEST_CHARACTERS


def is_loop(text: str) -> bool:
    packed = text.encode()
    if len(packed) > 60 and len(packed) / len(zlib.compress(packed)) > COMPRESSION:
        return True
    repeated = sum(len(found[0]) for found in LOOP.finditer(text))
    return repeated >= 8 and repeated / len(text) > LOOP_SHARE
