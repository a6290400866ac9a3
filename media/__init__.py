"""Videos: upload, probe, transcripts, captions, playback.

Knows nothing of courses: who may watch a video is asked of the policy named in `settings.VIDEO_ACCESS_POLICY`, a
callable `(user, video) -> bool`; what uses a video listens to the signals in `media.signals`.
"""
