from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from college.certificates.models import Certificate, Nomination
from college.certificates.wallet import pictures, sharing
from college.people.models import User
from college.strangers import for_strangers


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What holds first; then what ran out, was corrected or withdrawn."""
    held = list(Certificate.objects.of(request.user).select_related("award"))
    current = [certificate for certificate in held if certificate.is_current]
    nominations = Nomination.objects.to_tell(request.user)
    context = {
        "current": current,
        "former": [certificate for certificate in held if certificate not in current],
        "nominations": nominations.select_related("award__issuer__organisation", "publicity"),
    }
    return render(request, "certificates/mine.html", context)


@require_safe
@never_cache
@login_required
def pdf(request: HttpRequest, serial: str) -> HttpResponse:
    """The file as it was issued: nothing is drawn."""
    certificate = _readable(cast(User, request.user), serial)
    return HttpResponse(
        bytes(certificate.pdf),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{certificate.serial}.pdf"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_safe
@never_cache
@login_required
def picture(request: HttpRequest, serial: str) -> HttpResponse:
    own = Certificate.objects.with_picture().of(request.user)
    certificate = get_object_or_404(own.filter(revoked_at=None), serial=serial)
    return _png(certificate, pictures.of(certificate))


@require_safe
@for_strangers
def shared_picture(request: HttpRequest, token: str) -> HttpResponse:
    """A picture says nothing of what happened since, so there is none of what no longer holds."""
    certificate = Certificate.objects.with_picture().filter(share_token=token).first()
    if not certificate or not certificate.is_valid:
        return render(request, "certificates/share_ended.html", status=404)
    return _png(certificate, pictures.shared(certificate))


def _png(certificate: Certificate, picture: bytes) -> HttpResponse:
    disposition = f'inline; filename="{certificate.serial}.png"'
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(picture, content_type="image/png", headers=headers)


def _readable(user: User, serial: str) -> Certificate:
    """With the PDF. One's own costs no look at permissions."""
    with_pdf = Certificate.objects.defer(None).defer("credential", "credential_jwt").filter(serial=serial)
    own = with_pdf.of(user).filter(revoked_at=None, erased_at=None).first()
    return own or get_object_or_404(with_pdf.readable_by(user))


@require_POST
@login_required
def share(request: HttpRequest, serial: str) -> HttpResponse:
    """Switches the link on or off."""
    certificate = get_object_or_404(Certificate.objects.of(request.user), serial=serial)
    if request.POST.get("on"):
        sharing.begin(certificate)
    else:
        sharing.end(certificate)
    return redirect(f"{reverse('certificates:mine')}#{certificate.serial}")


@require_safe
@for_strangers
def shared(request: HttpRequest, token: str) -> HttpResponse:
    certificate = Certificate.objects.filter(share_token=token).first()
    if not certificate:
        return render(request, "certificates/share_ended.html", status=404)
    context = {"certificate": certificate, "is_shown": True, "is_whole": True}
    return render(request, "certificates/shared.html", context)
