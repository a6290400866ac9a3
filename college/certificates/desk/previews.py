"""What an editor sees of a certificate before there is one: drawn from sample data, and marked as a sample."""

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, override

from college.certificates import readymade
from college.certificates.content import Content, Signed, labels_of, plain, said_by
from college.certificates.drawing import picture
from college.certificates.fields import LOCALES
from college.certificates.models import Award, Layout, Template
from college.certificates.models.templates import Design

SERIAL = "HFML-2026-000001-00"
VERIFY_URL = "https://example.org/verify/HFML-2026-000001-00/?code=0000000000"


def sample_content() -> Content:
    """Of somebody who does not exist, with something in every field."""
    today = timezone.localdate()
    return Content(
        title="结业证书",
        title_en="Certificate of Completion",
        holder="张三",
        holder_en="Zhang San",
        kinds=["志愿者"],
        courses=["社区志愿服务入门"],
        hours="12",
        outcomes=["会用三句话问候独居老人", "会填写服务记录"],
        learned_from=today - timedelta(days=60),
        learned_until=today,
        issuer="某某社区学院",
        issuer_en="Community College",
        signatory="李四",
        handler="王五",
        contact="0551-0000 0000",
        issued_on=today,
        valid_until=today + timedelta(days=365),
        organisation="某某社区",
        identity="身份证 340***********0000",
        volunteer_number="340100000000000",
        service="教老人用手机挂号、陪同就医",
        notes="本证明免费出具。",
        signed=[Signed(name="李四", name_en="Li Si", post="院长", post_en="Dean")],
    )


def preview_template(request: HttpRequest, template: Template) -> HttpResponse:
    return page(request, sample_content(), template.design)


def preview_award(request: HttpRequest, award: Award) -> HttpResponse:
    design = award.template.design if award.template else readymade.design(readymade.TRAINING)
    return page(request, content_of(award), design)


def content_of(award: Award) -> Content:
    """What the award will say, of somebody who does not exist."""
    sample = replace(sample_content(), **said_by(award, timezone.localdate()), kinds=labels_of(award.kinds[:1]))
    courses = list(award.courses)
    if not courses:
        return replace(sample, courses=[], outcomes=[])
    return replace(
        sample,
        courses=[course.title for course in courses],
        hours=plain(sum((course.hours or Decimal(0) for course in courses), Decimal(0))),
        outcomes=[str(block.value) for course in courses for block in course.outcomes],
        service="",
    )


def page(request: HttpRequest, content: Content, design: Design) -> HttpResponse:
    with override(LOCALES[design["language"]]):
        sample = gettext("样张")
    drawn = picture(content, layout=Layout(design=design), serial=SERIAL, verify_url=VERIFY_URL, sample=sample)
    encoded = b64encode(drawn).decode()
    return render(request, "certificates/admin/sample.html", {"picture": f"data:image/png;base64,{encoded}"})
