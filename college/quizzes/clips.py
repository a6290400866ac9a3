"""A question shows its clip to whoever is asked: only who may choose the clip may have it asked."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from college.quizzes.models import Question
from media.models import Video

if TYPE_CHECKING:
    from college.people.models import User


def refuse_clips_of_others(rows: Iterable[Any], user: "User") -> None:
    """Says so at the rows of a form that have a `question` or a `topic` newly asked; what is asked already may stay."""
    for row in rows:
        question, topic = row.cleaned_data.get("question"), row.cleaned_data.get("topic")
        if "question" in row.changed_data and question and has_clip_of_others([question.pk], user):
            row.add_error("question", _("这道题里的声音或视频您不能用，请换一道题。"))
        if "topic" in row.changed_data and topic and has_clip_of_others(tagged(topic), user):
            row.add_error("topic", _("这个标签下有题目的声音或视频您不能用，请换一个标签。"))


def has_clip_of_others(questions: Any, user: "User") -> bool:
    """Whether one of these questions, by their keys, has a clip that this person may not choose."""
    having = Question.objects.filter(pk__in=questions, clip__isnull=False)
    return having.exclude(clip__in=Video.objects.choosable_by(user)).exists()


def tagged(topic: Any) -> Any:
    return Question.objects.filter(tags=topic).values("pk")
