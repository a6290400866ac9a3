from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, UnreadablePostError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from college.courses.access import is_open
from college.courses.gates import is_closed
from college.courses.models import CoursePage, LessonPage
from college.progress import actions, tokens, watching
from college.progress.errors import ReadRefused, WatchRefused
from college.progress.messages import MAX_BYTES, load, parse
from college.progress.models import Enrolment
from college.progress.standing import standings


@require_POST
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap, however often: then the lesson to begin with, or the page the tap came from."""
    course = get_object_or_404(CoursePage.objects.live(), pk=pk)
    if not all(restriction.accept_request(request) for restriction in course.get_view_restrictions()):
        raise Http404
    back = _page_to_return_to(request)
    if not request.user.is_authenticated:
        messages.info(request, _("请先登录，登录后再点一次“报名学习”。"))
        return redirect_to_login(back or course.get_url(request))
    enrolment = actions.enrol(learner=request.user, course=course)
    if back:
        return HttpResponseRedirect(back)
    current = standings([enrolment])[0].current
    return redirect((current or course).get_url(request))


@require_POST
@login_required
def read(request: HttpRequest, pk: int) -> HttpResponse:
    lesson = get_object_or_404(LessonPage.objects.live().select_related("video"), pk=pk)
    if not is_open(request.user, lesson):
        raise Http404
    enrolment = get_object_or_404(Enrolment.objects.of(request.user).in_course_of(lesson).select_related("course"))
    if is_closed(request.user, enrolment.course, lesson):
        return redirect(lesson.get_url(request))
    try:
        progress = actions.mark_read(enrolment=enrolment, lesson=lesson)
    except ReadRefused:
        messages.info(request, _("这一课不是读完就算学完的，请看看还差什么。"))
        return redirect(lesson.get_url(request))
    if not progress.is_completed:
        messages.success(request, _("正文读完，记下了。"))
    return redirect(lesson.get_url(request) + ("#lesson-done" if progress.is_completed else "#still"))


@csrf_exempt
@require_POST
def watch(request: HttpRequest) -> HttpResponse:
    """What was watched. The signed token stands for the session, so neither session nor user is read: a forged form on
    another site has no token to send, which is what CSRF would guard against.

    `middleware.PlayersFirst` comes straight here: what other middleware would do for this answer is done here.
    """
    try:
        response = JsonResponse(_watched(request))
    except WatchRefused as refusal:
        with override(get_language_from_request(request)):
            response = JsonResponse({"reason": refusal.code, "message": str(refusal.message)}, status=refusal.status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _watched(request: HttpRequest) -> dict[str, object]:
    try:
        data = load(request.read(MAX_BYTES + 1))
    except UnreadablePostError as error:
        raise WatchRefused("not-json") from error
    now = timezone.now()
    token = tokens.read(data["token"])
    message = parse(data, duration=token.duration)
    try:
        token.refuse_when_stale(now=now.timestamp())
        watched = watching.record_watch(token=token, message=message, now=now)
    except WatchRefused:
        watching.count_refused(token=token, message=message)
        raise
    return {
        "covered": watched.covered,
        "duration": watched.seconds,
        "share": round(watched.share, 4),
        "completed": watched.completed,
        "course_completed": watched.course_completed,
        "refused": watched.refused,
    }


def _page_to_return_to(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_ours else ""
