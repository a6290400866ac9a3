"""What machines read. Whatever has a person in it asks for the code in the certificate's QR code."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from college.certificates.badges import baking, identity, keys, picture
from college.certificates.badges.status_list import FRESH_SECONDS, StatusList
from college.certificates.models import Award, Certificate, Issuer
from college.strangers import for_strangers

CREDENTIAL = "application/vc"
CREDENTIAL_JWT = "application/vc+jwt"
logger = logging.getLogger(__name__)
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_machines(view: View[P]) -> View[P]:
    """May be read by the pages of any site; what is not there is said in JSON."""

    @wraps(view)
    def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404 as error:
            response = JsonResponse({"error": str(error)}, status=404, json_dumps_params={"ensure_ascii": False})
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answered


@require_safe
@for_machines
def did_document(request: HttpRequest, code: str) -> HttpResponse:
    return _published(identity.did_document(_issuer(code)), "application/did+ld+json")


@require_safe
@for_machines
def profile(request: HttpRequest, code: str) -> HttpResponse:
    return _published(identity.profile(_issuer(code)), "application/ld+json")


@require_safe
@for_machines
@conditional_page
def status_list(request: HttpRequest, code: str, year: str, number: str) -> HttpResponse:
    """As JSON for who asks for that or for anything; as a JWT for who asks for that or for nothing."""
    found = StatusList(code, int(year), int(number))
    if not found.exists():
        raise Http404(_("没有这份状态列表。"))
    try:
        if _asks_for_jwt(request):
            response = HttpResponse(found.as_jwt(), content_type=CREDENTIAL_JWT)
        else:
            response = HttpResponse(found.as_json(), content_type=CREDENTIAL)
    except keys.KeyUnavailable:
        logger.exception("The status list %s cannot be signed", request.path)
        return _later(_("状态列表暂时不能签名，请稍后再查。"))
    patch_vary_headers(response, ["Accept"])
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


@require_safe
@for_machines
def award_picture(request: HttpRequest, pk: int) -> HttpResponse:
    award = get_object_or_404(Award.objects.select_related("issuer__organisation"), pk=pk)
    response = HttpResponse(picture.of_award(award), content_type="image/png")
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


@require_safe
@for_strangers
@for_machines
def credential(request: HttpRequest, serial: str) -> HttpResponse:
    return _file(_held(request, serial).credential, CREDENTIAL, f"{serial}.json")


@require_safe
@for_strangers
@for_machines
def credential_jwt(request: HttpRequest, serial: str) -> HttpResponse:
    return _file(_held(request, serial).credential_jwt, CREDENTIAL_JWT, f"{serial}.jwt")


@require_safe
@for_strangers
@for_machines
def badge_png(request: HttpRequest, serial: str) -> HttpResponse:
    certificate = _standing(request, serial)
    badge = baking.into_png(picture.of_certificate(certificate, "png"), certificate.credential)
    return _file(badge, "image/png", f"{serial}.png")


@require_safe
@for_strangers
@for_machines
def badge_svg(request: HttpRequest, serial: str) -> HttpResponse:
    certificate = _standing(request, serial)
    badge = baking.into_svg(picture.of_certificate(certificate, "svg"), certificate.credential)
    return _file(badge, "image/svg+xml", f"{serial}.svg")


def _later(sentence: str) -> HttpResponse:
    response = JsonResponse({"error": sentence}, status=503, json_dumps_params={"ensure_ascii": False})
    response["Retry-After"] = str(FRESH_SECONDS)
    add_never_cache_headers(response)
    return response


def _issuer(code: str) -> Issuer:
    issuer = Issuer.objects.select_related("organisation").filter(code=code).first()
    if not issuer:
        raise Http404(_("没有这个发证单位。"))
    return issuer


def _held(request: HttpRequest, serial: str) -> Certificate:
    """The same answer for a serial that was never given and for one whose code is not known: none can be found out."""
    certificate = Certificate.objects.defer(None).defer("pdf").filter(serial=serial).first()
    if not certificate or not constant_time_compare(request.GET.get("code", ""), certificate.code):
        raise Http404(_("没有找到。请使用证书二维码里的完整地址，其中含有查验码。"))
    if not certificate.credential:
        raise Http404(_("这张证书没有电子徽章。"))
    return certificate


def _standing(request: HttpRequest, serial: str) -> Certificate:
    """A picture says nothing of what happened since, so there is none of what was withdrawn."""
    certificate = _held(request, serial)
    if certificate.revoked_at or certificate.superseded_at:
        raise Http404(_("这张证书已经撤销或更正，不再提供徽章。"))
    return certificate


def _asks_for_jwt(request: HttpRequest) -> bool:
    known = (CREDENTIAL, "application/json", "application/ld+json", CREDENTIAL_JWT, "application/jwt")
    return "Accept" not in request.headers or str(request.get_preferred_type(known)).endswith("jwt")


def _published(document: dict[str, object], media_type: str) -> HttpResponse:
    response = JsonResponse(document, content_type=media_type, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


def _file(content: bytes | str, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": f'inline; filename="{name}"'})
