from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from college.quizzes import actions
from college.quizzes.models import Quiz


@receiver(post_save, sender=Quiz)
def judge_by_the_mark_of_today(*, instance: Quiz, created: bool, **_: Any) -> None:
    if not created:
        actions.judge_again(quiz=instance)
