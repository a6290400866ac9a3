from typing import Any, cast

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from college.people.models import User
from college.people.names import masked
from college.progress import hours
from college.progress.models import RecordExtract
from college.progress.record.extracts import extract, is_the_file, read_code
from college.progress.record.periods import Period, chosen, periods_of
from college.progress.record.sections import Link, Section, Value, figures_of, sections_of
from college.spreadsheets import XLSX, Sheet, write
from college.strangers import for_strangers

EXTRACTS_AN_HOUR = 30
LIMITS = {"extract": f"{EXTRACTS_AN_HOUR}/h/user"}


@require_safe
@login_required
@never_cache
def record(request: HttpRequest) -> HttpResponse:
    """Of one year, this one unless another is asked for, or of all."""
    user = cast(User, request.user)
    periods = periods_of(user, timezone.now())
    period = chosen(request.GET.get("period"), periods) or periods[0]
    sections = sections_of(user, period)
    context = {"period": period, "periods": periods, "sections": sections, "figures": figures_of(sections)}
    return render(request, "progress/record/record.html", context | hours.context(user))


@require_safe
@login_required
@never_cache
def spreadsheet(request: HttpRequest) -> HttpResponse:
    """A sheet for each section."""
    user = cast(User, request.user)
    period = _asked_for(user, request.GET.get("period"))
    return _download(write(map(_sheet, sections_of(user, period))), XLSX, period, "xlsx")


def _sheet(section: Section) -> Sheet:
    rows = [[_plain(value) for value in row] for row in section.rows]
    return Sheet(section.title, section.headings, rows, [2 * width for width in section.widths])


def _plain(value: Value) -> Any:
    return value.text if isinstance(value, Link) else value


@require_POST
@login_required
@never_cache
def pdf(request: HttpRequest) -> HttpResponse:
    """A new extract each time: it is of what is recorded now."""
    user = cast(User, request.user)
    period = _asked_for(user, request.POST.get("period"))
    if not ratelimit.consume(request, app="progress", action="extract", config=LIMITS):
        messages.error(request, _("刚才下载了很多次，请过一个小时再下载。网页上的记录随时可以看。"))
        return redirect("progress:record")
    _row, content = extract(learner=user, period=period)
    return _download(content, "application/pdf", period, "pdf")


def _asked_for(user: User, key: str | None) -> Period:
    period = chosen(key, periods_of(user, timezone.now()))
    if period is None:
        raise Http404
    return period


def _download(content: bytes, kind: str, period: Period, suffix: str) -> HttpResponse:
    name = f"{_('学习记录')} {period.words}.{suffix}"
    disposition = content_disposition_header(True, name) or "attachment"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_safe
@for_strangers
def check_form(request: HttpRequest) -> HttpResponse:
    """Where a code is typed that stands on a printed record."""
    typed = request.GET.get("code", "").strip()
    if code := read_code(typed):
        return redirect("progress:check_record", code)
    return render(request, "progress/record/check_form.html", {"typed": typed})


@require_http_methods(["GET", "HEAD", "POST"])
@for_strangers
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What was handed out under this code; a file that is sent along is compared with it and not kept."""
    found = _handed_out(code)
    if found is None:
        return _unknown(request, code)
    context = {
        "extract": found,
        "content": found.content,
        "name": "" if found.learner.erased_at else masked(found.content["name"]),
        "sections": [Section.thawed(section) for section in found.content["sections"]],
        "compared": _compared(request, found),
    }
    return render(request, "progress/record/check.html", context | {"figures": figures_of(context["sections"])})


def _handed_out(code: str) -> RecordExtract | None:
    """An address may hold characters that no code has, and that not every database can be asked for."""
    if read_code(code) != code:
        return None
    return RecordExtract.objects.select_related("learner").filter(code=code).first()


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    if read_code(code) not in ("", code):
        return redirect("progress:check_record", read_code(code))
    return render(request, "progress/record/check_form.html", {"typed": code, "is_unknown": True}, status=404)


def _compared(request: HttpRequest, found: RecordExtract) -> str:
    if request.method != "POST":
        return ""
    file = request.FILES.get("file")
    if file is None:
        return "missing"
    return "same" if is_the_file(found, file.chunks()) else "different"
