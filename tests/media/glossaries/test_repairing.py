from collections.abc import Callable

import pytest

from media.captions.actions import Conflict, CueDraft, Seen, change_cues
from media.glossaries.actions import repair_later
from media.glossaries.repairing import repair_transcript
from media.models import Correction, Cue, Glossary, Transcript
from media.signals import transcript_corrected
from tests.factories import UserFactory
from tests.media.factories import CueFactory, TranscriptFactory, VideoFactory

pytestmark = pytest.mark.django_db
OnCommit = Callable[..., object]


def hardly_heard(*, text: str, **cue: object) -> Cue:
    return CueFactory(text=text, sureness=[60] * len(text), **cue)


@pytest.fixture
def transcript() -> Transcript:
    """Two cues of a video whose editor has named a term."""
    video = VideoFactory(terms="公示\n物业公司")
    transcript = TranscriptFactory(video=video, state=Transcript.State.DONE)
    hardly_heard(transcript=transcript, start_ms=0, text="第四步是反馈和公事。")
    hardly_heard(transcript=transcript, start_ms=3000, text="请屋业公司来。")
    return transcript


def texts(transcript: Transcript) -> list[str]:
    return [cue.text for cue in transcript.cues.all()]


def test_an_editor_sees_what_was_repaired_and_what_had_been_heard(transcript: Transcript) -> None:
    assert repair_transcript(transcript) == 2
    first, second = transcript.cues.all()
    assert (first.text, first.repairs) == ("第四步是反馈和公示。", [[8, 9, "事"]])
    assert (second.text, second.repairs) == ("请物业公司来。", [[1, 2, "屋"]])
    assert not first.is_corrected


def test_repairing_again_changes_nothing(transcript: Transcript) -> None:
    repair_transcript(transcript)
    revision = Transcript.objects.get().revision
    assert repair_transcript(transcript) == 0
    assert Transcript.objects.get().revision == revision


def test_a_term_taken_back_brings_back_what_was_heard(transcript: Transcript) -> None:
    repair_transcript(transcript)
    transcript.video.terms = ""
    assert repair_transcript(transcript) == 2
    assert texts(transcript) == ["第四步是反馈和公事。", "请屋业公司来。"]
    assert [cue.repairs for cue in transcript.cues.all()] == [[], []]


def test_what_a_person_wrote_is_never_repaired(transcript: Transcript) -> None:
    transcript.cues.filter(start_ms=0).update(is_corrected=True)
    assert repair_transcript(transcript) == 1
    assert texts(transcript) == ["第四步是反馈和公事。", "请物业公司来。"]


def test_a_term_may_span_two_cues() -> None:
    transcript = TranscriptFactory(video__terms="党群服务中心", state=Transcript.State.DONE)
    hardly_heard(transcript=transcript, start_ms=0, text="明天请到当")
    hardly_heard(transcript=transcript, start_ms=3000, text="群服务中心登记。")
    repair_transcript(transcript)
    assert texts(transcript) == ["明天请到党", "群服务中心登记。"]


def test_an_editor_who_has_a_cue_open_does_not_overwrite_a_repair_unseen(transcript: Transcript) -> None:
    seen = transcript.cues.get(start_ms=0)
    repair_transcript(transcript)
    draft = CueDraft(seen.pk, seen.start_ms, seen.end_ms, "第四步是反馈。")
    change = {"transcript": transcript, "user": UserFactory(), "kind": Correction.Kind.EDIT, "after": [draft]}
    with pytest.raises(Conflict) as conflict:
        change_cues(**change, before=[Seen(seen.pk, seen.revision)])
    assert [cue.text for cue in conflict.value.cues] == ["第四步是反馈和公示。"]


def test_an_english_transcript_is_left_alone() -> None:
    cue = CueFactory(transcript__language="en", transcript__video__terms="公示", text="公事")
    assert repair_transcript(cue.transcript) == 0


def test_a_new_glossary_repairs_what_was_transcribed_before(
    transcript: Transcript, django_capture_on_commit_callbacks: OnCommit
) -> None:
    told: list[int] = []
    transcript_corrected.connect(lambda *, video_id, **_: told.append(video_id), weak=False, dispatch_uid="told")
    cue = hardly_heard(transcript=transcript, start_ms=6000, text="欢迎参加云培讯。")
    with django_capture_on_commit_callbacks(execute=True):
        Glossary.objects.create(title="社区", terms="云培训", is_everywhere=True)
    assert Cue.objects.get(pk=cue.pk).text == "欢迎参加云培训。"
    with django_capture_on_commit_callbacks(execute=True):
        Glossary.objects.get().delete()
    assert Cue.objects.get(pk=cue.pk).text == "欢迎参加云培讯。"
    transcript_corrected.disconnect(dispatch_uid="told")
    assert told == [transcript.video_id] * 2


def test_a_glossary_that_is_no_longer_for_all_takes_its_repairs_back(
    transcript: Transcript, django_capture_on_commit_callbacks: OnCommit
) -> None:
    cue = hardly_heard(transcript=transcript, start_ms=6000, text="欢迎参加云培讯。")
    with django_capture_on_commit_callbacks(execute=True):
        Glossary.objects.create(title="社区", terms="云培训", is_everywhere=True)
    assert Cue.objects.get(pk=cue.pk).repairs
    glossary = Glossary.objects.get()
    glossary.is_everywhere = False
    with django_capture_on_commit_callbacks(execute=True):
        glossary.save()
    assert Cue.objects.get(pk=cue.pk).text == "欢迎参加云培讯。"


def test_a_glossary_chosen_for_one_video_repairs_only_that(django_capture_on_commit_callbacks: OnCommit) -> None:
    chosen, other = (hardly_heard(text="欢迎参加云培讯。", transcript__video=VideoFactory()) for _ in range(2))
    with django_capture_on_commit_callbacks(execute=True):
        glossary = Glossary.objects.create(title="云培训", terms="云培训")
        glossary.videos.add(chosen.transcript.video)
        repair_later([chosen.transcript.video_id])
    assert Cue.objects.get(pk=chosen.pk).repairs
    assert not Cue.objects.get(pk=other.pk).repairs


def test_a_cue_that_the_lesson_confirms_need_not_be_looked_at_first() -> None:
    video = VideoFactory(terms="党群服务中心")
    cue = CueFactory(transcript__video=video, text="请到当群服务中心", confidence=0.4, sureness=[95, 80, 40, *[90] * 5])
    repair_transcript(cue.transcript)
    assert Cue.objects.get().text == "请到党群服务中心"
    assert Cue.objects.get().confidence == 0.8
