"""Statements as xAPI 1.0.3 (part two) asks for them. Pure: rows and settings in, plain data out."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.crypto import salted_hmac

ADL = "http://adlnet.gov/expapi/"
VERBS = {
    "completed": (f"{ADL}verbs/completed", {"zh-CN": "学完", "en": "completed"}),
    "passed": (f"{ADL}verbs/passed", {"zh-CN": "通过", "en": "passed"}),
    "failed": (f"{ADL}verbs/failed", {"zh-CN": "没有通过", "en": "failed"}),
    "earned": ("http://id.tincanapi.com/verb/earned", {"zh-CN": "获得", "en": "earned"}),
}
KINDS = {
    "course": (f"{ADL}activities/course", {"zh-CN": "课程", "en": "Course"}),
    "lesson": (f"{ADL}activities/lesson", {"zh-CN": "课时", "en": "Lesson"}),
    "quiz": (f"{ADL}activities/assessment", {"zh-CN": "测验", "en": "Quiz"}),
    "certificate": (
        "https://www.opigno.org/en/tincan_registry/activity_type/certificate",
        {"zh-CN": "证书", "en": "Certificate"},
    ),
}
LANGUAGE = "zh-CN"  # of the courses and their titles


@dataclass(frozen=True)
class Activity:
    """Something that is learned; `path` is its page on this site, `kind` one of KINDS."""

    kind: str
    path: str
    title: str

    def as_json(self) -> dict[str, Any]:
        type_, description = KINDS[self.kind]
        name = {LANGUAGE: self.title}
        return {
            "objectType": "Activity",
            "id": absolute(self.path),
            "definition": {"type": type_, "name": name, "description": description},
        }


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something a learner did. `key` names it for good ("course:12"), so that it is told once; times are aware.

    `course_of` names what it was done in the course of ("enrolment:12"): all its statements have one registration.
    """

    key: str
    learner_id: int
    verb: str
    activity: Activity
    at: datetime
    course_of: str
    parent: Activity | None = None
    result: dict[str, Any] | None = None

    @property
    def id(self) -> uuid.UUID:
        return statement_id(self.verb, self.key)

    def as_statement(self) -> dict[str, Any]:
        verb, display = VERBS[self.verb]
        context: dict[str, Any] = {
            "registration": str(named(self.course_of)),
            "platform": settings.SITE_NAME,
            "language": LANGUAGE,
        }
        if self.parent:
            context["contextActivities"] = {"parent": [self.parent.as_json()]}
        statement = {
            "id": str(self.id),
            "actor": actor(self.learner_id),
            "verb": {"id": verb, "display": display},
            "object": self.activity.as_json(),
            "context": context,
            "timestamp": self.at.isoformat(),
        }
        return {**statement, "result": self.result} if self.result else statement


def actor(learner_id: int) -> dict[str, Any]:
    account = {"homePage": absolute("/"), "name": actor_name(learner_id)}
    return {"objectType": "Agent", "account": account}


def actor_name(learner_id: int) -> str:
    """A code for a person, the same in all statements, that nobody without this site's key can make or take back."""
    return salted_hmac("college.progress.xapi", str(learner_id), algorithm="sha256").hexdigest()[:32]


def statement_id(verb: str, key: str) -> uuid.UUID:
    return named(f"statement:{verb}:{key}")


def named(name: str) -> uuid.UUID:
    """The same for the same thing of the same site, for good (RFC 9562, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, absolute(f"/#{name}"))


def absolute(path: str) -> str:
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def score(percent: int) -> dict[str, Any]:
    return {"scaled": percent / 100, "raw": percent, "min": 0, "max": 100}


def duration(seconds: float) -> str:
    """ISO 8601, to the hundredth as xAPI compares it."""
    return f"PT{max(seconds, 0):.2f}S"
