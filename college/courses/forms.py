from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from college.courses.terms import content_seconds
from college.courses.video_questions import refuse_misplaced
from college.packages.models import Package
from college.people.models import Organisation, StaffKind
from college.people.working import at_or_below
from media.models import Video

FIRST = gettext_lazy("请先选一个文件。")


def one_file(label: Any, accept: str, *, required: bool = True, help_text: Any = "") -> forms.FileField:
    """For a file that is brought; which kinds are `accept`ed is told to the browser, and looked at by who reads it."""
    return forms.FileField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.FileInput(attrs={"accept": accept}),
        error_messages={
            "required": FIRST,
            "empty": gettext_lazy("这个文件是空的。请再选一次。"),
            "missing": FIRST,
            "invalid": FIRST,
        },
    )


class TimedForm(WagtailAdminPageForm):
    """What is open from a moment until another needs some time between them."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens, closes = cleaned.get("available_from"), cleaned.get("available_until")
        if opens and closes and closes <= opens:
            self.add_error("available_until", _("结束的时间要比开始的时间晚。"))
        return cleaned


class AudienceForm(WagtailAdminModelForm):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("哪些身份属于这个对象"),
        choices=StaffKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("新开的课会出现在这些人的“我的学习”里；一个也不勾选，就是人人都算。"),
    )


class LessonForm(TimedForm):
    """A lesson shows its video to learners: only who may choose a video may put it here; what is here may stay. Its
    package is one of those that are in its course."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "video" in self.fields:
            choosable = Video.objects.choosable_by(self.for_user)
            self.fields["video"].queryset = choosable | Video.objects.filter(pk=self.instance.video_id)

        if "package" in self.fields:
            above = self.instance.path[: -self.instance.steplen] if self.instance.pk else self.parent_page.path
            here = Package.objects.filter(lessons__path__startswith=above)
            self.fields["package"].queryset = (here | Package.objects.filter(pk=self.instance.package_id)).distinct()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_misplaced(self)
        return cleaned


class CourseForm(TimedForm):
    """A course cannot ask for more hours of content than it has; who leaves them empty asks for none.

    Who provides it decides who may edit it: an organisation its editor works in, or one below, or what is there.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "provider" in self.fields:
            self._bound_provider(self.fields["provider"])
        if "minimum_hours" in self.fields:
            self.fields["minimum_hours"].required = False

    def _bound_provider(self, field: Any) -> None:
        own = at_or_below(self.for_user)
        field.queryset = Organisation.objects.filter(own | Q(pk=self.instance.provider_id))
        field.error_messages["invalid_choice"] = _("主办组织只能是您工作的组织，或者它下面的组织。请另选一个。")
        if not self.instance.provider_id and (first := Organisation.objects.filter(own).order_by("path").first()):
            self.initial["provider"] = self.initial.get("provider") or first.pk

    def clean_minimum_hours(self) -> Decimal:
        return self.cleaned_data.get("minimum_hours") or Decimal(0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        asked = cleaned.get("minimum_hours") or 0
        if asked and self.instance.pk and (lessons := list(self.instance.lessons())):
            hours = content_seconds(lessons) / 3600
            if asked > hours:
                said = {"hours": localize(round(hours, 1)), "asked": localize(asked)}
                self.add_error(
                    "minimum_hours",
                    _("这门课现在一共只有 %(hours)s 小时的内容，要求 %(asked)s 小时，就谁也学不完。") % said,
                )
        return cleaned
