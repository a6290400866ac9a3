import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from media.models import Chapter, Chunk, Cue, Rendition, Transcript, Video
from tests.factories import the_district


class VideoFactory(DjangoModelFactory):
    """A video that the probe has found good; its file holds 1,000 bytes that count from 0 to 250 and again."""

    class Meta:
        model = Video

    title = factory.Sequence(lambda n: f"视频{n}")
    file = factory.LazyFunction(lambda: ContentFile(bytes(n % 251 for n in range(1000)), "lesson.mp4"))
    original_name = "lesson.mp4"
    size = 1000
    state = Video.State.READY
    container = "mov,mp4,m4a,3gp,3g2,mj2"
    video_codec = "h264"
    audio_codec = "aac"
    duration = 60.0
    has_audio = True
    collection = factory.LazyFunction(lambda: the_district().collection)


class TranscriptFactory(DjangoModelFactory):
    class Meta:
        model = Transcript

    video = factory.SubFactory(VideoFactory)
    language = "zh"
    state = Transcript.State.RUNNING


class ChunkFactory(DjangoModelFactory):
    class Meta:
        model = Chunk

    transcript = factory.SubFactory(TranscriptFactory)
    start = factory.Sequence(lambda n: n * 150.0)
    end = factory.LazyAttribute(lambda chunk: chunk.start + 150.0)
    done_until = factory.SelfAttribute("start")


class CueFactory(DjangoModelFactory):
    class Meta:
        model = Cue

    transcript = factory.SubFactory(TranscriptFactory, state=Transcript.State.DONE)
    start_ms = factory.Sequence(lambda n: n * 3000)
    end_ms = factory.LazyAttribute(lambda cue: cue.start_ms + 2500)
    text = "名字里的第一个字叫做姓。"


class RenditionFactory(DjangoModelFactory):
    class Meta:
        model = Rendition

    video = factory.SubFactory(VideoFactory)
    kind = Rendition.Kind.SD
    state = Rendition.State.DONE
    file = factory.LazyFunction(lambda: ContentFile(bytes(n % 251 for n in range(1000)), "made"))
    size = 1000


class ChapterFactory(DjangoModelFactory):
    class Meta:
        model = Chapter

    video = factory.SubFactory(VideoFactory)
    start_ms = factory.Sequence(lambda n: n * 10_000)
    title = factory.Sequence(lambda n: f"第{n}章")
