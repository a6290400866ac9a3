import re
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from college.people.models import User
from college.progress.models import HourCredit, HourTarget, LearnerTarget, RecordExtract
from college.progress.record.extracts import extract
from college.progress.record.periods import Period
from college.quizzes.models import Quiz
from tests.factories import UserFactory
from tests.progress.record.cast import a_course_taken, a_day, a_full_year, an_attempt, hours_credited

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
ADDRESS = "/my/record/"


def page(client: Client, period: str = "") -> str:
    response = client.get(ADDRESS, {"period": period} if period else None)
    assert response.status_code == 200
    main = response.content.decode().split("<main")[1].split('class="record__take')[0]
    return re.sub(r"\s*(<[^>]+>)\s*", r"\1", main)


def test_a_stranger_is_asked_to_sign_in_first(client: Client) -> None:
    assert client.get(ADDRESS)["Location"].startswith("/accounts/login/")


def test_who_has_learned_nothing_yet_reads_so_in_every_part(client: Client, learner: User) -> None:
    html = page(client)
    for words in ("没有报名的课程。", "没有课堂到课的记录。", "没有计入的学时。", "没有答过的测验。", "没有证书。"):
        assert words in html


def test_a_course_stands_in_each_year_in_which_it_was_learned(client: Client, learner: User) -> None:
    a_course_taken(learner, "三年的课", a_day(2024, 6), completed=a_day(2026, 2))
    a_course_taken(learner, "停下的课", a_day(2024, 6), active=a_day(2025, 3))
    assert ["三年的课" in page(client, year) for year in ("2024", "2025", "2026")] == [True, True, True]
    assert ["停下的课" in page(client, year) for year in ("2024", "2025", "2026")] == [True, True, False]
    assert "<dd>1 门</dd>" in page(client, "2026")
    assert "<dd>0 门</dd>" in page(client, "2025")


def test_a_year_begins_at_midnight_in_china(client: Client, learner: User) -> None:
    new_year = a_day(2024, 12, 31, hour=17)  # one in the morning of 1 January 2025 in China
    a_course_taken(learner, "新年的课", new_year, completed=new_year)
    assert "新年的课" not in page(client, "2024")
    assert "2025年1月1日" in page(client, "2025")


def test_a_social_worker_hands_in_the_three_years_of_her_registration(client: Client, learner: User) -> None:
    now = timezone.now()
    since, last = date(now.year - 1, 1, 15), date(now.year + 2, 1, 14)
    for target, day in zip(HourTarget.objects.filter(years=3), (since, date(since.year - 3, 1, 15)), strict=False):
        LearnerTarget.objects.create(learner=learner, target=target, since=day)
    for title, day in (("之前的课", since - timedelta(days=1)), ("之内的课", since)):
        hours_credited(a_course_taken(learner, title, now, completed=now), title, "1.5", day)
    asked = f"{since}_{last}"
    words = f"{since.year}年1月15日至{last.year}年1月14日"
    assert len(re.findall(rf'<a href="\?period={asked}"\s*>{words}</a>', page(client))) == 1
    credited = page(client, asked).split('id="section-hours"')[1].split("<section")[0]
    assert ("之前的课" in credited, "之内的课" in credited) == (False, True)
    assert words in unquote(client.get(reverse("progress:record_xlsx"), {"period": asked})["Content-Disposition"])
    client.post(reverse("progress:record_pdf"), {"period": asked})
    assert RecordExtract.objects.get().content["period"] == words


def test_what_one_version_of_a_rule_credited_stands_together_however_the_version_was_named(
    client: Client, learner: User
) -> None:
    taken = a_course_taken(learner, "消防", a_day(2025))
    hours_credited(taken, "第一讲", "0.5", date(2025, 6, 15))
    HourCredit.objects.update(rule_words="市里的规则第 1 版（2020年1月1日起）")
    hours_credited(taken, "第一讲", "0.5", date(2025, 6, 16))
    credited = page(client, "2025").split('id="section-hours"')[1].split("<section")[0]
    assert credited.count("第一讲") == 1
    assert "第 1 版（2020年1月1日起）" in credited


def test_what_was_completed_keeps_its_title_and_rule_when_the_course_is_renamed(client: Client, learner: User) -> None:
    course = a_course_taken(learner, "学会写名字", a_day(2025), completed=a_day(2025, 7)).course
    course.title = "改了名"
    course.save()
    html = page(client, "2025")
    assert "学会写名字" in html
    assert "改了名" not in html
    assert "学完全部 3 课（第 2 版）" in html
    assert "2.5" in html


def test_a_course_taken_offline_stays_without_a_link(client: Client, learner: User) -> None:
    course = a_course_taken(learner, "下线的课", a_day(2025), completed=a_day(2025, 7)).course
    assert course.get_url() in page(client, "2025")
    course.unpublish()
    html = page(client, "2025")
    assert "下线的课" in html
    assert course.get_url() not in html


def test_hours_of_one_content_stand_together_and_a_correction_by_itself(client: Client, learner: User) -> None:
    enrolment = a_course_taken(learner, "课", a_day(2025))
    for day in (1, 2):
        hours_credited(enrolment, "入户走访", "0.75", date(2025, 3, day))
    hours_credited(enrolment, "入户走访", "-0.5", date(2025, 4, 1), reason="多计了")
    hours_credited(enrolment, "去年的讲座", "9", date(2024, 12, 31))
    html = page(client, "2025")
    assert html.count(">入户走访<") == 2
    assert '<td data-label="学时">1.5</td>' in html
    assert "更正：多计了" in html
    assert "<dd>1 学时</dd>" in html
    assert "去年的讲座" not in html


def test_a_quiz_stands_once_with_its_latest_title_and_best_score(client: Client, learner: User) -> None:
    quiz = Quiz.objects.create(title="旧名")
    an_attempt(learner, quiz, 80, a_day(2025, 3))
    quiz.title = "新名"
    an_attempt(learner, quiz, 70, a_day(2025, 5))
    an_attempt(learner, Quiz.objects.create(title="难的"), 40, a_day(2025, 5))
    html = page(client, "2025")
    assert "旧名" not in html
    assert "新名" in html
    for words in ("2 次", "80 分", "2025年3月15日通过", "还没通过", "<dd>1 个</dd>"):
        assert words in html


def test_what_is_missing_of_a_target_is_for_the_learner_alone(client: Client, learner: User) -> None:
    assert "还差" not in page(client)
    target = HourTarget.objects.create(name="三年 72", hours=72, years=3, source="规定")
    LearnerTarget.objects.create(learner=learner, target=target, since=date(2024, 1, 1))
    a_full_year(learner, 2025)
    assert "还差 70.5" in page(client)
    assert "70.5" not in str(extract(learner=learner, period=Period())[0].content)


def test_nobody_sees_the_record_of_another(client: Client, learner: User) -> None:
    a_full_year(UserFactory(), 2025)
    assert "2025 年第 0 门" not in page(client, "all")


def test_years_since_joining_are_offered_and_others_are_ignored(client: Client, learner: User) -> None:
    html = page(client)
    assert '"?period=2024"' in html
    assert '"?period=2023"' not in html
    for odd in ("2023", "1", "-1", "99999", "ALL", "２０２５", "2025'", "%00"):
        assert page(client, odd) == page(client)


def test_the_page_costs_the_same_whatever_was_learned(
    client: Client, learner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_full_year(learner, 2025)
    page(client, "all")
    with django_assert_num_queries(11):  # session, person, registrations, one for each section, two for the targets
        page(client, "all")
    a_full_year(learner, 2024, number=4)
    page(client, "all")
    with django_assert_num_queries(11):
        page(client, "all")


def test_links_lead_from_each_of_the_learner_s_own_pages_to_the_others(client: Client, learner: User) -> None:
    pages = ("/my/", "/my/record/", "/my/certificates/")
    for shown in pages:
        navigation = client.get(shown).content.decode().split('class="my-pages')[1].split("</nav>")[0]
        assert [f'href="{address}"' in navigation for address in pages] == [True] * 3
        assert f'href="{shown}" aria-current="page"' in " ".join(navigation.split())
