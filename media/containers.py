"""What browsers can do with a file, by what is in it and never by its name.

Containers are FFmpeg's names of demuxers ("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm"), codecs FFmpeg's names of codecs.
"""

from django.utils.translation import gettext as _

MP4, WEBM = "mp4", "webm"
PLAYABLE_VIDEO = {MP4: {"h264", "av1", "vp9"}, WEBM: {"vp8", "vp9", "av1"}}
PLAYABLE_AUDIO = {MP4: {"aac", "mp3", "opus"}, WEBM: {"opus", "vorbis"}}
CONTENT_TYPES = {MP4: "video/mp4", "ogg": "video/ogg", "mpegts": "video/mp2t", "avi": "video/x-msvideo"}
UNKNOWN = "application/octet-stream"


def content_type(container: str, video_codec: str) -> str:
    """The type to send; one that a browser never renders as a document."""
    names = container.split(",")
    if WEBM in names:
        return "video/webm" if video_codec in PLAYABLE_VIDEO[WEBM] else "video/x-matroska"
    return next((CONTENT_TYPES[name] for name in names if name in CONTENT_TYPES), UNKNOWN)


def browser_warning(container: str, video_codec: str, audio_codec: str) -> str:
    """A sentence for the editor, empty if nothing stands against playing."""
    family = next((name for name in (MP4, WEBM) if name in container.split(",")), None)
    if family is None:
        return _("这种文件格式多数浏览器不能直接播放，正在另做一份到处能播放的；文字稿照常生成。")
    if video_codec not in PLAYABLE_VIDEO[family]:
        return _("画面的编码多数浏览器不能直接播放，正在另做一份到处能播放的；文字稿照常生成。")
    if audio_codec and audio_codec not in PLAYABLE_AUDIO[family]:
        return _("声音的编码多数浏览器不能直接播放，正在另做一份到处能播放的；文字稿照常生成。")
    return ""
