"""Whom pages are shown to: on top of the demo, a learner with a bit of everything.

It runs where the college has its database: `college.manage("shell", "-c", FILL)`, which prints what addresses need.
"""

import io
import json
import uuid
from datetime import timedelta
from operator import itemgetter
from time import time

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timezone import localdate
from PIL import Image
from wagtail.search import index

from college.certificates import earning, nominating
from college.certificates.actions import Claim, issue
from college.certificates.content import Details
from college.certificates.models import Award, Certificate, PublicityList
from college.certificates.succession import revoke
from college.certificates.wallet import sharing
from college.courses.models import CoursePage, HourRule, LessonPage, VideoQuestion
from college.dialogue.actions import ask, say
from college.literacy.letters.models import Letter, Photo
from college.people.cards.actions import make_cards, offer_help
from college.people.models import Organisation, StaffKind, User
from college.progress.actions import enrol, mark_read
from college.progress.hours.targets import ask_of
from college.progress.models import Enrolment, HourCredit, HourTarget
from college.progress.record.extracts import extract
from college.progress.record.periods import periods_of
from college.progress.teaching.notes import write
from college.quizzes.models import Question, Quiz
from media.models import Chapter, Cue, Rendition, Transcript, Video
from tests.factories import AwardFactory, MembershipFactory
from tests.literacy.cast import learned
from tests.quizzes.cast import answer, answer_all, begin, right

FILL = "from tests.browser.cast import fill; fill()"
DAY_SECONDS = 24 * 60 * 60
PEOPLE = ("guihua", "shuzhen", "chenxiao", "teacher")
CLIP = "backbone-residents-meeting"
LETTER = (
    "奶奶：\n您好！我在学校很好，天天吃得饱，您不要挂念。\n天冷了，您出门多穿一件衣服。\n"
    "妈妈说您会写自己的名字了，我真高兴。放了假，我就回来看您，您教我写您的名字，好不好？\n您的孙子　小军"
)


def fill() -> None:
    """Prints what stands in addresses in place of {letter}, {attempt} and so on, as JSON."""
    learner = somebody("guihua", "欧阳桂华", "望湖社区", StaffKind.VOLUNTEER)
    learned(learner, "李木子一二三十人大口手目", days_ago=40)
    learned(learner, "欧阳", days_ago=0)
    lesson = a_lesson_with_everything()
    places = {
        "lesson": lesson.pk,
        "question": lesson.video_questions.get().question_id,
        "characters": LessonPage.objects.get(slug="family-words").pk,
        "video": lesson.video.pk,
        "due": learner.characters.get(char="李").pk,
        **what_was_studied(learner, lesson),
        **attempts(learner),
        **certificates(learner),
        **letters(learner),
        **ways_in(learner),
        "sessions": {user.username: sign_in(user) for user in User.objects.filter(username__in=PEOPLE)},
    }
    print(json.dumps(places))  # noqa: T201


def somebody(username: str, name: str, place: str, kind: str) -> User:
    organisation = Organisation.objects.get(name=place)
    return MembershipFactory(
        user__username=username, user__display_name=name, organisation=organisation, kind=kind
    ).user


def a_video() -> Video:
    """Ready, with the words of its narration as the transcript: the worker has nothing to do for it."""
    video = Video.objects.get(original_name=f"{CLIP}.mp4", lessons__slug="hold-a-meeting")
    video.pk, video.uuid, video._state.adding = None, uuid.uuid4(), True
    video.state, video.duration, video.has_audio, video.lease = Video.State.READY, 68.0, True, None
    video.container, video.video_codec, video.audio_codec = "mov,mp4,m4a,3gp,3g2,mj2", "h264", "aac"
    video.save()
    transcript = Transcript.objects.create(video=video, language="zh", state="done", finished_at=timezone.now())
    lines = json.loads((settings.BASE_DIR / "demo" / "audio" / f"{CLIP}.json").read_text())
    Cue.objects.bulk_create(
        Cue(transcript=transcript, start_ms=int(start * 1000), end_ms=int(end * 1000), text=text)
        for start, end, text in lines
    )
    for start, words in ((0, "开场"), (52, "公示")):
        Chapter.objects.create(video=video, start_ms=start * 1000, title=words)
    sheet = a_picture(1600, 360)
    drawn = Rendition(video=video, kind="storyboard", state="done", size=len(sheet))
    drawn.file.save("sheet", ContentFile(sheet))
    return video


def a_picture(width: int, height: int) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "#889").save(target, "JPEG")
    return target.getvalue()


def a_lesson_with_everything() -> LessonPage:
    """All that an editor can put into a lesson: the video, a question in it, every block of text, a quiz."""
    body = {block.block_type: block.value for page in LessonPage.objects.order_by("pk") for block in page.body}
    page = LessonPage(
        title="看、读、写、答",
        slug="everything",
        introduction="先看一段录像，再读、再写，最后答几道题。",
        video=a_video(),
        body=sorted(body.items(), key=itemgetter(0)),
        quiz=Quiz.objects.order_by("pk").last(),
    )
    lesson = CoursePage.objects.get(slug="fire-safety").add_child(instance=page)
    index.insert_or_update_object(LessonPage.objects.get(pk=lesson.pk))  # the worker may have other things to do
    VideoQuestion.objects.create(lesson=lesson, question=Question.objects.filter(kind="multiple").first(), second=20)
    return lesson


def what_was_studied(learner: User, lesson: LessonPage) -> dict[str, str]:
    mark_read(
        enrolment=enrol(learner=learner, course=CoursePage.objects.get(slug="write-my-name")), lesson=read_lesson()
    )
    enrolment = enrol(learner=learner, course=lesson.course)
    author = User.objects.get(username="teacher")
    for kind, text in (("note", "写得很好，请接着学。"), ("reminder", "这一课还差测验没有做，有空来做一做。")):
        write(author=author, enrolments=Enrolment.objects.filter(pk=enrolment.pk), kind=kind, text=text)
    asked = ask(enrolment=enrolment, lesson=lesson, text="灭火器过期了还能用吗？")
    answer = "不能用了。看瓶身上的日期，过期的交给社区统一更换。"
    say(question=asked, author=author, text=answer, read_to=asked.read_to)
    ask(enrolment=enrolment, lesson=lesson, text="家里要备几个？")
    ask_of(learner=learner, target=HourTarget.objects.first(), since=localdate())
    HourCredit.objects.create(
        learner=learner,
        enrolment=enrolment,
        rule=HourRule.objects.first(),
        rule_words="每 45 分钟 1 学时",
        title=lesson.title,
        content="everything",
        period="once",
        seconds=4050,
        hours="1.5",
        day=localdate(),
    )
    record, _pdf = extract(learner=learner, period=periods_of(learner, timezone.now())[0])
    return {"course": lesson.course.pk, "record": record.code, "asked": asked.pk}


def read_lesson() -> LessonPage:
    return LessonPage.objects.get(slug="strokes")


def attempts(learner: User) -> dict[str, int]:
    """One that was passed, one that was not, and one with a question of each kind still to answer."""
    now = timezone.now()
    enrol(learner=learner, course=CoursePage.objects.get(slug="volunteer-records"))
    quiz = Quiz.objects.order_by("pk").last()
    failed = answer_all(begin(quiz, learner, now=now), right_ones=1, now=now)
    passed = answer_all(begin(quiz, learner, now=now), right_ones=6, now=now)
    begun = begin(quiz, learner, now=now)
    first = begun.responses.all()[0]
    answer(first, right(first), now=now)
    return {"quiz": quiz.pk, "failed": failed.pk, "passed": passed.pk, "attempt": begun.pk}


def certificates(learner: User) -> dict[str, str]:
    course = CoursePage.objects.get(slug="volunteer-records")
    proof = Award.objects.get(title="志愿服务记录证明")
    enrolment = Enrolment.objects.get(learner=learner, course=course)
    Enrolment.objects.filter(pk=enrolment.pk).update(
        completed_at=timezone.now(), course_title=course.title, hours=course.hours
    )
    enrolment.refresh_from_db()
    earning.give_what_was_earned(enrolment)
    valid = Certificate.objects.of(learner).get()
    sharing.begin(valid)
    valid.refresh_from_db()
    details = Details(service="在望湖社区党群服务中心教老人用手机挂号", hours="12.5", volunteer_number="340104001")
    withdrawn = issue(proof, Claim(person=learner, details=details))
    revoke(certificate=withdrawn, by=User.objects.get(username="admin"), reason="服务时间登记有误。")
    stands_in_public(learner, proof)
    return {"serial": valid.serial, "shared": valid.share_token, "revoked": withdrawn.serial}


def stands_in_public(learner: User, proof: Award) -> None:
    shown = AwardFactory(
        required=None, title="优秀志愿者证书", issuer=proof.issuer, template=proof.template, publicity_days=7
    )
    nominating.nominate(shown, Claim(person=learner))
    PublicityList.objects.filter(award=shown).update(starts_on=localdate())


def letters(learner: User) -> dict[str, int]:
    kept = Letter.objects.create(learner=learner, text=LETTER, state=Letter.State.DONE, is_kept=True)
    photographed = Letter.objects.create(learner=learner, text=LETTER, state=Letter.State.DONE)
    Photo.objects.create(letter=photographed, jpeg=a_picture(900, 1200))
    leased = {
        "lease": uuid.uuid4(),
        "leased_until": timezone.now() + timedelta(hours=1),
    }  # other workers leave it alone
    waiting = Letter.objects.create(learner=learner, state=Letter.State.RUNNING, **leased)
    failed = Letter.objects.create(learner=learner, state=Letter.State.FAILED, error="照片上没有认出字来。")
    return {"kept": kept.pk, "photographed": photographed.pk, "waiting": waiting.pk, "failed_letter": failed.pk}


def ways_in(learner: User) -> dict[str, str]:
    """Cards, somebody who helps, a new password."""
    careful = somebody("fengying", "周凤英", "杏花社区", StaffKind.LEARNER)
    Organisation.objects.filter(name="杏花社区").update(asks_pictures=True)
    teacher = User.objects.get(username="teacher")
    (_card, plain), (_other, with_pictures) = make_cards(learners=[learner, careful], by=teacher)
    offered = offer_help(learner=careful, helper=User.objects.get(username="chenxiao"))
    offered.expires_at = timezone.now() + timedelta(days=1)
    offered.save()
    reset = f"{user_pk_to_url_str(learner)}-{default_token_generator.make_token(learner)}"
    without_password = somebody("shuzhen", "孙淑珍", "望湖社区", StaffKind.LEARNER)
    without_password.set_unusable_password()
    without_password.save()
    return {
        "card": plain,
        "card_with_pictures": with_pictures,
        "help": offered.token,
        "offered": offered.pk,
        "reset": reset,
    }


def sign_in(user: User) -> str:
    """The key of a session, as a cookie has it."""
    request = HttpRequest()
    request.session = SessionStore()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    # Just now, and for however long the tests take.
    record_authentication(request, user, method="password", reauthenticated=True, at=time() + DAY_SECONDS)
    request.session.save()
    return str(request.session.session_key)
