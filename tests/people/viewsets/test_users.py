import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.test import Client

from college.people.models import Membership, StaffKind, User
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.people.test_login import PASSWORD, sign_in, who

USERS = "/admin/users/"


def write(**changes: object) -> dict[str, object]:
    return {
        "username": "liming",
        "display_name": "李明",
        "phone": "",
        "email": "",
        "password1": "",
        "password2": "",
        "is_active": "on",
        "memberships-TOTAL_FORMS": 0,
        "memberships-INITIAL_FORMS": 0,
    } | changes


def membership(number: int, **fields: object) -> dict[str, object]:
    return {f"memberships-{number}-{name}": value for name, value in fields.items()}


def said(response: object) -> str:
    return "".join(str(message) for message in get_messages(response.wsgi_request))


def test_an_administrator_opens_an_account_for_a_volunteer(admin: Client) -> None:
    place = OrganisationFactory()
    typed = write(
        phone="139 0013 9000", password1="qiaotou-88", password2="qiaotou-88", **{"memberships-TOTAL_FORMS": 1}
    ) | membership(0, organisation=place.pk, kind=StaffKind.VOLUNTEER)
    admin.post(f"{USERS}new/", typed)
    person = User.objects.get(username="liming")
    assert (person.display_name, person.phone, person.phone_verified) == ("李明", "+8613900139000", False)
    assert person.kinds == {"volunteer"}
    visitor = Client()
    sign_in(visitor, "13900139000", "qiaotou-88")
    assert who(visitor) == str(person.pk)


def test_an_administrator_changes_what_a_person_is(admin: Client, xiulan: User) -> None:
    learner = MembershipFactory(user=xiulan)
    gone = MembershipFactory(user=xiulan, kind=StaffKind.PARTY_WORKER)
    typed = (
        write(username="xiulan", display_name="王秀兰", phone="13800138000")
        | {"memberships-TOTAL_FORMS": 2, "memberships-INITIAL_FORMS": 2}
        | membership(0, id=learner.pk, organisation=learner.organisation.pk, kind=StaffKind.VOLUNTEER)
        | membership(1, id=gone.pk, organisation=gone.organisation.pk, kind=gone.kind, DELETE="on")
    )
    admin.post(f"{USERS}edit/{xiulan.pk}/", typed)
    assert list(Membership.objects.values_list("user", "kind")) == [(xiulan.pk, "volunteer")]
    xiulan.refresh_from_db()
    assert xiulan.phone_verified


def test_a_number_that_the_administrator_changes_is_no_longer_verified(admin: Client, xiulan: User) -> None:
    admin.post(f"{USERS}edit/{xiulan.pk}/", write(username="xiulan", phone="13900139000"))
    xiulan.refresh_from_db()
    assert (xiulan.phone, xiulan.phone_verified) == ("+8613900139000", False)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phone": "12345"}, "请输入 11 位手机号"),
        ({"phone": "13800138000"}, "这个手机号已经绑定了另一个账户"),
        ({"username": "13900139000"}, "登录名不能是手机号"),
    ],
)
def test_what_is_wrong_is_said(admin: Client, xiulan: User, changes: dict[str, str], words: str) -> None:
    person = UserFactory()
    assert words in admin.post(f"{USERS}edit/{person.pk}/", write(**changes)).content.decode()


def test_the_forms_have_one_name_and_chinese_labels(admin: Client, xiulan: User) -> None:
    for page in (admin.get(f"{USERS}new/"), admin.get(f"{USERS}edit/{xiulan.pk}/")):
        words = page.content.decode()
        assert "first_name" not in words
        assert "姓名" in words
        assert "组织与身份" in words


@pytest.mark.parametrize("people", [1, 12])
def test_the_list_shows_phones_and_finds_people_by_name_and_number(
    admin: Client,
    xiulan: User,
    people: int,
    django_assert_num_queries,  # noqa: ANN001
) -> None:
    for number in range(people):
        UserFactory(phone=f"+86139001390{number:02}")
    admin.get(USERS)
    with django_assert_num_queries(9):
        assert "138 0013 8000" in admin.get(USERS).content.decode()
    assert "王秀兰" in admin.get(f"{USERS}results/?q=秀兰").content.decode()
    assert "王秀兰" in admin.get(f"{USERS}results/?q=13800138000").content.decode()
    assert "王秀兰" not in admin.get(f"{USERS}results/?q=周").content.decode()


def test_a_person_is_deactivated_not_deleted(admin: Client, xiulan: User) -> None:
    response = admin.post(f"{USERS}delete/{xiulan.pk}/")
    assert "账户不能删除" in said(response)
    assert response.headers["Location"] == f"{USERS}edit/{xiulan.pk}/"
    response = admin.post(f"/admin/bulk/people/user/delete/?id={xiulan.pk}")
    assert "账户不能删除" in said(response)
    assert User.objects.filter(pk=xiulan.pk).exists()
    admin.post(f"{USERS}edit/{xiulan.pk}/", write(username="xiulan", is_active=""))
    sign_in(visitor := Client(), "xiulan", PASSWORD)
    assert who(visitor) is None


def test_an_editor_has_no_business_with_accounts(client: Client, editor: User, xiulan: User) -> None:
    client.force_login(editor)
    assert client.get("/admin/").status_code == 200
    assert client.get(USERS).headers["Location"] == "/admin/"
    client.post(f"{USERS}edit/{editor.pk}/", write(username="teacher", is_superuser="on"))
    editor.refresh_from_db()
    assert not editor.is_superuser


def test_an_editor_corrects_their_own_name_in_the_admin(client: Client, editor: User) -> None:
    client.force_login(editor)
    page = client.get("/admin/account/").content.decode()
    assert "first_name" not in page
    assert "display_name" in page


def test_a_learner_is_turned_away_from_the_admin_without_going_in_circles(signed_in: Client) -> None:
    response = signed_in.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/me/"


def test_the_admin_has_no_sign_in_page_of_its_own(client: Client, editor: User) -> None:
    response = client.get("/admin/login/", follow=True)
    assert 'class="site-header"' in response.content.decode()
    response = client.post(
        "/accounts/login/", {"login": "teacher", "password": PASSWORD, "next": "/admin/login/"}, follow=True
    )
    assert response.redirect_chain[-1][0] == "/admin/"


@pytest.fixture
def clerk(client: Client, editor: User) -> Client:
    """Looks after accounts without being an administrator."""
    editor.user_permissions.set(Permission.objects.filter(codename__in=["add_user", "change_user"]))
    client.force_login(editor)
    return client


def test_a_clerk_opens_and_corrects_accounts_but_makes_nobody_an_administrator(clerk: Client, xiulan: User) -> None:
    group = Group.objects.get(name="Editors")
    grab = {"is_superuser": "on", "groups": [group.pk]}
    clerk.post(f"{USERS}new/", write(password1="qiaotou-88", password2="qiaotou-88", **grab))
    clerk.post(f"{USERS}edit/{xiulan.pk}/", write(username="xiulan", display_name="王秀蓝", **grab))
    assert User.objects.get(pk=xiulan.pk).display_name == "王秀蓝"
    for person in User.objects.filter(username__in=["liming", "xiulan"]):
        assert (person.is_superuser, person.groups.count()) == (False, 0)
    assert User.objects.filter(username="liming").exists()


def test_a_clerk_who_corrects_an_editor_leaves_the_groups_alone(clerk: Client, editor: User) -> None:
    clerk.post(f"{USERS}edit/{editor.pk}/", write(username="teacher", display_name="周老师"))
    assert editor.groups.count() == 1


def test_a_clerk_cannot_take_over_an_administrator_s_account(clerk: Client) -> None:
    chief = UserFactory(is_superuser=True)
    url = f"{USERS}edit/{chief.pk}/"
    assert clerk.get(url).status_code == 404
    assert clerk.post(url, write(password1="qiaotou-88", password2="qiaotou-88")).status_code == 404
    chief.refresh_from_db()
    assert chief.check_password(PASSWORD)


def test_a_clerk_gives_no_rights_to_many_at_once_and_locks_no_administrator_out(clerk: Client, xiulan: User) -> None:
    chief, group = UserFactory(is_superuser=True), Group.objects.get(name="Editors")
    clerk.post(f"/admin/bulk/people/user/assign_role/?id={xiulan.pk}", {"role": group.pk})
    clerk.post(f"/admin/bulk/people/user/set_active_state/?id={chief.pk}", {"mark_as_active": "False"})
    assert not xiulan.groups.exists()
    chief.refresh_from_db()
    assert chief.is_active
    clerk.post(f"/admin/bulk/people/user/set_active_state/?id={xiulan.pk}", {"mark_as_active": "False"})
    xiulan.refresh_from_db()
    assert not xiulan.is_active
