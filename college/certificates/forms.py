from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from college.certificates.lists.papers import validate_names_no_citizen
from college.people.models import StaffKind


class AwardForm(WagtailAdminModelForm):
    """A rule that can be kept: what it asks is there to be done, and whom it names may do it."""

    kinds = forms.MultipleChoiceField(
        label=_("哪些身份可以获得"),
        choices=StaffKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少勾选一种身份，否则没有人能得到。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from college.certificates.desk import scope

        issuers = scope.issuers_seen_by(self.for_user)
        self.fields["issuer"].queryset = issuers.select_related("organisation").order_by("organisation__path")
        self.fields["issuer"].error_messages["invalid_choice"] = _("请选您工作的组织或它下级的发证单位。")
        self.fields["template"].error_messages["required"] = _("请选一个证书模板。")
        template, seen = self.fields["template"], scope.templates_seen_by(self.for_user)
        chosen = template.queryset.filter(pk=self.instance.template_id)  # by somebody else, perhaps: it may stay
        template.queryset = (seen | chosen).order_by("issuer", "pk")
        signatories = self.fields["signatories"]
        signatories.queryset = signatories.queryset.filter(issuer__in=issuers).select_related("issuer__organisation")
        signatories.label_from_instance = lambda signatory: f"{signatory.issuer} · {signatory}"
        reviewers = self.fields["reviewers"]
        reviewers.queryset = scope.reviewers_seen_by(self.for_user)
        reviewers.label_from_instance = with_places

    def clean_issuer(self) -> Any:
        """Once it is printed, was agreed to or shown to the public in whose name it is given, that stays."""
        issuer = self.cleaned_data["issuer"]
        if self.instance.pk and issuer.pk != self.initial["issuer"] and self.instance.is_used:
            raise ValidationError(_("已经按这条规则发过证书或提过名，不能再换发证单位。请停用它，另建一条规则。"))
        return issuer

    def clean_publicity_days(self) -> int:
        days: int = self.cleaned_data["publicity_days"]
        if 0 < days < 7:
            raise ValidationError(_("公示至少 7 天；不公示请填 0。"))
        return days

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("issuer"):
            self.check_signatories(said)
            self.check_reviewers(said)
        self.check_language(said)
        if "required" in self.formsets and self.formsets["required"].is_valid():
            courses = self.check_courses()
            self.check_conditions(said, courses)
        return said

    def check_signatories(self, said: dict[str, Any]) -> None:
        if any(signatory.issuer_id != said["issuer"].pk for signatory in said.get("signatories") or []):
            self.add_error("signatories", _("签发人要属于所选的发证单位。"))

    def check_reviewers(self, said: dict[str, Any]) -> None:
        """Who reviews works where the certificate is issued, or above: nobody else would see what waits for them."""
        if not (said.get("needs_approval") or said.get("publicity_days")):
            return
        reviewers = said.get("reviewers")
        if not reviewers:
            self.add_error("reviewers", _("要审核或公示，就请至少指定一位审核人。"))
            return
        from college.certificates.desk.scope import works_at_or_above

        path = said["issuer"].organisation.path
        outside = [str(person) for person in reviewers if not works_at_or_above(person, path)]
        if outside:
            words = _("%(names)s不在发证单位或它的上级组织工作，不能当审核人。")
            self.add_error("reviewers", words % {"names": gettext("、").join(outside)})

    def check_language(self, said: dict[str, Any]) -> None:
        template = said.get("template")
        if not template or template.language != template.Language.ENGLISH:
            return
        if not said.get("title_en"):
            self.add_error("title_en", _("选了英文模板，请填英文证书名称。"))
        if said.get("issuer") and not said["issuer"].name_en:
            self.add_error("issuer", _("选了英文模板，请先在“发证单位”里填这个单位的英文名称。"))

    def check_courses(self) -> list[Any]:
        """Each once; and the same, once certificates were given for them."""
        rows = [row for row in self.formsets["required"].forms if row.cleaned_data.get("course")]
        rows = [row for row in rows if not self.formsets["required"]._should_delete_form(row)]
        courses: list[Any] = []
        for row in rows:
            course = row.cleaned_data["course"]
            if course in courses:
                row.add_error("course", _("这门课上面已经选了。"))
            courses.append(course)
        if self.instance.pk and self.instance.certificates.exists():
            before = set(type(self.instance).objects.get(pk=self.instance.pk).courses.values_list("pk", flat=True))
            if before != {course.pk for course in courses}:
                raise ValidationError(_("已经按这条规则发过证书，不能再换课程。请停用它，另建一条规则。"))
        return courses

    def check_conditions(self, said: dict[str, Any], courses: list[Any]) -> None:
        from college.certificates.conditions import lessons_in, quizzes_in

        keys = [course.pk for course in courses]
        if said.get("minimum_attendance_share") and not courses:
            self.add_error("minimum_attendance_share", _("没有选课程，请不要填到课。"))
        if (asked := said.get("minimum_attendance")) and asked > (there := lessons_in(keys).count()):
            words = _("所选课程一共有 %(count)s 课，到课不能要求更多。")
            self.add_error("minimum_attendance", words % {"count": there})
        if said.get("minimum_mark") and not quizzes_in(keys):
            self.add_error("minimum_mark", _("所选课程里没有测验，请不要填得分。"))
        if said.get("minimum_hours") and not any(course.hour_policy_id for course in courses):
            self.add_error("minimum_hours", _("所选课程不计学时，请不要填学时。"))


def with_places(person: Any) -> str:
    """Of people of one name, which: their organisations, prefetched."""
    places = dict.fromkeys(str(membership.organisation) for membership in person.memberships.all())
    return " · ".join([str(person), *places])


class IssuerForm(WagtailAdminModelForm):
    def clean_organisation(self) -> Any:
        """One's own or one below; of a certificate that was issued it stays."""
        from college.certificates.desk.scope import organisations_seen_by

        organisation = self.cleaned_data["organisation"]
        if not organisations_seen_by(self.for_user).filter(pk=organisation.pk).exists():
            raise ValidationError(_("请选您工作的组织或它的下级。"))
        if self.instance.pk and organisation.pk != self.initial["organisation"] and self.instance.counters.exists():
            raise ValidationError(_("以这个单位的名义发过证书，不能再换组织。"))
        return organisation

    def clean_code(self) -> str:
        """A code that stands in serials already given stays what it is."""
        code: str = self.cleaned_data["code"]
        if self.instance.pk and code != self.initial["code"] and self.instance.counters.exists():
            raise ValidationError(_("这个代码已经印在发出的证书上，不能再改。"))
        return code


class TemplateForm(WagtailAdminModelForm):
    """Of an issuer where its designer works; of none, by superusers only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from college.certificates.desk.scope import issuers_seen_by

        issuer = self.fields["issuer"]
        issuer.queryset = issuers_seen_by(self.for_user).select_related("organisation").order_by("organisation__path")
        issuer.required = not self.for_user.is_superuser
        issuer.error_messages["required"] = issuer.error_messages["invalid_choice"] = _(
            "请选您工作的组织或它下级的发证单位。"
        )


class DecisionForm(forms.Form):
    remark = forms.CharField(
        label=_("意见"),
        max_length=200,
        validators=[validate_names_no_citizen],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("不通过时必须写，本人看得到。不要写身份证号、电话等个人信息。"),
    )


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("撤销原因"),
        max_length=200,
        validators=[validate_names_no_citizen],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("查验证书的人都会看到。请写清事实，不要写身份证号、电话等个人信息。"),
    )


class SerialForm(forms.Form):
    serial = forms.CharField(label=_("证书编号"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["serial"].widget.attrs |= {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }


class WhoseForm(forms.Form):
    """Asked of who checks a certificate without its code."""

    name = forms.CharField(
        label=_("持证人姓什么？"), max_length=60, error_messages={"required": _("请写证书上持证人的姓。")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
