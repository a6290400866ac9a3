from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from college.certificates.actions import completed
from college.certificates.content import Details, plain, printable
from college.certificates.lists.columns import is_english
from college.certificates.lists.papers import PAPERS, WrongNumber, masked, names_a_citizen, number_of
from college.certificates.models import Award
from college.certificates.querysets import AwardQuerySet
from college.people.models import User

WRITTEN = ("occasion", "service", "volunteer_number", "holder_en", "notes")


class AwardChoice(forms.ModelChoiceField):
    def label_from_instance(self, award: Award) -> str:
        return f"{award} · {award.issuer}"


class GiveForm(forms.Form):
    """What one certificate says that no course says. `details` gives it with the paper's number masked."""

    award = AwardChoice(label=_("发什么证书"), queryset=Award.objects.none(), empty_label=_("请选择"))
    occasion = forms.CharField(
        label=_("事由"),
        max_length=60,
        required=False,
        help_text=_("同一种证书要给一个人发几次时填，例如“2026 年上半年服务”；只发一次的不用填。"),
    )
    service = forms.CharField(
        label=_("服务或学习内容"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    hours = forms.DecimalField(label=_("时长（小时）"), min_value=0, max_digits=6, decimal_places=2, required=False)
    learned_from = forms.DateField(label=_("从"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    learned_until = forms.DateField(label=_("到"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    identity_kind = forms.ChoiceField(
        label=_("证件"), choices=[("", _("不印证件")), *((kind, kind) for kind in PAPERS)], required=False
    )
    identity_number = forms.CharField(
        label=_("证件号码"),
        max_length=30,
        required=False,
        help_text=_("只保存和印出开头、末尾几位，中间换成星号。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    volunteer_number = forms.CharField(label=_("志愿者编号"), max_length=40, required=False)
    holder_en = forms.CharField(label=_("英文姓名"), max_length=60, required=False, help_text=_("印在英文证书上"))
    notes = forms.CharField(label=_("备注"), max_length=100, required=False, help_text=_("印在证书上"))

    def __init__(self, *args: Any, awards: AwardQuerySet, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        choices = awards.select_related("issuer__organisation", "template").order_by("title", "pk")
        self.fields["award"].queryset = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("learned_from"), said.get("learned_until")
        if first and last and last < first:
            self.add_error("learned_until", _("结束日期不能早于开始日期。"))
        if bool(said.get("identity_kind")) != bool(said.get("identity_number")):
            self.add_error("identity_number", _("证件和号码请一起填，或都不填。"))
        elif said.get("identity_number"):
            self.check_number(said)
        for name in WRITTEN:
            if names_a_citizen(said.get(name) or ""):
                self.add_error(name, _("请不要在这里写身份证号。"))
        if award := said.get("award"):
            self.check_english(award, said)
            self.check_award(award, said.get("occasion", ""))
        return said

    def clean_occasion(self) -> str:
        return printable(self.cleaned_data["occasion"])

    def check_number(self, said: dict[str, Any]) -> None:
        try:
            said["identity_number"] = number_of(said["identity_number"], said["identity_kind"])
        except WrongNumber as wrong:
            self.add_error("identity_number", str(wrong))

    def check_award(self, award: Award, occasion: str) -> None:
        if not award.kinds_of(self.person):
            words = _("这种证书只发给%(kinds)s，%(name)s没有这样的身份。")
            self.add_error("award", words % {"kinds": gettext("、").join(award.kind_labels), "name": self.person})
        elif award.required.exists() and not completed(award, self.person):
            self.add_error("award", _("%(name)s还没有学完这种证书要求的课程。") % {"name": self.person})
        else:
            self.check_before(award, occasion)

    def check_english(self, award: Award, said: dict[str, Any]) -> None:
        if is_english(award) and not printable(said.get("holder_en") or ""):
            self.add_error("holder_en", _("这种证书印英文姓名，请填写，例如 Wang Xiulan。"))

    def check_before(self, award: Award, occasion: str) -> None:
        """Whoever has one for this occasion keeps it: what is typed here would be printed nowhere."""
        given = award.certificates.of(self.person).filter(occasion=occasion).order_by("pk").last()
        if given and not given.revoked_at:
            words = _("%(name)s原来就有这张证书（%(serial)s），没有再发。如果是另一次，请在“事由”里写明。")
            self.add_error("award", words % {"name": self.person, "serial": given.serial})
        elif waiting := award.nominations.of(self.person).open().filter(occasion=occasion).first():
            words = _("%(name)s原来就提了名（%(state)s），没有再提。如果是另一次，请在“事由”里写明。")
            self.add_error("award", words % {"name": self.person, "state": waiting.get_state_display()})

    def details(self) -> Details:
        said = self.cleaned_data
        kind, number = said["identity_kind"], said["identity_number"]
        return Details(
            hours=plain(said["hours"]),
            learned_from=said["learned_from"],
            learned_until=said["learned_until"],
            service=printable(said["service"]),
            identity=f"{kind} {masked(number)}" if kind else "",
            volunteer_number=printable(said["volunteer_number"]),
            holder_en=printable(said["holder_en"]),
            notes=printable(said["notes"]),
        )
