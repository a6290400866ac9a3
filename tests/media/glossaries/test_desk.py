import pytest
from django.test import Client
from django.urls import reverse

from media.models import Cue, Glossary, Video
from tests.media.factories import CueFactory

pytestmark = pytest.mark.django_db


def test_an_editor_writes_a_glossary_in_the_admin(desk: Client) -> None:
    said = {"title": "社区", "terms": "公示\n议事会", "is_everywhere": "on"}
    desk.post(reverse("wagtailsnippets_media_glossary:add"), said)
    assert Glossary.objects.get().terms == "公示\n议事会"
    assert "社区" in desk.get(reverse("wagtailsnippets_media_glossary:list")).content.decode()


def test_an_editor_who_pastes_an_article_keeps_it_and_reads_what_is_wrong(desk: Client) -> None:
    said = {"title": "社区", "terms": "这是一整段没有标点的话" * 4}
    page = desk.post(reverse("wagtailsnippets_media_glossary:add"), said).content.decode()
    assert "一行写一个词，最多 30 个字" in page
    assert said["terms"] in page
    assert not Glossary.objects.exists()


def test_an_editor_names_the_terms_of_a_video_and_its_captions_follow(
    desk: Client, django_capture_on_commit_callbacks: object
) -> None:
    cue = CueFactory(text="欢迎参加云培讯。", sureness=[60] * 8)
    Video.objects.update(uploaded_by=desk.session["_auth_user_id"])
    glossary = Glossary.objects.create(title="云", terms="云培训")
    page = reverse("videos:edit", args=[cue.transcript.video_id])
    assert "云" in desk.get(page).content.decode()
    said = {"title": "第一课", "language": "zh", "tags": "", "terms": "公示", "glossaries": [glossary.pk]}
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        desk.post(page, said)
    assert Video.objects.get().terms == "公示"
    assert Cue.objects.get().text == "欢迎参加云培训。"
    said["terms"] = "这是一整段没有标点的话" * 4
    assert "一行写一个词，最多 30 个字" in desk.post(page, said).content.decode()
