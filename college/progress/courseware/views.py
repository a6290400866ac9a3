from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from college.progress.courseware import tokens
from college.progress.courseware.errors import ReportRefused
from college.progress.courseware.messages import MOST_BYTES, parse
from college.progress.courseware.reporting import Reported, as_json, record_report


@csrf_exempt
@require_POST
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """What a package says. As with what a player reports, the signed token stands for session and user."""
    try:
        return JsonResponse(as_json(_reported(request)))
    except ReportRefused as refusal:
        return JsonResponse({"reason": refusal.code, "message": str(refusal.message)}, status=refusal.status)


def _reported(request: HttpRequest) -> Reported:
    try:
        body = request.read(MOST_BYTES + 1)
    except UnreadablePostError as error:
        raise ReportRefused("not-json") from error
    now = timezone.now()
    message = parse(body)
    token = tokens.read(message.token)
    token.refuse_when_stale(now=now.timestamp())
    return record_report(token=token, report=message, now=now)
