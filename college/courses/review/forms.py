from datetime import datetime

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.forms import TaskStateCommentForm


class ApprovalForm(TaskStateCommentForm):
    go_live_at = forms.DateTimeField(
        label=gettext_lazy("什么时候公开"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("不填，就照草稿里定的时间；草稿也没有定，通过以后马上公开。"),
        error_messages={"invalid": gettext_lazy("请写成 2026-01-31 08:30 这样的日期和时间。")},
    )

    field_order = ["go_live_at", "comment"]

    def clean_go_live_at(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["go_live_at"]
        if moment and moment <= timezone.now():
            raise ValidationError(_("这个时间已经过了。要马上公开，就请空着。"))
        return moment

    @classmethod
    def moment(cls, sent: datetime | str) -> datetime:
        """What this form gave; as text, if it has been through a browser meanwhile. PermissionDenied for other text."""
        try:
            found: datetime = cls.base_fields["go_live_at"].clean(sent)
        except ValidationError as error:
            raise PermissionDenied from error
        return found
