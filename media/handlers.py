from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from media.files import discard
from media.models import Rendition, Video


@receiver(post_delete, sender=Video)
def delete_files(instance: Video, **kwargs: Any) -> None:
    for kept in (instance.file, instance.poster):
        if kept:
            transaction.on_commit(partial(discard, kept.storage, str(kept.name)), robust=True)


@receiver(post_delete, sender=Rendition)
def delete_rendition(instance: Rendition, **kwargs: Any) -> None:
    if instance.file:
        transaction.on_commit(partial(discard, instance.file.storage, str(instance.file.name)), robust=True)
