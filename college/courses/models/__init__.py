from college.courses.checklist.models import AddressVisit, PictureContrast
from college.courses.models.catalogue import Audience, Programme, ProgrammeIndexPage
from college.courses.models.course import CoursePage
from college.courses.models.course_import import CourseImport
from college.courses.models.hours import HourPolicy, HourRule
from college.courses.models.lesson import LessonPage, VideoQuestion
from college.courses.models.review import ReviewTask

__all__ = [
    "AddressVisit",
    "Audience",
    "CourseImport",
    "CoursePage",
    "HourPolicy",
    "HourRule",
    "LessonPage",
    "PictureContrast",
    "Programme",
    "ProgrammeIndexPage",
    "ReviewTask",
    "VideoQuestion",
]
