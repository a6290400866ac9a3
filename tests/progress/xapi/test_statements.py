import json
from typing import Any

import pytest
from pydantic import ValidationError
from wagtail.models import Site

from college.certificates.xapi import earned
from college.progress.xapi import events
from college.progress.xapi.statements import actor_name, duration
from tests.certificates.cast import completed, earn, volunteer
from tests.factories import AwardFactory
from tests.progress.xapi.cast import a_learned_course, an_attempt, an_event, xiulan
from tests.progress.xapi.lrs import must_be_valid


def test_a_completed_lesson_is_told_in_its_course(site: Site) -> None:
    _enrolment, progress = a_learned_course(xiulan())
    told = events.lesson_completed(progress).as_statement()
    must_be_valid(told)
    assert told["verb"]["id"] == "http://adlnet.gov/expapi/verbs/completed"
    assert told["object"]["id"].endswith(progress.lesson.url)
    assert told["object"]["definition"]["name"] == {"zh-CN": progress.lesson_title}
    assert [parent["definition"]["name"]["zh-CN"] for parent in told["context"]["contextActivities"]["parent"]] == [
        "社区志愿服务入门"
    ]
    assert told["result"] == {"completion": True, "duration": "PT84.00S"}
    assert told["timestamp"] == "2026-11-23T01:00:00+00:00"


def test_all_that_belongs_to_one_enrolment_has_one_registration(site: Site) -> None:
    enrolment, progress = a_learned_course(xiulan())
    told = [events.course_completed(enrolment).as_statement(), events.lesson_completed(progress).as_statement()]
    for statement in told:
        must_be_valid(statement)
    assert told[0]["context"]["registration"] == told[1]["context"]["registration"]
    assert told[0]["id"] != told[1]["id"]


@pytest.mark.parametrize(("score", "verb"), [(80, "passed"), (40, "failed"), (0, "failed"), (100, "passed")])
def test_an_attempt_is_told_with_its_score(site: Site, score: int, verb: str) -> None:
    told = events.attempt_finished(an_attempt(xiulan(), score=score)).as_statement()
    must_be_valid(told)
    assert told["verb"]["id"].endswith(f"/{verb}")
    assert told["verb"]["display"].keys() == {"zh-CN", "en"}
    assert told["result"]["score"] == {"scaled": score / 100, "raw": score, "min": 0, "max": 100}
    assert (told["result"]["success"], told["result"]["duration"]) == (score >= 60, "PT240.00S")


def test_an_attempt_at_a_lessons_quiz_is_told_in_that_lesson(site: Site) -> None:
    learner = xiulan()
    enrolment, progress = a_learned_course(learner)
    attempt = an_attempt(learner, score=80)
    progress.lesson.quiz = attempt.quiz
    progress.lesson.save()
    told = events.attempt_finished(attempt).as_statement()
    must_be_valid(told)
    assert told["context"]["contextActivities"]["parent"][0]["id"].endswith(progress.lesson.url)
    assert (
        told["context"]["registration"] == events.course_completed(enrolment).as_statement()["context"]["registration"]
    )


def test_an_award_is_told_without_the_certificate_that_bears_a_name(site: Site) -> None:
    award = AwardFactory(required__course__title="社区志愿服务入门")

    certificate = earn(completed(volunteer("王秀兰"), award))
    assert certificate
    told = earned(certificate).as_statement()
    must_be_valid(told)
    assert told["verb"]["id"] == "http://id.tincanapi.com/verb/earned"
    assert told["object"]["definition"]["name"] == {"zh-CN": "结业证书"}
    assert certificate.serial not in json.dumps(told)


def test_nothing_that_names_a_person_leaves(site: Site) -> None:
    learner = xiulan()
    enrolment, progress = a_learned_course(learner)
    happened = [
        events.course_completed(enrolment),
        events.lesson_completed(progress),
        events.attempt_finished(an_attempt(learner, score=80)),
    ]
    told = json.dumps([event.as_statement() for event in happened], ensure_ascii=False)
    assert not [
        known for known in (learner.display_name, learner.username, learner.phone[3:], learner.email) if known in told
    ]


def test_a_person_is_the_same_code_everywhere_and_another_person_another() -> None:
    assert actor_name(7) == actor_name(7) != actor_name(8)


@pytest.mark.parametrize(
    "spoiled",
    [
        {"actor": {"account": {"homePage": "no address", "name": "x"}}},
        {"id": "no uuid"},
        {"result": {"score": {"scaled": 1.2}}},
        {"context": {"language": "not a language"}},
        {"object": {"id": "relative/"}},
    ],
)
def test_the_judge_of_these_tests_does_find_faults(spoiled: dict[str, Any]) -> None:
    must_be_valid(an_event().as_statement())
    with pytest.raises(ValidationError):
        must_be_valid(an_event().as_statement() | spoiled)


def test_a_clock_that_went_back_makes_no_negative_time() -> None:
    assert duration(-3) == "PT0.00S"
