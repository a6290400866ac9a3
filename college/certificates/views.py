from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from college.certificates.forms import SerialForm
from college.certificates.models import Certificate
from college.certificates.serials import MistypedSerial, parse
from college.strangers import for_strangers


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    certificates = Certificate.objects.of(request.user)
    return render(request, "certificates/mine.html", {"certificates": certificates})


@require_safe
@never_cache
@login_required
def pdf(request: HttpRequest, serial: str) -> HttpResponse:
    certificate = get_object_or_404(Certificate.objects.readable_by(request.user).defer(None), serial=serial)
    return HttpResponse(
        bytes(certificate.pdf),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{certificate.serial}.pdf"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_safe
@for_strangers
def verify_form(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("serial", "").strip()
    if not typed:
        return render(request, "certificates/verify_form.html", {"form": SerialForm()})
    try:
        return HttpResponseRedirect(reverse("certificates:verify", args=[parse(typed)]))
    except MistypedSerial:
        return _mistyped(request, typed)


@require_safe
@for_strangers
def verify(request: HttpRequest, serial: str) -> HttpResponse:
    try:
        canonical = parse(serial)
    except MistypedSerial:
        return _mistyped(request, serial)
    if canonical != serial:
        query = f"?{request.META['QUERY_STRING']}" if request.META["QUERY_STRING"] else ""
        return HttpResponseRedirect(reverse("certificates:verify", args=[canonical]) + query)
    certificate = Certificate.objects.filter(serial=serial).first()
    if not certificate:
        return render(request, "certificates/verify_unknown.html", {"serial": serial, "form": SerialForm()}, status=404)
    name = certificate.name_for(request.GET.get("code", ""))
    return render(request, "certificates/verify.html", {"certificate": certificate, "name": name})


def _mistyped(request: HttpRequest, typed: str) -> HttpResponse:
    form = SerialForm({"serial": typed})
    return render(request, "certificates/verify_form.html", {"form": form, "mistyped": typed}, status=404)
