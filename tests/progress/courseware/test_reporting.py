"""What a package reports becomes progress, once, and is never taken back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from college.courses.models import LessonPage
from college.packages.actions import receive, replace
from college.progress import rules
from college.progress.completion import seconds_covered
from college.progress.courseware.errors import ReportRefused
from college.progress.models import Enrolment, LessonProgress, PackageItem
from college.progress.settling import settle
from tests.factories import LessonPageFactory, UserFactory
from tests.packages import samples
from tests.packages.making import a_package
from tests.progress.courseware.cast import SHOWN, Stage, a_stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def progress_of(stage: Stage) -> LessonProgress:
    return LessonProgress.objects.get(enrolment=stage.enrolment, lesson=stage.lesson)


def test_a_learner_who_leaves_in_the_middle_goes_on_from_there() -> None:
    stage = a_stage()
    assert stage.opens()["cmi.core.entry"] == "ab-initio"
    stage.says(status="incomplete", place="3", suspend_data="slide=3")
    stage.says(exit="suspend", time="0000:00:40.00", finished=True)
    later = Stage(stage.enrolment, stage.lesson, shown=SHOWN + timedelta(days=1))
    opened = later.opens()
    assert opened["cmi.core.entry"] == "resume"
    assert (opened["cmi.core.lesson_location"], opened["cmi.suspend_data"]) == ("3", "slide=3")
    assert (opened["cmi.core.lesson_status"], opened["cmi.core.total_time"]) == ("incomplete", "0000:00:40")
    assert "cmi.core.exit" not in opened
    assert not progress_of(stage).is_completed


def test_a_package_that_reports_passed_completes_the_lesson_and_the_course() -> None:
    stage = a_stage()
    stage.opens()
    reported = stage.says(status="passed", raw="90")
    assert (reported.is_completed, reported.is_course_completed, reported.is_part_held) == (True, True, True)
    kept = progress_of(stage)
    assert (kept.package_score, kept.rule, kept.lesson_title) == (90, "课件学完", stage.lesson.title)
    assert kept.package_passed_at


def test_where_it_must_be_passed_to_complete_it_is_not_enough() -> None:
    stage = a_stage(package_rule=LessonPage.PackageRule.PASSED)
    stage.opens()
    assert not stage.says(status="completed").is_completed
    assert not stage.says(status="failed", raw="20").is_completed
    assert stage.says(status="passed", raw="85").is_completed


def test_what_was_reached_once_is_not_taken_back_by_a_later_report() -> None:
    stage = a_stage()
    stage.opens()
    stage.says(status="passed", raw="90")
    stage.says(status="failed", raw="10")
    assert (stage.row.status, stage.row.best_status, stage.row.score) == ("failed", "passed", 90)
    assert progress_of(stage).is_completed


def test_against_a_mastery_score_the_score_decides() -> None:
    stage = a_stage(samples.story(mastery="80"))
    assert stage.opens()["cmi.student_data.mastery_score"] == "80"
    assert not stage.says(status="completed", raw="79", finished=True).is_completed
    assert stage.row.status == "failed"
    assert stage.says(status="failed", raw="80").is_completed
    assert stage.row.best_status == "passed"


def test_who_finishes_without_a_word_of_the_state_has_completed_it() -> None:
    stage = a_stage()
    stage.opens()
    assert not stage.says(place="1").is_completed
    assert stage.says(finished=True).is_completed


def test_a_score_counts_of_what_there_was_to_reach() -> None:
    stage = a_stage()
    stage.opens()
    stage.says(raw="15", core__score__max="20")
    assert stage.row.score == 75


def test_time_counts_as_far_as_it_has_passed() -> None:
    stage = a_stage()
    stage.opens(after=10)
    stage.says(after=70, time="9999:00:00.00", finished=True)
    assert stage.row.all_seconds == 60
    stage.opens(after=100)
    stage.says(after=130, time="0000:00:20.00")
    assert stage.row.all_seconds == 80


def seconds_of(stage: Stage) -> int:
    return sum(row.all_seconds for row in PackageItem.objects.filter(progress__enrolment=stage.enrolment))


def test_who_invents_a_thousand_pages_has_no_more_time_than_the_clock_shows() -> None:
    stage = a_stage()
    stage.opens(after=10)
    for number in range(40):
        page = Stage(stage.enrolment, stage.lesson)
        page.client, page.item = f"{number:032x}", "SCO1"
        page.says(after=10 + number / 2, time="9999:00:00.00")
    assert seconds_of(stage) <= 20


def test_two_parts_that_are_open_at_once_share_the_time() -> None:
    first = a_stage(samples.several())
    second = Stage(first.enrolment, first.lesson)
    first.opens("A", after=0)
    second.opens("D", after=0)
    for minute in (1, 2, 3):
        first.says(after=60 * minute, time="9999:00:00.00")
        second.says(after=60 * minute + 20, time="9999:00:00.00")
    assert seconds_of(first) == 200


def test_who_says_the_same_again_after_another_part_was_open_claims_nothing_more() -> None:
    first = a_stage(samples.several())
    second = Stage(first.enrolment, first.lesson)
    first.opens("A", after=0)
    first.says(after=600, time="0000:10:00.00")
    second.opens("D", after=620)
    second.says(after=640, time="0000:00:20.00")
    first.says(after=900, time="0000:10:00.00")
    assert seconds_of(first) == 620


def test_a_report_that_overtook_another_gives_no_second_twice() -> None:
    stage = a_stage()
    stage.opens(after=0)
    late = Stage(stage.enrolment, stage.lesson)
    late.client, late.item = "f" * 32, "SCO1"
    stage.says(after=100, time="9999:00:00.00")
    late.says(after=50, time="9999:00:00.00")
    stage.says(after=100, time="9999:00:00.00")
    assert seconds_of(stage) == 100


def test_a_message_that_comes_twice_or_late_changes_nothing() -> None:
    stage = a_stage()
    stage.opens()
    stage.says(place="1", number=1)
    stage.says(place="5", number=2)
    stage.says(place="1", number=1)
    assert stage.row.data["cmi.core.lesson_location"] == "5"


def test_a_phone_that_was_without_a_network_adds_what_was_reached_and_moves_nobody() -> None:
    phone = a_stage()
    phone.opens()
    desk = Stage(phone.enrolment, phone.lesson, shown=SHOWN + timedelta(hours=1))
    desk.opens()
    desk.says(place="9", status="incomplete")
    reported = phone.says(after=9000, place="2", status="completed")
    assert reported.is_completed
    assert desk.row.data["cmi.core.lesson_location"] == "9"
    assert (desk.row.status, desk.row.best_status) == ("incomplete", "completed")


def test_who_closes_an_older_tab_has_not_completed_what_a_newer_one_is_in_the_middle_of() -> None:
    older = a_stage()
    older.opens()
    older.says(status="incomplete", place="2")
    newer = Stage(older.enrolment, older.lesson, shown=SHOWN + timedelta(hours=1))
    newer.opens()
    reported = older.says(after=9000, exit="suspend", finished=True)
    assert not reported.is_completed
    assert (newer.row.status, newer.row.completed_at) == ("incomplete", None)


def test_nobody_takes_credit_for_a_part_that_is_not_open_yet() -> None:
    stage = a_stage(samples.several())
    with pytest.raises(ReportRefused, match="part-closed"):
        stage.opens("C")
    with pytest.raises(ReportRefused, match="part-closed"):
        stage.says(status="completed", raw="100", finished=True)
    assert not PackageItem.objects.exists()
    stage.opens("A")
    stage.says(status="completed")
    stage.opens("B")
    assert stage.row.key == "B"


def test_of_several_parts_each_opens_when_those_before_are_done() -> None:
    stage = a_stage(samples.several())
    stage.opens("A")
    reported = stage.says(status="completed", raw="100", finished=True)
    assert [(part.item.key, part.is_open) for part in reported.parts] == [
        ("A", True),
        ("B", True),
        ("C", False),
        ("D", True),
    ]
    stage.opens("B")
    assert stage.says(status="completed", raw="60").parts[2].is_open
    stage.opens("C")
    assert not stage.says(status="completed", raw="85", finished=True).is_completed
    stage.opens("D")
    kept = progress_of(stage)
    assert kept.is_completed
    assert (kept.package_score, kept.package_passed_at is not None) == (82, True)


def behind(script: str) -> bytes:
    """Two parts under a heading, one that is hidden, and one that opens behind what `script` says."""
    waits = f"<adlcp:prerequisites type='aicc_script'>{script}</adlcp:prerequisites>"
    items = (
        '<item identifier="UNIT"><title>第一部分</title>'
        + samples.item("A", "RA", "认识电")
        + samples.item("B", "RB", "用电安全")
        + "</item>"
        + samples.item("H", "RA", "藏起来的", isvisible="false")
        + f'<item identifier="LAST"><title>最后</title>{samples.item("C", "RC", "测一测", waits)}</item>'
    )
    resources = "".join(samples.resource(f"R{name}", f"{name}.html") for name in "ABC")
    pages = {f"{name}.html": samples.sco(100) for name in "ABC"}
    return samples.zipped({"imsmanifest.xml": samples.manifest(items, resources), **pages})


def test_a_part_behind_a_heading_opens_when_all_below_the_heading_is_done() -> None:
    stage = a_stage(behind("UNIT"))
    stage.opens("A")
    assert [part.is_open for part in stage.says(status="completed").parts] == [True, True, False]
    stage.opens("B")
    assert [part.is_open for part in stage.says(status="passed").parts] == [True, True, True]


@pytest.mark.parametrize("script", ["H", "NOWHERE", "C", "LAST", "H&amp;A"])
def test_nobody_waits_for_a_part_that_is_hidden_or_not_there_or_for_the_part_itself(script: str) -> None:
    assert a_stage(behind(script)).opens("C")


def after(**scripts: str) -> bytes:
    """A part for each name, which opens behind its script."""
    items = ""
    for name, script in scripts.items():
        waits = f"<adlcp:prerequisites type='aicc_script'>{script}</adlcp:prerequisites>"
        items += samples.item(name, f"R{name}", name, waits if script else "")
    resources = "".join(samples.resource(f"R{name}", f"{name}.html") for name in scripts)
    pages = {f"{name}.html": samples.sco(100) for name in scripts}
    return samples.zipped({"imsmanifest.xml": samples.manifest(items, resources), **pages})


def test_parts_that_wait_for_one_another_open_when_all_others_are_done() -> None:
    stage = a_stage(after(A="", B="C", C="B"))
    with pytest.raises(ReportRefused, match="part-closed"):
        stage.opens("B")
    stage.opens("A")
    assert [part.is_open for part in stage.says(status="incomplete").parts] == [True, False, False]
    assert [part.is_open for part in stage.says(status="completed").parts] == [True, True, True]
    for name in "BC":
        stage.opens(name)
        reported = stage.says(status="completed")
    assert reported.is_completed


def test_who_needs_no_second_try_may_open_what_was_meant_for_it() -> None:
    stage = a_stage(after(A="", B='A="failed"'))
    stage.opens("A")
    assert not stage.says(status="incomplete").parts[1].is_open
    assert stage.says(status="passed").parts[1].is_open


def test_a_page_that_is_only_looked_at_has_no_mark_to_reach() -> None:
    mark = "<adlcp:masteryscore>80</adlcp:masteryscore>"
    items = samples.item("A", "RA", "测一测") + samples.item("B", "RB", "参考资料", mark)
    resources = samples.resource("RA", "a.html") + samples.resource("RB", "b.html", "asset")
    pages = {"imsmanifest.xml": samples.manifest(items, resources), "a.html": samples.sco(100), "b.html": samples.PAGE}
    stage = a_stage(samples.zipped(pages), package_rule=LessonPage.PackageRule.PASSED)
    stage.opens("B")
    stage.opens("A")
    assert stage.says(status="passed").is_completed


def test_a_newer_version_leaves_learners_what_they_have() -> None:
    stage = a_stage()
    stage.opens()
    stage.says(place="3")
    newer = receive(file=SimpleUploadedFile("新.zip", samples.story(identifier="NEW")), user=UserFactory())
    replace(package=stage.lesson.package, newer=newer)
    assert stage.opens()["cmi.core.lesson_location"] == "3"


def with_another_package(stage: Stage) -> Stage:
    LessonPage.objects.filter(pk=stage.lesson.pk).update(package=a_package(samples.adapt()))
    return Stage(stage.enrolment, LessonPage.objects.get(pk=stage.lesson.pk), shown=SHOWN + timedelta(days=1))


def test_another_package_in_its_place_begins_anew() -> None:
    stage = a_stage(package_rule=LessonPage.PackageRule.PASSED)
    stage.opens()
    stage.says(status="incomplete", raw="40")
    again = with_another_package(stage)
    with pytest.raises(ReportRefused, match="package-changed"):
        stage.says(status="passed")
    again.opens("I1")
    kept = progress_of(stage)
    assert (kept.package_id, kept.package_score) == (again.lesson.package_id, None)


def test_what_was_completed_with_a_package_counts_until_the_one_in_its_place_is_completed() -> None:
    stage = a_stage(package_rule=LessonPage.PackageRule.PASSED, reading_minutes=20)
    stage.opens()
    stage.says(status="completed", raw="80")
    again = with_another_package(stage)
    again.opens("I1")
    reported = again.says(status="incomplete", raw="10")
    kept = progress_of(stage)
    assert (kept.package_id, kept.package_score) == (stage.lesson.package_id, 80)
    assert seconds_covered([again.lesson], [kept]) == 20 * 60
    assert (reported.is_part_held, reported.is_completed) == (False, False)
    again.says(status="passed", raw="70")
    kept = progress_of(stage)
    assert (kept.package_id, kept.package_score, kept.is_completed) == (again.lesson.package_id, 70, True)
    assert seconds_covered([again.lesson], [kept]) == 20 * 60


@pytest.mark.parametrize("gone", ["lesson", "learner", "course", "moved"])
def test_nothing_is_kept_for_what_is_there_no_more(gone: str) -> None:
    stage = a_stage()
    match gone:
        case "lesson":
            stage.lesson.unpublish()
        case "course":
            stage.lesson.course.unpublish()
        case "learner":
            stage.enrolment.learner.is_active = False
            stage.enrolment.learner.save()
        case "moved":
            stage.lesson.move(LessonPageFactory().course, pos="last-child")
    with pytest.raises(ReportRefused, match="gone"):
        stage.opens()


def test_a_rule_that_asks_less_completes_who_has_all_of_it() -> None:
    stage = a_stage(package_rule=LessonPage.PackageRule.PASSED)
    stage.opens()
    stage.says(status="completed")
    lesson = LessonPage.objects.get(pk=stage.lesson.pk)
    lesson.package_rule = LessonPage.PackageRule.COMPLETED
    lesson.save_revision().publish()
    settle(rules.current(LessonPage.objects.get(pk=lesson.pk)).pk)
    assert progress_of(stage).is_completed
    assert Enrolment.objects.get(pk=stage.enrolment.pk).is_completed


def test_a_lesson_without_a_package_asks_what_it_asked_before() -> None:
    assert "package" not in rules.terms_of(LessonPageFactory())
