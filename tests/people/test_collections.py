"""Two streets of a district, a community below one: whose pictures and videos are whose to change and to choose."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.models import Picture
from college.people.models import Organisation, StaffKind, User
from media.models import Video
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.media.factories import VideoFactory
from tests.pages import queries, read

pytestmark = pytest.mark.django_db
WHERE = ("district", "south", "north", "community")


@dataclass(frozen=True)
class Cast:
    places: dict[str, Organisation]
    workers: dict[str, User]
    videos: dict[str, Video]
    shared: Video
    """In no organisation's collection."""

    def client(self, place: str) -> Client:
        client = Client()
        client.force_login(self.workers[place])
        return client


def an_editor_in(organisation: Organisation, kind: str = StaffKind.COMMUNITY_WORKER) -> User:
    user = MembershipFactory(organisation=organisation, kind=kind).user
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def people() -> Cast:
    district = OrganisationFactory(name="明亮区")
    south, north = (OrganisationFactory(parent=district, name=name) for name in ("城南街道", "城北街道"))
    places = dict(zip(WHERE, (district, south, north, OrganisationFactory(parent=south, name="望湖社区")), strict=True))
    return Cast(
        places=places,
        workers={key: an_editor_in(place) for key, place in places.items()},
        videos={key: VideoFactory(title=place.name, collection=place.collection) for key, place in places.items()},
        shared=VideoFactory(title="大家的", collection=Collection.get_first_root_node()),
    )


def theirs(user: User, action: str) -> set[str]:
    policy = policy_registry.get_by_type(Video)
    found = set(policy.instances_user_has_any_permission_for(user, [action]))
    for video in Video.objects.all():
        assert policy.user_has_permission_for_instance(user, action, video) == (video in found)
    return {video.title for video in found}


def a_picture() -> dict[str, object]:
    file = SimpleUploadedFile("lake.png", get_test_image_file().file.getvalue())
    return {"title": "湖", "description": "湖", "file": file, "tags": ""}


def test_an_organisation_has_a_collection_called_as_it_is() -> None:
    organisation = OrganisationFactory(name="望湖社区")
    organisation.name = "望湖一社区"
    organisation.save()
    assert Collection.objects.get(organisation=organisation).name == "望湖一社区"
    assert Organisation.objects.get(pk=organisation.pk).collection.get_parent().is_root()


def test_it_lies_in_that_of_the_organisation_above_wherever_that_is_moved(people: Cast) -> None:
    collection = Collection.objects.get(organisation=people.places["community"])
    assert collection.get_parent() == people.places["south"].collection
    Organisation.objects.get(pk=people.places["community"].pk).move(people.places["north"], "last-child")
    collection = Collection.objects.get(pk=collection.pk)
    assert collection.get_parent().name == "城北街道"
    assert theirs(people.workers["north"], "change") == {"城北街道", "望湖社区", "大家的"}
    assert theirs(people.workers["south"], "change") == {"城南街道", "大家的"}


def test_what_was_in_the_collection_of_an_organisation_that_is_gone_stays(people: Cast) -> None:
    people.places["community"].memberships.all().delete()
    Organisation.objects.get(pk=people.places["community"].pk).delete()
    assert Video.objects.get(pk=people.videos["community"].pk).collection.name == "望湖社区"
    assert "望湖社区" in theirs(people.workers["district"], "change")


@pytest.mark.on_postgres
@pytest.mark.parametrize(
    ("place", "changed", "chosen"),
    [
        ("district", {"明亮区", "城南街道", "城北街道", "望湖社区", "大家的"}, set()),
        ("south", {"城南街道", "望湖社区", "大家的"}, {"明亮区"}),
        ("north", {"城北街道", "大家的"}, {"明亮区"}),
        ("community", {"望湖社区", "大家的"}, {"明亮区", "城南街道"}),
    ],
)
def test_who_works_somewhere_changes_what_is_there_and_below_and_chooses_from_above(
    people: Cast, place: str, changed: set[str], chosen: set[str]
) -> None:
    assert theirs(people.workers[place], "change") == changed
    assert theirs(people.workers[place], "choose") == changed | chosen


def test_a_folder_inside_an_organisations_collection_is_its_own_too(people: Cast) -> None:
    folder = people.places["community"].collection.add_child(name="认字班")
    VideoFactory(title="第一课", collection=folder)
    assert "第一课" in theirs(people.workers["south"], "change")
    assert "第一课" not in theirs(people.workers["north"], "choose")


def test_their_own_upload_elsewhere_is_not_theirs_any_more(people: Cast) -> None:
    Video.objects.filter(pk=people.videos["north"].pk).update(uploaded_by=people.workers["community"])
    assert "城北街道" not in theirs(people.workers["community"], "change")


def test_who_works_nowhere_has_what_is_everybodys_and_adds_nothing(people: Cast) -> None:
    nowhere, learner = UserFactory(), an_editor_in(people.places["south"], StaffKind.LEARNER)
    nowhere.groups.add(Group.objects.get(name="Editors"))
    for user in (nowhere, learner):
        assert theirs(user, "choose") == {"大家的"}
        assert theirs(user, "change") == {"大家的"}
        client = Client()
        client.force_login(user)
        assert client.get(reverse("wagtailimages:index")).status_code == 200
        for address in ("videos:add", "wagtailimages:add", "wagtaildocs:add_multiple"):
            assert client.get(reverse(address)).status_code == 302
        for model in (Video, Picture, get_document_model()):
            assert not policy_registry.get_by_type(model).user_has_permission(user, "add")


def test_an_administrator_has_all(people: Cast) -> None:
    everything = {"明亮区", "城南街道", "城北街道", "望湖社区", "大家的"}
    assert theirs(UserFactory(is_superuser=True), "change") == everything


def test_a_picture_goes_where_its_editor_works_without_being_told(people: Cast) -> None:
    people.client("community").post(reverse("wagtailimages:add"), a_picture())
    assert Picture.objects.get(title="湖").collection.name == "望湖社区"


def test_of_several_collections_the_highest_is_offered_first(people: Cast) -> None:
    document = read(people.client("south").get(reverse("videos:add")).content)
    offered = [tag.text.strip(" \u21b3\xa0") for tag in document.all("option")]
    assert [name for name in offered if name in {"城南街道", "望湖社区", "明亮区", "Root"}] == ["城南街道", "望湖社区"]


def test_nobody_puts_a_picture_where_others_work(people: Cast) -> None:
    north = people.places["north"].collection.pk
    people.client("south").post(reverse("wagtailimages:add"), {**a_picture(), "collection": north})
    assert not Picture.objects.filter(collection=north).exists()


def test_others_neither_open_nor_delete_a_video_nor_find_it_to_choose(people: Cast) -> None:
    client, video = people.client("north"), people.videos["community"]
    assert client.get(reverse("videos:edit", args=[video.pk])).status_code == 302
    choosing = reverse("video_chooser:choose")
    assert "望湖社区" not in client.get(choosing).json()["html"]
    assert "望湖社区" in people.client("south").get(choosing).json()["html"]
    client.post(reverse("videos:delete", args=[video.pk]))
    assert Video.objects.filter(pk=video.pk).exists()
    assert "望湖社区" not in client.get(reverse("videos:index")).text
    assert "望湖社区" in people.client("south").get(reverse("videos:index")).text


@pytest.mark.parametrize("count", [3, 60])
def test_a_list_asks_as_much_among_sixty_organisations_as_among_three(people: Cast, count: int) -> None:
    for n in range(count):
        VideoFactory(collection=OrganisationFactory(parent=people.places["south"], name=f"第{n}社区").collection)
    assert queries(people.client("south"), reverse("videos:index")) == 19
