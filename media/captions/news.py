"""What has happened to a transcript since a revision that an editor's page knows."""

from typing import Any

from media.models import Transcript


def gone_since(transcript: Transcript, revision: int) -> list[int]:
    """Cues that people took away; of those that the engine replaced, only their number tells."""
    later = transcript.corrections.filter(revision__gt=revision)
    replaced = {cue["id"] for before in later.values_list("before", flat=True) for cue in before}
    return sorted(replaced - set(transcript.cues.filter(pk__in=replaced).values_list("pk", flat=True)))


def news_since(transcript: Transcript, revision: int, *, but: int) -> list[dict[str, Any]]:
    """Who else has changed which cues, the latest first."""
    later = transcript.corrections.filter(revision__gt=revision).exclude(user_id=but)
    return [
        {
            "who": correction.user_name,
            "kind": correction.get_kind_display(),
            "ids": [cue["id"] for cue in correction.after],
        }
        for correction in later[:20]
    ]
