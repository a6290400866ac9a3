"""The site that is measured: 24 courses of ten lessons, a class of 200, a class of 20,000.

Run with DJANGO_SETTINGS_MODULE=bench.web.settings; writes what to ask for, and with how many queries it is answered.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from io import BytesIO
from itertools import count
from typing import Any

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402

from cms.models import Picture  # noqa: E402
from college.courses.models import CoursePage, LessonPage, Programme, ProgrammeIndexPage  # noqa: E402
from college.people.models import Organisation, User  # noqa: E402
from college.progress.models import Enrolment, LessonProgress  # noqa: E402
from college.progress.tokens import WatchToken  # noqa: E402
from media.models import Cue, Transcript, Video  # noqa: E402

COURSES, LESSONS, CUES, SECONDS = 24, 10, 120, 600.0
SMALL_CLASS, LARGE_CLASS = 200, 20_000
SIGNED_IN = 50
Request = dict[str, Any]


def main() -> None:
    call_command("migrate", verbosity=0)
    courses = [_course(number) for number in range(COURSES)]
    small, large = courses[:2]
    people = _people(LARGE_CLASS)
    _enrol(small, people[:SMALL_CLASS])
    _enrol(large, people)
    for course in courses[2:6]:
        _enrol(course, people[:SIGNED_IN])
    call_command("rebuild_references_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    asked = {name: list(requests) for name, requests in _asked(small, large, people[:SIGNED_IN])}
    queries = {name: _queries(requests[0]) for name, requests in asked.items()}
    print(json.dumps({"asked": asked, "queries": queries}))


def _course(number: int) -> CoursePage:
    catalogue = ProgrammeIndexPage.objects.get()
    course = CoursePage(
        title=f"社区工作者怎样帮助居民办事（{number + 1}）",
        slug=f"course-{number}",
        summary="从接待、登记到回访，一件一件学会。每课十分钟，随时可以停下来，下次接着学。",
        description="<p>这门课给社区工作者、居民骨干和志愿者。</p>" * 4,
        programme=Programme.objects.get_or_create(name="云培训", slug="cloud", character="云")[0],
        provider=Organisation.objects.first() or Organisation.add_root(name="城南街道"),
        cover=_cover(number),
        hours=2,
        outcomes=[("outcome", "会接待、会登记、会回访")] * 4,
        first_published_at=timezone.now(),
    )
    catalogue.add_child(instance=course)
    for place in range(LESSONS):
        _lesson(course, place)
    return course


def _lesson(course: CoursePage, place: int) -> None:
    video = Video.objects.create(
        title=f"第 {place + 1} 课",
        file="videos/lesson.mp4",
        state=Video.State.READY,
        duration=SECONDS,
        has_audio=True,
        container="mp4",
        video_codec="h264",
        audio_codec="aac",
        width=1280,
        height=720,
    )
    transcript = Transcript.objects.create(video=video, language="zh", state="done", finished_at=timezone.now())
    step = int(SECONDS * 1000 / CUES)
    Cue.objects.bulk_create(
        Cue(transcript=transcript, start_ms=n * step, end_ms=(n + 1) * step, text="先请居民坐下，再听他把话说完。")
        for n in range(CUES)
    )
    body = [("text", "<p>居民来了，先请坐，倒一杯水，听他把话说完，再一项一项记下来。</p>")] * 8
    lesson = LessonPage(
        title=f"怎样接待来办事的居民（{place + 1}）",
        slug=f"lesson-{place}",
        video=video,
        body=body,
        introduction="先听，再记，后办。",
    )
    course.add_child(instance=lesson)


def _cover(number: int) -> Picture:
    drawn = BytesIO()
    Image.new("RGB", (960, 640), (168, 50 + number * 5, 31)).save(drawn, "PNG")
    return Picture.objects.create(title="封面", file=ContentFile(drawn.getvalue(), f"cover-{number}.png"))


def _people(number: int) -> list[User]:
    users = [
        User(username=f"person{n}", display_name=f"学员{n}", password=UNUSABLE_PASSWORD_PREFIX) for n in range(number)
    ]
    return User.objects.bulk_create(users, batch_size=1000)


def _enrol(course: CoursePage, people: list[User]) -> None:
    """Each has watched half of the first lesson; every third has completed the two after it."""
    now = timezone.now()
    lessons = list(course.lessons()[:3])
    enrolments = Enrolment.objects.bulk_create(
        [
            Enrolment(
                learner=learner, course=course, active_at=now - timedelta(hours=n % 1000), current_lesson=lessons[n % 3]
            )
            for n, learner in enumerate(people)
        ],
        batch_size=1000,
    )
    LessonProgress.objects.bulk_create(_progress(enrolments, lessons), batch_size=1000)


def _progress(enrolments: Iterable[Enrolment], lessons: list[LessonPage]) -> Iterator[LessonProgress]:
    half = int(SECONDS / 2)
    for n, enrolment in enumerate(enrolments):
        for lesson in lessons:
            done = {"completed_at": timezone.now(), "lesson_title": lesson.title, "rule": "视频看过 90 %"}
            yield LessonProgress(
                enrolment=enrolment,
                lesson=lesson,
                video=lesson.video,
                watched=b"\xff" * (half // 8),
                covered=half,
                position=half,
                **(done if n % 3 == 0 and lesson != lessons[0] else {}),
            )


def _asked(small: CoursePage, large: CoursePage, people: list[User]) -> Iterator[tuple[str, Iterable[Request]]]:
    cookies = [f"sessionid={_session(learner)}" for learner in people]
    lesson = small.lessons()[0]
    yield "POST /progress/watch/", [_watch(small, lesson, learner) for learner in people]
    yield "lesson page, signed in", [{"path": lesson.url, "cookie": cookie} for cookie in cookies]
    yield "course page, signed in", [{"path": small.url, "cookie": cookie} for cookie in cookies]
    yield "catalogue, signed out", [{"path": ProgrammeIndexPage.objects.get().url}]
    yield "/my/", [{"path": "/my/", "cookie": cookie} for cookie in cookies]
    teacher = User.objects.create(username="teacher", display_name="老师", is_superuser=True)
    desk = f"sessionid={_session(teacher)}"
    yield f"teacher's page, {SMALL_CLASS} learners", _teaching(small, desk)
    yield f"teacher's page, {LARGE_CLASS} learners", _teaching(large, desk)


def _teaching(course: CoursePage, cookie: str) -> list[Request]:
    return [{"path": reverse("teaching:course", args=[course.pk]), "cookie": cookie}]


numbers = count(1)


def _watch(course: CoursePage, lesson: LessonPage, learner: User) -> Request:
    """Ten seconds more of the video each time, as the player sends them."""
    enrolment = Enrolment.objects.get(learner=learner, course=course)
    shown = timezone.now() - timedelta(hours=12)
    token = WatchToken(enrolment.pk, lesson.pk, lesson.video.pk, SECONDS, issued=shown.timestamp())
    asked = {"token": token.sign(), "client": f"{next(numbers):032x}"}
    # What grows is left open, as numbers without quotes.
    body = json.dumps(asked)[:-1] + ', "seq": {n}, "ranges": [[{second}, {end}]], "position": {end}}'
    return {"path": "/progress/watch/", "body": body}


def _session(user: User) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def _queries(request: Request) -> int:
    """Of the second time, when what the process keeps is there."""
    _answer(request, 1)
    with CaptureQueriesContext(connection) as captured:
        _answer(request, 2)
    return len(captured)


def _answer(request: Request, number: int) -> None:
    client = Client(HTTP_HOST="127.0.0.1", headers={"cookie": request.get("cookie", "")})
    if "body" not in request:
        response = client.get(request["path"])
    else:
        body = request["body"].replace("{n}", str(number)).replace("{second}", "1").replace("{end}", "11")
        response = client.post(request["path"], body, content_type="application/json")
    if response.status_code != 200:
        raise RuntimeError(f"{request['path']} answers {response.status_code}")


if __name__ == "__main__":
    main()
