"""What is held of whoever recorded sentences."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college.people.privacy.holdings import Held, HeldFile
from college.voice.models import Recording

if TYPE_CHECKING:
    from college.people.models import User


@hooks.register("person_data", order=45)
def recorded(person: "User") -> list[Held | HeldFile]:
    """That of lessons is the college's work, and stays with them; `college.courses.recorded` forgets the rest."""
    rows = Recording.objects.filter(made_by=person).order_by("made_at", "pk")
    return [
        Held(
            key="recordings",
            title=_("您录的句子"),
            rows=rows,
            of=("voice.Recording.made_by",),
            columns={"id": "id", "at": "made_at", "seconds": "seconds"},
            shown={"id": str},
        ),
        *(HeldFile(f"recordings/{pk}.mp3", _("录音"), partial(_mp3, pk)) for pk in rows.values_list("pk", flat=True)),
    ]


def _mp3(pk: UUID) -> bytes:
    recording = Recording.objects.filter(pk=pk).first()
    if recording is None:
        raise FileNotFoundError(f"Recording {pk} is gone")
    with recording.file.open() as file:
        return bytes(file.read())
