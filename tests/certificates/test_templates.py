import io
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from college.certificates import readymade
from college.certificates.fields import filled, validate_sentence
from college.certificates.models import Artwork, Certificate, Layout, Template
from tests.certificates.cast import staff
from tests.factories import IssuerFactory, UserFactory

WORDS = {"holder": "王秀兰", "courses": "《课》", "hours": "", "period": ""}


def designed(template: Template, **changes: str) -> Any:
    rows = [(row.block_type, row.block.get_prep_value(row.value)) for row in template.rows if row.block_type != "facts"]
    fields = {"name": template.name, "orientation": template.orientation, "language": template.language}
    return nested_form_data({**fields, **changes, "rows": streamfield(rows)})


@pytest.fixture
def template(db: None) -> Template:
    return Template.objects.order_by("pk")[0]


def test_both_kinds_come_ready_made_in_two_languages_and_either_way_up(db: None) -> None:
    assert {template.name: template.design for template in Template.objects.all()} == readymade.all_designs()


def test_an_editor_sees_the_page_while_designing_it(client: Client, site: object, template: Template) -> None:
    template.issuer = IssuerFactory()
    template.save()
    client.force_login(staff("change_template", at=template.issuer.organisation))
    url = reverse("certificate_template:preview_on_edit", args=[template.pk])
    said = {"orientation": "portrait", "issuer": str(template.issuer.pk)}

    assert client.post(url, designed(template, **said)).json()["is_valid"]
    assert "data:image/png;base64," in client.get(url).content.decode()
    template.refresh_from_db()
    assert template.orientation == "landscape"


def test_somebody_designs_for_the_issuers_where_they_work_and_copies_what_is_the_college_s(
    client: Client, site: object, template: Template
) -> None:
    mine, elsewhere = IssuerFactory(), IssuerFactory()
    own, other = (Template.objects.create(name=f"模板{each.pk}", issuer=each) for each in (mine, elsewhere))
    officer = staff(at=mine.organisation)
    officer.groups.add(Group.objects.get(name="发证员"))
    client.force_login(officer)

    listed = client.get(reverse("certificate_template:list")).text
    assert own.name in listed
    assert template.name in listed
    assert other.name not in listed
    assert reverse("certificate_template:edit", args=[template.pk]) not in listed
    for view in ("edit", "delete", "preview_on_edit", "history", "usage"):
        for pk in (template.pk, other.pk):
            assert client.get(reverse(f"certificate_template:{view}", args=[pk])).status_code == 404, view
    assert client.get(reverse("certificate_template:copy", args=[other.pk])).status_code == 404
    assert client.get(reverse("certificate_template:edit", args=[own.pk])).status_code == 200

    copy = reverse("certificate_template:copy", args=[template.pk])
    assert client.get(copy).status_code == 200
    for issuer in ("", str(elsewhere.pk)):
        assert "请选您工作的组织" in client.post(copy, designed(template, name="新模板", issuer=issuer)).text
    client.post(copy, designed(template, name="新模板", issuer=str(mine.pk)))
    assert Template.objects.get(name="新模板").issuer == mine


def test_a_superuser_designs_for_the_college(client: Client, site: object, template: Template) -> None:
    client.force_login(UserFactory(is_superuser=True))

    client.post(reverse("certificate_template:edit", args=[template.pk]), designed(template, name="共用的", issuer=""))

    template.refresh_from_db()
    assert (template.name, template.issuer) == ("共用的", None)


def test_who_may_not_change_templates_sees_no_preview(client: Client, site: object, template: Template) -> None:
    visitor = UserFactory()
    visitor.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(visitor)

    answer = client.get(reverse("certificate_template:preview_on_edit", args=[template.pk]))

    assert "data:image" not in answer.content.decode()


def test_a_certificate_keeps_the_layout_it_was_issued_by(template: Template, give: Callable[..., Certificate]) -> None:
    certificate = give()
    assert certificate.layout
    design = dict(certificate.layout.design)
    certificate.award.template = template
    certificate.award.save()
    template.orientation = Template.Orientation.PORTRAIT
    template.save()

    later = give(under=certificate.award)

    certificate.refresh_from_db()
    assert (certificate.layout.design, design["orientation"]) == (design, "landscape")
    assert later.layout.design["orientation"] == "portrait"


def test_the_same_design_is_kept_once(template: Template) -> None:
    assert template.layout() == template.layout() == Layout.objects.get()


def test_what_is_not_known_is_left_out_of_a_sentence() -> None:
    assert filled("[于{起止日期}，]学完课程{课程}[，计 {时长} 学时]。", WORDS) == "学完课程《课》。"


@pytest.mark.parametrize("sentence", ["{名字}你好", "学完{课程", "[学完{课程}", "}{"])
def test_a_sentence_that_could_not_be_filled_is_refused(sentence: str) -> None:
    with pytest.raises(ValidationError):
        validate_sentence(sentence)


def test_a_seal_is_uploaded_with_its_issuer_and_has_no_address(client: Client, site: object) -> None:
    issuer = IssuerFactory()
    client.force_login(UserFactory(is_superuser=True))
    picture, file = Image.new("RGB", (300, 300), "white"), io.BytesIO()
    ImageDraw.Draw(picture).ellipse((30, 30, 270, 270), outline="red", width=20)
    picture.save(file, "PNG")
    url = reverse("issuer:edit", args=[issuer.pk])
    written = {"organisation": str(issuer.organisation_id), "code": issuer.code, "signatories": inline_formset([])}

    client.post(url, {**nested_form_data(written), "seal": SimpleUploadedFile("印.png", file.getvalue())})

    issuer.refresh_from_db()
    assert issuer.seal == Artwork.objects.get()
    assert "data:image/png;base64," in client.get(url).content.decode()
    client.post(url, nested_form_data(written))
    issuer.refresh_from_db()
    assert issuer.seal
