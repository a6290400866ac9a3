"""Questions of learners: one waits on the teacher's desk, one is answered on the learner's first page."""

from django.db import transaction

from college.courses.models import LessonPage
from college.dialogue.actions import ask, say
from college.dialogue.models import Question
from college.people.models import User
from college.progress.models import Enrolment
from demo import content
from demo.pages import key


def add_questions() -> None:
    """Once, where nobody has asked anything."""
    if Question.objects.exists():
        return
    text = content.read("questions")
    if teacher := User.objects.filter(username=text["teacher"]).first():
        _ask(text, teacher)


@transaction.atomic
def _ask(text: content.Entry, teacher: User) -> None:
    for entry in text["questions"]:
        lesson = LessonPage.objects.live().filter(translation_key=key(f"{text['course']}/{entry['lesson']}")).first()
        learner = Enrolment.objects.filter(learner__username=entry["learner"])
        enrolment = learner.in_course_of(lesson).first() if lesson else None
        if not lesson or not enrolment:
            continue
        question = ask(enrolment=enrolment, lesson=lesson, text=entry["text"])
        if "answer" in entry:
            say(question=question, author=teacher, text=entry["answer"], read_to=question.read_to)
