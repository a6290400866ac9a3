"""From a file that has arrived to drafts."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from college.courses.archive.choices import Choices, chosen
from college.courses.archive.contents import Content
from college.courses.archive.files import stored
from college.courses.archive.making import Maker
from college.courses.archive.packages import opened
from college.courses.archive.plans import Plan, check_files, plan
from college.courses.archive.refusals import BadArchive
from college.courses.models import CourseImport
from college.people.models import User
from media.files import at_hand, discard, store
from media.models import Lease, Upload
from media.queue import enqueue
from media.uploads import incoming
from media.uploads.actions import ArrivedFile, terminate
from media.uploads.refusals import Expired, UploadRefused

logger = logging.getLogger(__name__)

State = CourseImport.State
ODD = (
    *(TypeError, KeyError, AttributeError, ValueError, IndexError, AssertionError, RecursionError),
    *(ValidationError, DataError, IntegrityError),
)
GRACE = timedelta(minutes=5)
"""How long the file of what is over stays: its page may just be asking for it."""


def begin_import(*, uuid: UUID, user: User) -> CourseImport:
    """Of an upload that is complete; the same one if it is asked twice. Raises UploadRefused; StorageUnreachable."""
    made = CourseImport.objects.filter(uuid=uuid, user=user).first()
    if made:
        return made
    upload = Upload.objects.filter(uuid=uuid, user=user).first()
    if upload is None:
        raise Expired
    with incoming.held(upload.path):
        if not upload.is_complete:
            raise UploadRefused("offset", "")
        with ArrivedFile(upload) as file:
            row = begin_import_of_file(file=file, user=user, uuid=uuid)
        terminate(upload)
    return row


def begin_import_of_file(*, file: File, user: User, uuid: UUID | None = None) -> CourseImport:
    """The file comes first and outside of any transaction. Raises StorageUnreachable."""
    row = CourseImport(user=user, name=PurePath(file.name or "").name[:255], size=file.size)
    row.uuid = uuid or row.uuid
    store(row.file, file)
    with transaction.atomic():
        row.save()
        enqueue([row])
    return row


@transaction.atomic
def agree(*, row: CourseImport, said: dict[str, Any], user: User) -> None:
    """Once; who taps twice agrees once. Raises BadArchive for what this person may not choose."""
    chosen(Choices(user, Plan(**row.plan or {})), said)
    waiting = {"state": State.WAITING, "agreed": said, "attempts": 0, "percent": 0, "queued_at": None}
    if CourseImport.objects.filter(pk=row.pk, state=State.SHOWN).update(**waiting):
        enqueue([row])


def give_up(*, row: CourseImport) -> None:
    """Not what a worker has in hand."""
    if CourseImport.objects.filter(pk=row.pk).exclude(state=State.RUNNING).delete()[0] and row.file:
        discard(row.file.storage, str(row.file.name))


def forget() -> None:
    """The files of what is over, and after some days all of it. A sweep: safe at any time, anywhere."""
    over = CourseImport.objects.filter(state__in=[State.DONE, State.FAILED]).exclude(file="")
    for row in over.filter(created_at__lt=timezone.now() - GRACE):
        if CourseImport.objects.filter(pk=row.pk, state=row.state).update(file=""):
            discard(row.file.storage, str(row.file.name))
    for row in CourseImport.objects.filter(created_at__lt=timezone.now() - CourseImport.KEPT):
        give_up(row=row)


def work(row: CourseImport, lease: Lease) -> None:
    """What there is to do for it now. Raises BadArchive."""
    with at_hand(row.file) as path, _sober(), opened(path) as package:
        content = Content(package)
        if row.agreed is None:
            _examine(row, lease, content)
        else:
            _import(row, lease, content)


def _examine(row: CourseImport, lease: Lease, content: Content) -> None:
    on = _progress(row, lease)
    for count in check_files(content.package, content):
        on(count)
    found = plan(content, row.user)
    lease.finish(State.SHOWN, plan=found.as_kept, percent=0, attempts=0)


def _import(row: CourseImport, lease: Lease, content: Content) -> None:
    """The row says that it is done in the same transaction in which the pages come to be: it is never done twice."""
    found = plan(content, row.user)  # anew: what is here may have changed since it was shown
    choice, here = chosen(Choices(row.user, found), row.agreed or {}), found.here
    with stored(content, here, choice.collection, row.user, _progress(row, lease)) as kept, transaction.atomic():
        course = Maker(content, choice, row.user).make(here, kept)
        lease.finish(State.DONE, course=course, percent=100)


def _progress(row: CourseImport, lease: Lease) -> Callable[[int], None]:
    done = 0

    def on(count: int) -> None:
        nonlocal done
        before, done = done * 100 // row.size, done + count
        if (percent := min(99, done * 100 // row.size)) > before:
            lease.renew(percent=percent)

    return on


@contextmanager
def _sober() -> Iterator[None]:
    """Whatever is odd in what somebody else wrote is no accident of ours, and is not tried again."""
    try:
        yield
    except ODD as error:
        logger.warning("An archive was not understood", exc_info=True)
        raise BadArchive("content") from error
