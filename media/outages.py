"""When what is around us has no room or cannot be reached: nobody's mistake, and over some day."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.storage import FileSystemStorage, Storage
from django.utils.translation import gettext_lazy as _

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageUnreachable(Exception):
    message = _("存放视频的地方现在写不进去（连不上，或者满了）。传来的都还在，请稍后再试；一直不行请联系管理员。")


def is_full(error: BaseException | None) -> bool:
    return isinstance(error, OSError) and error.errno in NO_ROOM


def is_remote(storage: Storage) -> bool:
    """Whether its files lie on another machine, to be fetched or linked to, instead of having a path here."""
    return not isinstance(storage, FileSystemStorage)


@contextmanager
def reachable(storage: Storage) -> Iterator[None]:
    try:
        yield
    except _troubles(storage) as error:
        raise StorageUnreachable from error


def _troubles(storage: Storage) -> tuple[type[Exception], ...]:
    if not is_remote(storage):
        return (OSError,)
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    return (OSError, Boto3Error, BotoCoreError, ClientError)
