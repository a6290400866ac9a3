"""What is held of whoever put videos here or corrected what is said in them."""

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college.people.privacy.holdings import Held
from media.models import Correction, Upload, Video

if TYPE_CHECKING:
    from college.people.models import User
    from college.people.privacy.pseudonyms import Pseudonym


@hooks.register("person_data", order=40)
def work_on_videos(person: "User") -> list[Held]:
    return [
        Held(
            key="videos",
            title=_("您上传的视频"),
            rows=Video.objects.filter(uploaded_by=person).order_by("pk"),
            of=("media.Video.uploaded_by",),
            columns={"title": "title", "file_name": "original_name", "at": "created_at"},
        ),
        Held(
            key="corrections",
            title=_("您对字幕做的修改"),
            rows=Correction.objects.filter(user=person).order_by("made_at"),
            of=("media.Correction.user",),
            columns={"video": "transcript__video__title", "kind": "kind", "after": "after", "at": "made_at"},
            words={"video": _("视频"), "kind": _("种类"), "after": _("改成")},
        ),
        Held(
            key="uploads",
            title=_("您还没有传完的文件"),
            rows=Upload.objects.filter(user=person).order_by("created_at"),
            of=("media.Upload.user",),
            columns={"name": "name", "bytes": "size", "at": "created_at"},
            words={"name": _("文件名"), "bytes": _("字节")},
        ),
    ]


@hooks.register("erase_person")
def erase(person: "User", pseudonym: "Pseudonym") -> None:
    """Videos and corrections are the college's work; what never became a video is nobody's."""
    Correction.objects.filter(user=person).update(user_name=pseudonym.name)
    for upload in Upload.objects.filter(user=person):
        upload.delete()
        transaction.on_commit(partial(upload.path.unlink, missing_ok=True), robust=True)
