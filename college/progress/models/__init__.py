from college.progress.models.attendance import Attendance
from college.progress.models.courseware import PackageItem
from college.progress.models.hours import HourCredit, HourTally, HourTarget, LearnerTarget
from college.progress.models.learning import Attention, Enrolment, LessonProgress
from college.progress.models.record import RecordExtract
from college.progress.models.rules import RuleVersion
from college.progress.models.statement import Statement
from college.progress.models.teaching import Note, WatchCurve

__all__ = [
    "Attendance",
    "Attention",
    "Enrolment",
    "HourCredit",
    "HourTally",
    "HourTarget",
    "LearnerTarget",
    "LessonProgress",
    "Note",
    "PackageItem",
    "RecordExtract",
    "RuleVersion",
    "Statement",
    "WatchCurve",
]
