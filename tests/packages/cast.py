"""Lessons with packages of every shape, for a college that is served."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from college.courses.models import CoursePage
from college.packages.actions import keep, receive
from college.people.models import User
from college.progress.actions import enrol
from tests.factories import CoursePageFactory, LessonPageFactory
from tests.packages import samples

SHAPES = {
    "story": samples.story,
    "offline": samples.story,
    "reach": samples.story,
    "driver": samples.driver,
    "launcher": samples.launcher,
    "adapt": samples.adapt,
    "several": samples.several,
    "open": samples.story,
}


def put() -> None:
    """Prints the address of a lesson for each shape, as JSON."""
    course = CoursePageFactory(title="互动课件", slug="packages", access=CoursePage.Access.PUBLIC)
    user = User.objects.get(username="xiulan")
    enrol(learner=user, course=course)
    found = {}
    for slug, made in SHAPES.items():
        package = keep(receive(file=SimpleUploadedFile(f"{slug}.zip", made()), user=user))
        found[slug] = LessonPageFactory(parent=course, title="安全用电", slug=slug, package=package).get_url()
    print(json.dumps(found))  # noqa: T201
