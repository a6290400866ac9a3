"""Another glossary takes the place of one on all videos that chose it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import ModelLogEntry

from media.models import Cue, Glossary, Video
from tests.courses.board.cast import an_editor, signed_in
from tests.factories import OrganisationFactory
from tests.media.factories import CueFactory, VideoFactory
from tests.pages import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def editor() -> Client:
    return signed_in(an_editor("Editors", "Moderators"))


def a_glossary(title: str, terms: str = "公示", *videos: Video) -> Glossary:
    glossary = Glossary.objects.create(title=title, terms=terms)
    glossary.videos.set(videos)
    return glossary


def reuse(glossary: Glossary) -> str:
    return reverse("reuse:reuse", args=["glossary", glossary.pk])


def test_an_editor_puts_the_new_glossary_in_its_place_and_captions_follow(
    editor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first = CueFactory(text="欢迎参加云培讯。", sureness=[60] * 8).transcript.video
    second = VideoFactory(title="第二课")
    old, new = a_glossary("旧词表", "议事会", first, second), a_glossary("新词表", "云培训")
    shown = editor.get(reuse(old), {"new": new.pk}).text
    assert "第二课" in shown
    assert "会照新词表再改一遍" in shown
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reuse(old), {"new": new.pk, "use": [f"video-{first.pk}", f"video-{second.pk}"]})
    assert not old.videos.exists()
    assert set(new.videos.all()) == {first, second}
    assert Cue.objects.get().text == "欢迎参加云培训。"
    assert ModelLogEntry.objects.filter(action="courses.replace").count() == 2


def test_videos_of_others_keep_theirs(editor: Client) -> None:
    district = OrganisationFactory(name="别的区")
    own, foreign = VideoFactory(), VideoFactory(title="别家的", collection=district.collection)
    old, new = a_glossary("旧词表", "公示", own, foreign), a_glossary("新词表")
    shown = editor.get(reuse(old), {"new": new.pk}).text
    assert "别家的" not in shown
    assert "另有 1 处是您不能改的" in shown
    editor.post(reuse(old), {"new": new.pk, "use": [f"video-{own.pk}", f"video-{foreign.pk}"]})
    assert list(old.videos.all()) == [foreign]
    assert list(new.videos.all()) == [own]


def test_who_may_not_write_glossaries_has_no_business_here() -> None:
    glossary, user = a_glossary("词表"), an_editor()
    user.groups.get().permissions.filter(codename="change_glossary").delete()
    assert signed_in(user).get(reverse("wagtailadmin_home")).status_code == 200
    assert signed_in(user).get(reuse(glossary)).status_code == 404
    assert reuse(glossary) not in signed_in(user).get(reverse("wagtailsnippets_media_glossary:list")).text


def test_the_list_leads_there(editor: Client) -> None:
    glossary = a_glossary("词表")
    assert reuse(glossary) in editor.get(reverse("wagtailsnippets_media_glossary:list")).text


@pytest.mark.parametrize("count", [2, 20])
def test_the_page_costs_the_same_for_few_and_many(editor: Client, count: int) -> None:
    glossary = a_glossary("词表", "公示", *VideoFactory.create_batch(count))
    assert queries(editor, reuse(glossary)) == 16
