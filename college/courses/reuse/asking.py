"""The questions that show a video or a picture, and the quizzes that ask a question. They have no drafts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Picture
from college.people.models import User
from college.quizzes.models import Question, Quiz
from college.quizzes.models.quiz import QuizQuestion
from media.models import Video


@dataclass
class Asking:
    row: Question | Quiz
    user: User
    is_shown_to_readers = True

    @property
    def key(self) -> str:
        return f"{self.row._meta.model_name}-{self.row.pk}"

    @property
    def title(self) -> str:
        return str(self.row)

    @property
    def place(self) -> str:
        return str(self.row._meta.verbose_name)

    @property
    def url(self) -> str:
        return reverse(f"wagtailsnippets_quizzes_{self.row._meta.model_name}:edit", args=[self.row.pk])

    @property
    def may_edit(self) -> bool:
        return self.user.has_perm(f"quizzes.change_{self.row._meta.model_name}")

    def obstacle(self, new: Model | None = None) -> str:
        """Why it is left as it is, in words; empty if it can be changed."""
        if isinstance(self.row, Quiz) and new and new.pk in {chosen.question_id for chosen in self.row.chosen.all()}:
            return _("这份测验里已经有新的那道题。")
        return ""

    def words(self) -> str:
        """What would happen to it."""
        return _("以后答题就用新的，已经开始的答题不变")


def asking(thing: Model, user: User) -> Iterator[Asking]:
    return (Asking(row, user) for row in rows_showing(thing))


def rows_showing(thing: Model) -> QuerySet[Question] | QuerySet[Quiz]:
    if isinstance(thing, Video):
        return Question.objects.filter(clip=thing)
    if isinstance(thing, Picture):
        return Question.objects.filter(picture=thing)
    quizzes = QuizQuestion.objects.filter(question=thing.pk).values("quiz")
    return Quiz.objects.filter(pk__in=quizzes).prefetch_related("chosen")
