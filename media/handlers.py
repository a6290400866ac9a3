from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

from media.chapters.actions import suggest_chapters
from media.files import discard
from media.glossaries.actions import repair_where_used
from media.models import Glossary, Rendition, Video
from media.signals import language_changed, transcript_finished


@receiver([transcript_finished, language_changed])
def divide_into_chapters(*, video_id: int, **kwargs: Any) -> None:
    suggest_chapters(video_id=video_id)


@receiver(post_delete, sender=Video)
def delete_files(instance: Video, **kwargs: Any) -> None:
    for kept in (instance.file, instance.poster):
        if kept:
            transaction.on_commit(partial(discard, kept.storage, str(kept.name)), robust=True)


@receiver(post_delete, sender=Rendition)
def delete_rendition(instance: Rendition, **kwargs: Any) -> None:
    if instance.file:
        transaction.on_commit(partial(discard, instance.file.storage, str(instance.file.name)), robust=True)


@receiver(pre_save, sender=Glossary)
def remember_where_it_was_used(instance: Glossary, **kwargs: Any) -> None:
    instance.was_everywhere = Glossary.objects.filter(pk=instance.pk, is_everywhere=True).exists()


@receiver([post_save, pre_delete], sender=Glossary)
def repair_with_what_it_says_now(instance: Glossary, **kwargs: Any) -> None:
    """Before it is deleted, for afterwards nobody knows who used it; the repair itself comes after."""
    repair_where_used(instance)
