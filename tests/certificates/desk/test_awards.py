from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from college.certificates.models import Award, Nomination, Template
from college.certificates.wording import words
from college.people.models import StaffKind
from tests.certificates.cast import completed, earn, staff, volunteer
from tests.factories import AwardFactory, CoursePageFactory, IssuerFactory, LessonPageFactory, OrganisationFactory

pytestmark = pytest.mark.usefixtures("site")
RIGHTS = ("add_award", "change_award", "view_award")


def rows(*courses: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"required-TOTAL_FORMS": len(courses), "required-INITIAL_FORMS": 0}
    for number, course in enumerate(courses):
        said |= {f"required-{number}-course": course.pk, f"required-{number}-ORDER": number + 1}
    return said | {"required-MIN_NUM_FORMS": 0, "required-MAX_NUM_FORMS": 1000}


@pytest.fixture
def community(client: Client) -> Any:
    """An issuer's organisation; an editor who works there is signed in."""
    issuer = IssuerFactory(organisation=OrganisationFactory(name="望湖社区"))
    client.force_login(staff(*RIGHTS, at=issuer.organisation))
    return issuer


def written(issuer: Any, *courses: Any, **changes: Any) -> dict[str, Any]:
    template = Template.objects.create(name=f"模板{Template.objects.count()}")
    said = {"title": "结业证书", "issuer": issuer.pk, "template": template.pk, "kinds": [StaffKind.VOLUNTEER]}
    said |= {"publicity_days": 0, "reminder_days": 60, "is_active": "on"}
    return {**said, **rows(*courses), **changes}


def sentences(client: Client, said: dict[str, Any]) -> str:
    answer = client.post(reverse("award:add"), said)
    assert answer.status_code == 200
    assert not Award.objects.exists()
    return answer.content.decode()


def test_an_editor_sets_a_rule_and_reads_it_back(client: Client, community: Any) -> None:
    course = CoursePageFactory(title="志愿服务入门")
    reviewer = staff("review_nomination", at=community.organisation)
    changes = {"needs_approval": "on", "reviewers": [reviewer.pk], "publicity_days": 7, "valid_months": 24}

    answer = client.post(reverse("award:add"), written(community, course, **changes), follow=True)

    sentence = "学完《志愿服务入门》的志愿者，经审核并公示 7 天后，自动发给《结业证书》，有效 24 个月。"
    assert words(Award.objects.get()) == sentence
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kinds": []}, "请至少勾选一种身份"),
        ({"publicity_days": 3}, "公示至少 7 天"),
        ({"needs_approval": "on"}, "请至少指定一位审核人"),
        ({"minimum_mark": 80}, "没有测验"),
        ({"minimum_hours": 2}, "不计学时"),
        ({"minimum_attendance": 1}, "一共有 0 课"),
    ],
)
def test_a_rule_that_could_not_be_kept_is_refused_in_a_sentence(
    client: Client, community: Any, changes: dict[str, Any], sentence: str
) -> None:
    assert sentence in sentences(client, written(community, CoursePageFactory(), **changes))


def test_attendance_that_a_rule_asks_is_read_back(client: Client, community: Any) -> None:
    course = LessonPageFactory(parent=CoursePageFactory(title="认字班")).get_parent()
    changes = {"minimum_attendance": 1, "minimum_attendance_share": 80}

    client.post(reverse("award:add"), written(community, course, **changes))

    asked = "学完《认字班》、课堂到课至少 1 课、课堂到课不少于现有课时的 80 %的志愿者"
    assert words(Award.objects.get()).startswith(asked)


def test_an_english_template_asks_for_an_english_title(client: Client, community: Any) -> None:
    english = Template.objects.create(name="English", language=Template.Language.ENGLISH)

    assert "请填英文证书名称" in sentences(client, written(community, template=english.pk))


def test_in_whose_name_it_is_given_stays_once_somebody_was_given_it_or_nominated(client: Client) -> None:
    award = AwardFactory()
    below = IssuerFactory(organisation=OrganisationFactory(parent=award.issuer.organisation))
    client.force_login(staff(*RIGHTS, at=award.issuer.organisation))
    url, course = reverse("award:edit", args=[award.pk]), award.courses.get()
    said = {**written(below, course), "title": "新名称"}
    Nomination.objects.create(award=award, person=volunteer(), state="refused", made_at=timezone.now())

    assert "不能再换发证单位" in client.post(url, said).content.decode()
    Nomination.objects.all().delete()
    client.post(url, said)

    award.refresh_from_db()
    assert (award.issuer, award.title) == (below, "新名称")


def test_an_issuer_of_another_place_is_refused(client: Client, community: Any) -> None:
    elsewhere = IssuerFactory(organisation=OrganisationFactory(name="杏花社区"))

    page = sentences(client, written(elsewhere))

    assert "请选您工作的组织" in page
    assert "杏花社区" not in page


def test_a_template_of_another_place_is_not_to_be_had(client: Client, community: Any) -> None:
    theirs = Template.objects.create(name="杏花社区的模板", issuer=IssuerFactory())
    own = Template.objects.create(name="望湖社区的模板", issuer=community)

    page = sentences(client, written(community, template=theirs.pk))
    assert theirs.name not in page
    assert own.name in page

    client.post(reverse("award:add"), written(community, template=own.pk))
    assert Award.objects.get().template == own


def test_a_course_is_asked_for_once(client: Client, community: Any) -> None:
    course = CoursePageFactory()

    assert "上面已经选了" in sentences(client, written(community, course, course))


def test_the_courses_stay_once_certificates_were_given_for_them(client: Client) -> None:
    award = AwardFactory()
    earn(completed(volunteer(), award))
    client.force_login(staff(*RIGHTS, at=award.issuer.organisation))
    url = reverse("award:edit", args=[award.pk])

    page = client.post(url, written(award.issuer, CoursePageFactory())).content.decode()

    assert "不能再换课程" in page
