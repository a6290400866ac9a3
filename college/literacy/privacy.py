"""What is held of a person's characters. It is theirs alone, and goes with them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college.literacy.models import LearnedCharacter, Letter, Photo, ReadingGoal, Review
from college.people.privacy.holdings import Held, HeldFile, plain

if TYPE_CHECKING:
    from college.people.models import User
    from college.people.privacy.pseudonyms import Pseudonym


@hooks.register("person_data", order=15)
def characters(person: "User") -> list[Held | HeldFile]:
    return [
        Held(
            key="characters",
            title=_("您学过的字"),
            rows=LearnedCharacter.objects.of(person).order_by("learned_at", "pk"),
            of=("literacy.LearnedCharacter.learner",),
            columns=plain("char", "learned_at", "lesson_title", "is_known", "reviewed_at", "due_on")
            | plain("stability", "difficulty"),
        ),
        Held(
            key="character_reviews",
            title=_("您复习过的字"),
            rows=Review.objects.filter(learned__learner=person).order_by("at", "pk"),
            of=("literacy.Review.learned",),
            columns={"char": "learned__char", "knows": "knows", "at": "at"},
            words={"char": _("字")},
        ),
        Held(
            key="reading_goal",
            title=_("您想认得多少字"),
            rows=ReadingGoal.objects.filter(learner=person),
            of=("literacy.ReadingGoal.learner",),
            columns=plain("characters"),
        ),
        Held(
            key="letters",
            title=_("读给您听的文字"),
            rows=Letter.objects.of(person).order_by("made_at", "pk"),
            of=("literacy.Letter.learner", "literacy.Photo.letter"),
            columns=plain("text", "made_at", "state", "is_kept"),
        ),
        *(photo(pk) for pk in Photo.objects.filter(letter__learner=person).values_list("pk", flat=True)),
    ]


def photo(pk: int) -> HeldFile:
    def content() -> bytes:
        jpeg = Photo.objects.filter(pk=pk).values_list("jpeg", flat=True).first()
        if jpeg is None:
            raise FileNotFoundError(f"Photo {pk} is gone")
        return bytes(jpeg)

    return HeldFile(f"letters/{pk}.jpg", _("照片"), content)


@hooks.register("erase_person")
def erase(person: "User", pseudonym: "Pseudonym") -> None:
    LearnedCharacter.objects.of(person).delete()
    ReadingGoal.objects.filter(learner=person).delete()
    Letter.objects.of(person).delete()
