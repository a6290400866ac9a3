"""Practice sheets to print. Only for who is signed in: setting one costs as much as fifty pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from college.courses.characters import HAN
from college.literacy import exercises
from college.literacy.practice_sheets import practice_sheet

LONGEST = 8


@require_safe
@never_cache
@login_required
def of_lesson(request: HttpRequest, pk: str) -> HttpResponse:
    exercise = exercises.of_lesson(request, pk)
    return sent(practice_sheet(exercise.text, title=exercise.title))


@require_safe
@never_cache
@login_required
def of_name(request: HttpRequest) -> HttpResponse:
    exercise = exercises.of_name(request)
    return of_characters(request, exercise.text, title=exercise.title)


@require_safe
@never_cache
@login_required
def of_text(request: HttpRequest) -> HttpResponse:
    text = "".join(HAN.findall(request.GET.get("text", "")[:100]))
    return of_characters(request, text[:LONGEST], title=_("写字练习"))


def of_characters(request: HttpRequest, text: str, *, title: str) -> HttpResponse:
    if not text:
        return render(request, "literacy/no_sheet.html", status=404)
    return sent(practice_sheet(text, title=title))


def sent(pdf: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'inline; filename="practice.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
