"""Where in videos words are spoken. The database looks; only the few cues that are shown are loaded."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import add, or_

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value, When, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, RowNumber

from media.clock import clock
from media.models import Cue, Transcript, Video
from media.running_text import run_on

MOST = 3  # moments of a video
# Both databases refuse a question that is too deep.
MOST_WORDS, LONGEST_WORD = 8, 40

CHINESE = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_WORD = re.compile(rf"[{CHINESE}]+|[^\W_{CHINESE}]+")
_IS_CHINESE = re.compile(rf"[{CHINESE}]").match
ENDS_SENTENCE = tuple("。？！?!.…")


@dataclass(frozen=True)
class Moment:
    """Lines with the words, and the whole second of the video at which to open it to hear them."""

    second: int
    text: str

    @property
    def clock(self) -> str:
        return clock(self.second)


def moments(videos: Collection[int], query: str) -> dict[int, list[Moment]]:
    """By the keys of the videos, the first places in their spoken language that say most of the words.

    Two queries, whatever the number of videos and the length of their transcripts.
    """
    words = words_of(query)
    if not words or not videos:
        return {}
    found = list(best(saying(words, videos), words).values_list("pk", flat=True))
    by_video = groupby(whole(found), key=lambda cue: cue.transcript.video_id)
    return {pk: [Moment(cue.start_ms // 1000, sentence(cue)) for cue in cues] for pk, cues in by_video}


def words_of(query: str) -> list[str]:
    """The stretches of Chinese and the words of what was typed, in any width and case."""
    folded = unicodedata.normalize("NFKC", query).casefold()
    return [word[:LONGEST_WORD] for word in dict.fromkeys(_WORD.findall(folded))][:MOST_WORDS]


def spoken_text(video: Video) -> str:
    """All that is said in a video, in one piece: what is found in it as a whole is found in its cues too."""
    return run_on(video.cues().values_list("text", flat=True))


def saying(words: list[str], videos: Collection[int]) -> QuerySet[Cue]:
    """The cues in which one of the words stands or begins."""
    shown = Transcript.objects.readable().filter(video__in=videos, language=F("video__language"))
    both = Concat("text", following("text"), output_field=TextField())
    return Cue.objects.filter(transcript__in=shown).alias(both=both).filter(reduce(or_, map(says, words)))


def says(word: str) -> Q:
    """A Latin word stands whole. A Chinese one may go over into the next cue, which only a cue that ends as the word
    begins is asked for."""
    if not _IS_CHINESE(word):
        return Q(text__iregex=rf"(^|[^a-z0-9]){word}($|[^a-z0-9])")
    stands = Q(text__contains=word)
    beginnings = [Q(text__endswith=word[:length]) for length in range(1, len(word))]
    return stands | reduce(or_, beginnings) & Q(both__contains=word) if beginnings else stands


def following(field: str) -> Subquery:
    later = Cue.objects.filter(transcript=OuterRef("transcript"), start_ms__gt=OuterRef("start_ms"))
    return Subquery(later.order_by("start_ms", "pk").values(field)[:1])


def best(cues: QuerySet[Cue], words: list[str]) -> QuerySet[Cue]:
    """The first few of each video, those with more of the words before those with fewer."""
    told: list[Combinable] = [Case(When(says(word), then=1), default=0, output_field=IntegerField()) for word in words]
    place = Window(RowNumber(), partition_by="transcript_id", order_by=["-told", "start_ms", "pk"])
    return cues.annotate(told=reduce(add, told, Value(0)), place=place).filter(place__lte=MOST)


def whole(found: list[int]) -> QuerySet[Cue]:
    """The cues with what is said after each, in the order of their videos."""
    cues = Cue.objects.filter(pk__in=found).select_related("transcript").annotate(following=following("text"))
    return cues.order_by("transcript__video", "start_ms", "pk")


def sentence(cue: Cue) -> str:
    """The cue, and the next where the sentence goes on in it."""
    following = getattr(cue, "following", None)
    return cue.text if cue.text.endswith(ENDS_SENTENCE) or not following else run_on([cue.text, following])
