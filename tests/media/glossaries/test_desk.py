import pytest
from django.test import Client
from django.urls import reverse

from media.models import Cue, Glossary, Video
from tests.media.factories import CueFactory, VideoFactory
from tests.pages import queries

pytestmark = pytest.mark.django_db


def test_an_editor_writes_a_glossary_in_the_admin(desk: Client) -> None:
    said = {"title": "社区", "terms": "公示\n议事会", "is_everywhere": "on"}
    desk.post(reverse("wagtailsnippets_media_glossary:add"), said)
    assert Glossary.objects.get().terms == "公示\n议事会"
    assert "社区" in desk.get(reverse("wagtailsnippets_media_glossary:list")).content.decode()


def a_glossary(title: str, *tags: str, videos: int = 0) -> Glossary:
    glossary = Glossary.objects.create(title=title, terms="公示")
    glossary.tags.set(tags)
    glossary.videos.set(VideoFactory.create_batch(videos))
    return glossary


def test_an_editor_tags_glossaries_and_finds_them_by_their_tags(desk: Client) -> None:
    listing = reverse("wagtailsnippets_media_glossary:list")
    said = {"title": "社区", "terms": "公示", "tags": "党建, 街道"}
    desk.post(reverse("wagtailsnippets_media_glossary:add"), said)
    a_glossary("地名", "街道"), a_glossary("人名")
    assert "党建、街道" in desk.get(listing).text
    party, street = (tag.pk for tag in Glossary.tags.order_by("name"))
    for tags, found in ({party}, ["社区"]), ({street}, ["地名", "社区"]), ({party, street}, ["地名", "社区"]):
        rows = desk.get(listing, {"tags": list(tags)}).context["object_list"]
        assert sorted(glossary.title for glossary in rows) == found


def test_the_list_says_how_many_videos_chose_a_glossary_and_leads_to_them(desk: Client) -> None:
    VideoFactory(title="没有选的")
    glossary = a_glossary("社区", "党建", "街道", videos=3)
    Video.objects.update(uploaded_by=desk.session["_auth_user_id"])
    tags = list(Glossary.tags.values_list("pk", flat=True))
    listed = desk.get(reverse("wagtailsnippets_media_glossary:list"), {"tags": tags})
    assert [row.video_count for row in listed.context["object_list"]] == [3]
    videos = f"{reverse('videos:index')}?glossaries={glossary.pk}"
    assert f'href="{videos}"' in listed.text
    assert set(desk.get(videos).context["object_list"]) == set(glossary.videos.all())


@pytest.mark.parametrize("count", [2, 12])
def test_the_list_costs_the_same_for_few_and_many(desk: Client, count: int) -> None:
    for number in range(count):
        a_glossary(f"词表{number}", f"标签{number}", "街道", videos=1)
    assert queries(desk, reverse("wagtailsnippets_media_glossary:list")) == 14


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
