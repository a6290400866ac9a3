"""What of the pages waits for an editor on the first page of the admin."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, Page, Workflow

from college.people.models import User
from tests.factories import StandardPageFactory, UserFactory, the_catalogue
from tests.pages import queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("site")]
DESK = "/admin/"


def an_editor(name: str = "周老师", *groups: str) -> User:
    user = UserFactory(display_name=name)
    user.groups.set(Group.objects.filter(name__in=groups or ("Editors",)))
    return user


def desk(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get(DESK).text


def a_draft(user: User, title: str = "怎么报名", **fields: object) -> Page:
    page = StandardPageFactory(parent=the_catalogue().get_parent(), title=title, owner=user, live=False, **fields)
    page.save_revision(user=user)
    return page


def handed_in(page: Page, by: User) -> Workflow:
    return page.get_workflow().start(page, by)


def test_whoever_has_nothing_to_do_is_told_so() -> None:
    page = desk(an_editor())
    assert "周老师，现在没有等着您的事" in page
    assert "desk-section" not in page


def test_the_totals_and_lists_of_wagtail_are_gone() -> None:
    page = desk(an_editor())
    assert "w-summary" not in page
    assert "editor guide" not in page


def test_an_editor_finds_their_drafts_and_no_others() -> None:
    user = an_editor()
    own = a_draft(user, "怎么报名")
    a_draft(an_editor("别人"), "别人的草稿")
    page = desk(user)
    assert "周老师，这些事等着您" in page
    assert read(page.encode()).links()["怎么报名"] == reverse("wagtailadmin_pages:edit", args=[own.pk])
    assert "学员还看不到" in page
    assert "别人的草稿" not in page


def test_a_published_page_that_was_changed_since_says_that_readers_see_the_old_one() -> None:
    user = an_editor()
    page = StandardPageFactory(parent=the_catalogue().get_parent(), title="关于我们")
    page.title = "关于学院"
    page.save_revision(user=user)
    assert "已经公开" in desk(user)
    assert "关于学院" in desk(user)


def test_a_draft_of_pages_one_may_no_longer_edit_is_not_shown() -> None:
    user = an_editor()
    a_draft(user)
    user.groups.get().page_permissions.all().delete()
    assert "怎么报名" not in desk(user)


def test_what_is_scheduled_waits_for_nobody() -> None:
    user = an_editor()
    page = a_draft(user)
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision(user=user).publish()
    assert "怎么报名" not in desk(user)


def test_a_page_handed_in_waits_for_its_reviewer_and_no_longer_for_its_author() -> None:
    author, reviewer = an_editor("周老师"), an_editor("吴主任", "Moderators")
    handed_in(a_draft(author), author)
    assert "怎么报名" not in desk(author)
    page = desk(reviewer)
    assert "等您审核的" in page
    assert "怎么报名" in page
    assert "周老师" in page


def test_what_was_said_of_pages_one_may_no_longer_edit_is_not_shown() -> None:
    author, reviewer = an_editor("周老师"), an_editor("吴主任", "Moderators")
    page = a_draft(author)
    handed_in(page, author).current_task_state.reject(user=reviewer, comment="电话号码写错了。")
    Comment.objects.create(page=page, user=reviewer, text="这里写明上课的时间。", contentpath="title")
    author.groups.get().page_permissions.all().delete()
    said = desk(author)
    assert "电话号码写错了" not in said
    assert "这里写明上课的时间" not in said


def test_a_page_sent_back_is_shown_with_what_the_reviewer_wrote() -> None:
    author, reviewer = an_editor("周老师"), an_editor("吴主任", "Moderators")
    state = handed_in(a_draft(author), author)
    state.current_task_state.reject(user=reviewer, comment="电话号码写错了。")
    page = desk(author)
    assert "退回给您修改的" in page
    assert "审核意见：电话号码写错了。" in page
    assert page.count("怎么报名") == 1
    assert "怎么报名" not in desk(reviewer)


def test_what_others_wrote_beside_the_text_leads_to_it_until_it_is_settled() -> None:
    author, colleague = an_editor("周老师"), an_editor("何静")
    page = a_draft(author)
    remark = Comment.objects.create(page=page, user=colleague, text="这里写明上课的时间。", contentpath="title")
    Comment.objects.create(page=page, user=author, text="我再想一想。", contentpath="title")
    said = desk(author)
    assert "何静：这里写明上课的时间。" in said
    assert f"?comment={remark.pk}" in said
    assert "我再想一想" not in said
    Comment.objects.update(resolved_at=timezone.now())
    assert "这里写明上课的时间" not in desk(author)


def test_of_many_the_first_five_are_shown_and_all_are_a_page_away(client: Client) -> None:
    user = an_editor()
    for number in range(23):
        a_draft(user, f"第{number}页草稿")
    assert desk(user).count("页草稿") == 5
    assert "全部 23 件" in desk(user)
    client.force_login(user)
    pages = [client.get(reverse("desk:section", args=["drafts"]), {"p": number}).text for number in (1, 2)]
    assert [page.count("页草稿</a>") for page in pages] == [20, 3]


def test_there_is_no_section_that_no_room_has(client: Client) -> None:
    client.force_login(an_editor())
    assert client.get(reverse("desk:section", args=["nothing"])).status_code == 404


def test_a_learner_has_no_desk(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get(DESK).status_code == 302
    assert client.get(reverse("desk:section", args=["drafts"])).status_code == 302


@pytest.mark.parametrize("count", [3, 30])
def test_all_of_a_section_costs_the_same_however_much_there_is(client: Client, count: int) -> None:
    user = an_editor()
    for number in range(count):
        a_draft(user, f"第{number}页")
    client.force_login(user)
    assert queries(client, reverse("desk:section", args=["drafts"])) == 12
