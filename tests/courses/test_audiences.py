import re

import pytest
from django.test import Client
from django.urls import reverse

from college.courses.models import Audience
from college.people.models import StaffKind
from tests.factories import AudienceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


def address(audience: Audience) -> str:
    return reverse(Audience.snippet_viewset.get_url_name("edit"), args=[audience.pk])


def save(editor: Client, audience: Audience, *kinds: str) -> int:
    data = {"name": audience.name, "slug": audience.slug, "order": 0, "characters": 2000, "kinds": kinds}
    return editor.post(address(audience), data).status_code


def test_an_editor_says_by_checkboxes_who_belongs_to_an_audience(editor: Client) -> None:
    audience = AudienceFactory(kinds=[StaffKind.VOLUNTEER])
    html = " ".join(editor.get(address(audience)).content.decode().split())
    boxes = re.findall(r'<input type="checkbox" name="kinds"[^>]*>', html)
    assert len(boxes) == len(StaffKind)
    assert [box for box in boxes if "checked" in box] == [box for box in boxes if 'value="volunteer"' in box]

    assert save(editor, audience, StaffKind.SOCIAL_WORKER, StaffKind.PARTY_WORKER) == 302
    audience.refresh_from_db()
    assert audience.kinds == [StaffKind.SOCIAL_WORKER, StaffKind.PARTY_WORKER]


def test_an_audience_may_be_everybody(editor: Client) -> None:
    audience = AudienceFactory(kinds=[StaffKind.VOLUNTEER])
    assert save(editor, audience) == 302
    audience.refresh_from_db()
    assert audience.kinds == []


def test_a_kind_that_there_is_not_is_refused(editor: Client) -> None:
    audience = AudienceFactory(kinds=[])
    assert save(editor, audience, "king") == 200
    audience.refresh_from_db()
    assert audience.kinds == []
