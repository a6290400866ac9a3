"""People of whom every room holds something."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import FormState
from wagtail.log_actions import log
from wagtail.models import Comment
from wagtail.users.models import UserProfile

from cms.models import HomePage
from college.certificates.models import Certificate, Nomination
from college.courses.models import HourPolicy, HourRule
from college.dialogue.actions import ask
from college.literacy.letters.actions import begin_photo
from college.literacy.models import Letter, ReadingGoal, Review
from college.people.cards import actions as cards
from college.people.models import StaffKind, User
from college.people.privacy.archive import archive_of
from college.progress.models import (
    Attendance,
    Attention,
    Enrolment,
    HourCredit,
    HourTarget,
    LearnerTarget,
    LessonProgress,
    Note,
    RecordExtract,
)
from college.quizzes.models import Attempt, Quiz, Response
from college.voice.models import Recording
from media.models import Correction, Transcript, Upload
from tests.certificates.cast import earn
from tests.dialogue.cast import says
from tests.factories import AwardFactory, LessonPageFactory, MembershipFactory, UserFactory
from tests.literacy.cast import learned as learn_all
from tests.progress.cast import a_video

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TYPED = "王秀兰亲手写的答案"


def xiulan() -> User:
    """Everything that says who she is, spelled so that it can be looked for."""
    return UserFactory(
        username="wangxiulan", display_name="王秀兰", phone="+8613800138000", email="wangxiulan@example.com"
    )


def with_everything(person: User) -> User:
    """Puts something of hers into every table that has something of a person."""
    MembershipFactory(user=person, kind=StaffKind.VOLUNTEER)
    EmailAddress.objects.create(user=person, email=person.email)
    UserProfile.objects.create(user=person, preferred_language="en")
    log(person, "wagtail.edit", user=UserFactory(display_name="管理员"))
    ways_in(person)
    learning(person)
    answers(person)
    characters(person)
    work(person)
    return person


def ways_in(person: User) -> None:
    office = UserFactory()
    ((card, _token),) = cards.make_cards(learners=[person], by=office)
    cards.use_card(card=card, session_key="x")
    cards.choose_pictures(learner=person, pictures=["fish", "flower", "cup", "bird"])
    for learner, helper in ((person, office), (office, person)):
        offer = cards.offer_help(learner=learner, helper=helper)
        cards.take_help(pk=offer.pk, tap="")


def learning(person: User) -> Certificate:
    award = AwardFactory(required__course__title="社区志愿服务入门", issuer__code="HFML")
    lesson = LessonPageFactory(parent=award.courses.get(), video=a_video())
    enrolment = Enrolment.objects.create(
        learner=person,
        course=award.courses.get(),
        completed_at=NOW,
        course_title=award.courses.get().title,
        hours=Decimal("2.0"),
    )
    LessonProgress.objects.create(enrolment=enrolment, lesson=lesson, watched=b"\x0f", covered=4)
    Attention.objects.create(learner=person)
    Note.objects.create(enrolment=enrolment, author=UserFactory(), text="王秀兰，下次带上眼镜")
    another = Enrolment.objects.create(learner=UserFactory(), course=award.courses.get())
    asked = ask(enrolment=enrolment, lesson=lesson, text="王秀兰的名字怎么写？")
    says(UserFactory(), asked, "王秀兰，您看示范")
    says(person, ask(enrolment=another, lesson=lesson, text="怎么签到？"), "王秀兰在门口等您")
    Note.objects.create(enrolment=another, author=person, text="继续加油")
    for attended, teacher in ((enrolment, UserFactory()), (another, person)):
        marked = {"lesson_title": lesson.title, "day": date(2026, 11, 23), "marked_at": timezone.now()}
        Attendance.objects.create(enrolment=attended, lesson=lesson, marked_by=teacher, **marked)
    credit(enrolment)
    target = HourTarget.objects.create(name="社区自己的要求", hours=72, years=3, source="民发〔2009〕123号")
    LearnerTarget.objects.create(learner=person, target=target, since=date(2026, 1, 1))
    paper(person, ["第一课", "2026年11月23日", "-1", "更正：王秀兰重复登记"])
    Nomination.objects.create(
        award=AwardFactory(title="志愿服务证明"),
        person=person,
        details={"identity": "身份证 340***********1234", "service": "王秀兰陪老人就医"},
        state=Nomination.State.WAITING,
        made_at=NOW,
        remark="王秀兰的材料不全",
    )
    certificate = earn(enrolment)
    assert certificate
    return certificate


def paper(person: User, *rows: list[str]) -> RecordExtract:
    content = {
        "name": person.display_name,
        "made_on": "2026年11月1日",
        "sections": [{"key": "hours", "rows": list(rows)}],
    }
    return RecordExtract.objects.create(learner=person, code="ABCD", content=content, sha256="0" * 64)


def credit(enrolment: Enrolment) -> HourCredit:
    policy = HourPolicy.objects.create(name="学时办法")
    rule = HourRule.objects.create(policy=policy, version=1, valid_from=NOW.date(), source="民发〔2009〕123号")
    return HourCredit.objects.create(
        learner=enrolment.learner,
        enrolment=enrolment,
        rule=rule,
        rule_words="每课一学时",
        title="第一课",
        content="lesson:1",
        period="2026",
        hours=Decimal("-1"),
        day=NOW.date(),
        reason="王秀兰重复登记",
        by=UserFactory(),
    )


def answers(person: User) -> None:
    attempt = Attempt.objects.create(
        learner=person, quiz=Quiz.objects.create(title="测验"), quiz_title="测验", pass_mark=60, started_at=NOW
    )
    Response.objects.create(learner=person, attempt=attempt, shown={"kind": "fill-in", "text": "？"}, answer=TYPED)
    Response.objects.create(learner=person, attempt=attempt, number=2, shown={"kind": "single"}, answer="a")
    Response.objects.create(learner=person, shown={"kind": "fill-in"}, answer=TYPED)


def characters(person: User) -> None:
    [learned] = learn_all(person, "王")
    Review.objects.create(learned=learned, knows=True)
    ReadingGoal.objects.create(learner=person, characters=ReadingGoal.Characters.RURAL)
    letter = begin_photo(learner=person, jpeg=b"a photo")
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.DONE, text="奶奶")


def work(person: User) -> None:
    home = HomePage.objects.get()
    HomePage.objects.filter(pk=home.pk).update(owner=person, locked=True, locked_by=person, locked_at=NOW)
    log(home, "wagtail.edit", user=person)
    home.save_revision(user=person)
    Comment.objects.create(page=home, user=person, text="这里改一改", contentpath="lead")
    FormState.objects.create(
        user=person,
        data="lead=wangxiulan",
        content_type=ContentType.objects.get_for_model(HomePage),
        last_updated_at=NOW,
    )
    video = a_video()
    video.uploaded_by = person
    video.save()
    transcript = Transcript.objects.create(video=video)
    Correction.objects.create(transcript=transcript, revision=1, kind="edit", user=person, user_name="王秀兰")
    upload = Upload(user=person, name="王秀兰的讲课.mp4", size=5, uuid=uuid4(), expires_at=timezone.now())
    upload.path.write_bytes(b"12345")
    upload.save()
    recording = Recording(seconds=2, made_by=person)
    recording.file.save(f"{recording.pk}.mp3", ContentFile(b"sound"), save=False)
    recording.save()


def archive(person: User) -> ZipFile:
    return opened(b"".join(archive_of(person, now=NOW)))


def opened(sent: bytes) -> ZipFile:
    zipped = ZipFile(BytesIO(sent))
    assert zipped.testzip() is None
    return zipped


def parts(zipped: ZipFile) -> dict[str, list[dict[str, Any]]]:
    return {key: part["rows"] for key, part in json.loads(zipped.read("data.json"))["parts"].items()}
