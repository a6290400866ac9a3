from wagtail import hooks

from cms.desk.sections import Section
from college.courses.desk.sections import BrokenRules, Courses, OwnCourses, UnsureCaptions, VideosInWork
from college.people.models import User


@hooks.register("desk_sections")
def courses_that_wait(user: User) -> list[Section]:
    courses = OwnCourses(user)
    return [BrokenRules(user, courses), VideosInWork(user), UnsureCaptions(user), Courses(user, courses)]
