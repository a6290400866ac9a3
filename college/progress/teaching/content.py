"""What a course has its learners do."""

from dataclasses import dataclass
from functools import cached_property

from college.courses.models import CoursePage, LessonPage
from college.progress.querysets import lessons_by_course
from college.quizzes.models import Quiz


@dataclass
class Content:
    course: CoursePage

    @cached_property
    def lessons(self) -> list[LessonPage]:
        """The live ones, in order."""
        return lessons_by_course([self.course])[self.course.pk]

    @cached_property
    def quizzes(self) -> list[Quiz]:
        """Each that the lessons ask, once, in their order."""
        ids = list(dict.fromkeys(lesson.quiz_id for lesson in self.lessons if lesson.quiz_id))
        found = Quiz.objects.in_bulk(ids)
        return [found[pk] for pk in ids]

    @cached_property
    def with_packages(self) -> list[LessonPage]:
        return [lesson for lesson in self.lessons if lesson.package_id]

    @cached_property
    def numbers(self) -> dict[int, int]:
        return {lesson.pk: n for n, lesson in enumerate(self.lessons, 1)}

    @cached_property
    def titles(self) -> dict[int, str]:
        """Of the lessons, with their numbers."""
        return {lesson.pk: f"{self.numbers[lesson.pk]}. {lesson.title}" for lesson in self.lessons}
