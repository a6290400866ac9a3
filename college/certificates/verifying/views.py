from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from college.certificates.forms import SerialForm, WhoseForm
from college.certificates.models import Certificate
from college.certificates.serials import MistypedSerial, parse
from college.certificates.verifying import comparing, surnames, tries
from college.certificates.verifying.papers import Paper, Refused, serials_in
from college.strangers import for_strangers


@require_safe
@for_strangers
def verify_form(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("serial", "").strip()
    if not typed:
        return _asked_for(request)
    try:
        return HttpResponseRedirect(reverse("certificates:verify", args=[parse(typed)]))
    except MistypedSerial:
        return _mistyped(request, typed)


@require_http_methods(["GET", "HEAD", "POST"])
@for_strangers
def verify(request: HttpRequest, serial: str) -> HttpResponse:
    """Whether the certificate holds, and by its code or its holder's surname what is on it."""
    try:
        canonical = parse(serial)
    except MistypedSerial:
        return _mistyped(request, serial)
    if canonical != serial:
        query = f"?{request.META['QUERY_STRING']}" if request.META["QUERY_STRING"] else ""
        return HttpResponseRedirect(reverse("certificates:verify", args=[canonical]) + query)
    certificate = Certificate.objects.filter(serial=serial).first()
    if not certificate:
        return _unknown(request, serial)
    is_whole = certificate.has_code(request.GET.get("code", ""))
    if is_whole or certificate.is_erased:  # without a name there is none to protect, and none to ask for
        return _shown(request, certificate, is_whole=is_whole)
    return _answered(request, certificate) if request.method == "POST" else _closed(request, certificate, WhoseForm())


def _answered(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    form = WhoseForm(request.POST)
    if not form.is_valid():
        return _closed(request, certificate, form)
    attempt = tries.take(request, certificate.serial)
    if not attempt:
        form.add_error("name", _("试得太多了。请扫证书上的二维码，或者过一个小时再来。"))
        return _closed(request, certificate, form, status=429)
    printed, name = certificate.printed, form.cleaned_data["name"]
    if not any([surnames.knows(name, printed.holder), surnames.knows(name, printed.holder_en)]):
        form.add_error("name", _("和证书上的姓不一样。请对着证书再看一遍；扫证书上的二维码更快。"))
        return _closed(request, certificate, form)
    attempt.rollback()
    return _shown(request, certificate)


@require_POST
@for_strangers
def check_file(request: HttpRequest) -> HttpResponse:
    """Whether the PDF that somebody was sent is the one issued, byte by byte or else word by word. It is not kept."""
    try:
        file = request.FILES.get("file")  # read first: it is then that a file may turn out too large
        if too_large := getattr(request, "upload_refusal", ""):
            raise Refused(too_large)
        paper = Paper.of(file)
        if certificate := Certificate.objects.filter(pdf_sha256=paper.sha256).first():
            return _shown(request, certificate, is_whole=True, file="same")
        if not tries.read_one(request):
            raise Refused(_("刚才上传了很多文件，请过一分钟再试。"))
        return _compared(request, paper.text())
    except Refused as refused:
        return _asked_for(request, refusal=str(refused), status=400)


def _compared(request: HttpRequest, text: str) -> HttpResponse:
    """A try that stays counted: whoever is right in one of many names in a file might look for it in half of them."""
    serials = serials_in(text)
    if not serials:
        raise Refused(_("文件里没有读到证书编号：可能是扫描件，也可能不是我们的证书。请对着证书输入编号查验。"))
    certificate = Certificate.objects.defer(None).filter(serial=serials[0]).first()
    if not certificate:
        return _unknown(request, serials[0])
    if certificate.is_erased:
        raise Refused(_("持证人已要求删除个人资料，我们只能认出一字未动的原文件，这个文件不是。请输入编号查验。"))
    if not tries.take(request, certificate.serial):
        raise Refused(_("这张证书试得太多了。请扫证书上的二维码，或者过一个小时再来。"))
    issued = comparing.text_of(bytes(certificate.pdf))
    try:
        differing = comparing.differing(certificate.printed, issued, text)
    except comparing.TooMuch as too_much:
        words = _("文件里多出来很多文字，不像我们发出的证书，没有核对。请用收到的原文件，或者输入证书编号查验。")
        raise Refused(words) from too_much
    if comparing.HOLDER in differing:
        return _closed(request, certificate, WhoseForm(), file="altered", differing=differing)
    return _shown(request, certificate, file="altered" if differing else "reprinted", differing=differing)


def _asked_for(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {"form": SerialForm(), "refusal": refusal}
    return render(request, "certificates/verify_form.html", context, status=status)


def _mistyped(request: HttpRequest, typed: str) -> HttpResponse:
    context = {"form": SerialForm({"serial": typed}), "mistyped": typed}
    return render(request, "certificates/verify_form.html", context, status=404)


def _unknown(request: HttpRequest, serial: str) -> HttpResponse:
    return render(request, "certificates/verify_unknown.html", {"serial": serial, "form": SerialForm()}, status=404)


def _closed(
    request: HttpRequest, certificate: Certificate, form: WhoseForm, *, status: int = 200, **file: Any
) -> HttpResponse:
    """That there is such a certificate and whether it holds; no more until they say whose it is."""
    context = {"certificate": certificate, "whose": form, **file}
    return render(request, "certificates/verify.html", context, status=status)


def _shown(request: HttpRequest, certificate: Certificate, *, is_whole: bool = False, **file: Any) -> HttpResponse:
    """What is on it; the name whole for who has the paper with its code, or the very file."""
    context = {"certificate": certificate, "is_shown": True, "is_whole": is_whole}
    return render(request, "certificates/verify.html", context | file)
