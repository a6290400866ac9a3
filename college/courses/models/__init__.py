from college.courses.models.catalogue import Audience, Programme, ProgrammeIndexPage
from college.courses.models.course import CoursePage
from college.courses.models.lesson import LessonPage

__all__ = ["Audience", "CoursePage", "LessonPage", "Programme", "ProgrammeIndexPage"]
