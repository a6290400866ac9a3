"""What a person asked and was told, and what they told others."""

from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college.dialogue.models import LONGEST, Message, Question
from college.people.privacy.holdings import Held, plain

if TYPE_CHECKING:
    from college.people.models import User
    from college.people.privacy.pseudonyms import Pseudonym


@hooks.register("person_data", order=20)
def questions(person: "User") -> list[Held]:
    at = {"course": "question__enrolment__course__title", "lesson": "question__lesson_title"}
    where = {"course": _("课程"), "lesson": _("课时")}
    own = Message.objects.filter(question__enrolment__learner=person)
    told = Message.objects.filter(author=person).exclude(question__enrolment__learner=person)
    return [
        Held(
            key="questions",
            title=_("您在课上提的问题"),
            rows=Question.objects.of(person).order_by("pk"),
            of=("dialogue.Question.enrolment",),
            columns={"id": "id", "course": "enrolment__course__title", "lesson": "lesson_title"}
            | plain("asked_at", "waits_since", "closed_at"),
            words=where,
        ),
        Held(
            key="questions_said",
            title=_("您的提问里，您和老师说的话"),
            rows=own.annotate(is_yours=Q(author=F("question__enrolment__learner"))).order_by("pk"),
            of=("dialogue.Message.question",),
            columns={"question": "question_id", "yours": "is_yours", "text": "text", "at": "sent_at"},
            words={"question": _("提问"), "yours": _("是您说的")},
        ),
        Held(
            key="answers_by_you",
            title=_("您对学员提问的回答"),
            rows=told.order_by("pk"),
            of=("dialogue.Message.author",),
            columns=at | {"text": "text", "at": "sent_at"},
            words=where,
        ),
    ]


@hooks.register("erase_person")
def erase(person: "User", pseudonym: "Pseudonym") -> None:
    """Their conversations go; what they answered others stays with those, without the name."""
    list(Question.objects.of(person).select_for_update(of=("self",)))  # what is being said to them comes first
    Question.objects.of(person).delete()
    for message in Message.objects.filter(author=person):
        text = pseudonym.in_text(message.text)[:LONGEST]
        if text != message.text:
            Message.objects.filter(pk=message.pk).update(text=text)
