"""A lesson on its way to being published: handed in by its author, with a remark of the reviewer beside the text."""

from django.db import transaction
from wagtail.models import Comment

from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from demo import content
from demo.files import NoFiles
from demo.pages import is_there, key


@transaction.atomic
def add_lesson_in_review() -> None:
    text = content.read("review")
    course = CoursePage.objects.filter(translation_key=key(text["course"])).first()
    people = User.objects.in_bulk([text["author"], text["reviewer"]], field_name="username")
    slug = text["lesson"]["slug"]
    if not course or len(people) < 2 or is_there(course, f"{text['course']}/{slug}"):
        return
    author, reviewer = people[text["author"]], people[text["reviewer"]]
    lesson = LessonPage(
        translation_key=key(f"{text['course']}/{slug}"),
        slug=slug,
        title=text["lesson"]["title"],
        introduction=text["lesson"]["introduction"],
        body=content.body(text["lesson"]["body"], NoFiles()),
        reading_minutes=text["lesson"]["minutes"],
        owner=author,
        live=False,
    )
    course.add_child(instance=lesson)
    remark = Comment(user=reviewer, text=text["remark"], contentpath="introduction")
    lesson.wagtail_admin_comments.add(remark)
    lesson.save_revision(user=author, log_action=True)
    if workflow := lesson.get_workflow():
        workflow.start(lesson, author)
