"""The questions that show a video or a picture, the quizzes that ask a question, the videos that chose a glossary.
They have no drafts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Picture
from college.courses.reuse.swapping import swap
from college.people.models import User
from college.quizzes.models import Question, Quiz
from college.quizzes.models.quiz import QuizQuestion
from media.glossaries.actions import repair_later
from media.models import Glossary, Video


@dataclass
class Asking:
    row: Question | Quiz | Video
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

    def replace(self, old: Model, new: Model) -> None:
        swap(self.row, old, new)
        self.row.save()


@dataclass
class Choosing(Asking):
    """A video, of a glossary."""

    is_theirs: bool = False

    @property
    def url(self) -> str:
        return reverse("videos:edit", args=[self.row.pk])

    @property
    def may_edit(self) -> bool:
        return self.is_theirs

    def words(self) -> str:
        return _("中文字幕里没听清的词会照新词表再改一遍")

    def replace(self, old: Model, new: Model) -> None:
        """Not the whole row: workers write to it."""
        chosen = cast(Video, self.row).glossaries
        chosen.remove(cast(Glossary, old))
        chosen.add(cast(Glossary, new))
        repair_later([self.row.pk])


def asking(thing: Model, user: User) -> Iterator[Asking]:
    if isinstance(thing, Glossary):
        theirs = set(Video.objects.changeable_by(user).filter(glossaries=thing).values_list("pk", flat=True))
        return (Choosing(video, user, is_theirs=video.pk in theirs) for video in rows_showing(thing).order_by("title"))
    return (Asking(row, user) for row in rows_showing(thing))


def rows_showing(thing: Model) -> QuerySet[Any]:
    if isinstance(thing, Glossary):
        return Video.objects.filter(glossaries=thing)
    if isinstance(thing, Video):
        return Question.objects.filter(clip=thing)
    if isinstance(thing, Picture):
        return Question.objects.filter(picture=thing)
    quizzes = QuizQuestion.objects.filter(question=thing.pk).values("quiz")
    return Quiz.objects.filter(pk__in=quizzes).prefetch_related("chosen")
