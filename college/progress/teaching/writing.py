"""A word to chosen learners, or to all that the filter finds: how many it would reach, then, by POST, sent."""

import re
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.typed import TypedText
from college.progress.models import Note
from college.progress.querysets import EnrolmentQuerySet
from college.progress.teaching import notes
from college.progress.teaching.leaf import PAGE
from college.progress.teaching.views import ClassView

NUMBER = re.compile(r"[0-9]{1,18}")
NAMED = 8
"""Of those it goes to, so many are named."""


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["kind", "text"]
        field_classes = {"text": TypedText}
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5, "maxlength": 300})}
        error_messages = {"text": {"required": gettext_lazy("请写下要对学员说的话。")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Note.Kind.choices  # type: ignore[attr-defined]


class WriteView(ClassView):
    """`to=chosen` with `chosen` enrolments, or `to=all` for the whole of what the filter finds."""

    template_name = "progress/admin/write.html"
    page_title = gettext_lazy("写给学员")
    here = "teaching:course"

    @cached_property
    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.request.GET.getlist("chosen")[:PAGE] if NUMBER.fullmatch(pk)]

    @cached_property
    def recipients(self) -> EnrolmentQuerySet:
        if self.request.GET.get("to") == "all":
            return notes.reachable(self.found())
        return notes.reachable(self.classroom.enrolments().filter(pk__in=self.chosen))

    @property
    def back(self) -> str:
        query = urlencode({**self.form.asked, "sort": self.form.order})
        return f"{reverse('teaching:course', args=[self.course.pk])}?{query}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._answer(NoteForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = NoteForm(request.POST)
        if not form.is_valid() or not self.recipients.exists():
            return self._answer(form)
        sent = notes.write(author=self.user, enrolments=self.recipients, **form.cleaned_data)
        if sent:
            messages.success(request, _said(sent, shown=request.POST.get("shown", "")))
        else:
            messages.warning(request, _("这些学员刚刚收到过同样的话，没有再发。"))
        return redirect(self.back)

    def _answer(self, form: NoteForm) -> HttpResponse:
        count = self.recipients.count()
        if not count:
            messages.warning(self.request, _("请先选好要写给谁。"))
            return redirect(self.back)
        return self.render_to_response(self.get_context_data(note_form=form, count=count))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        named = [str(each.learner) for each in self.recipients.select_related("learner").order_by("-active_at")[:NAMED]]
        return super().get_context_data(**kwargs, named=named, back=self.back)


def _said(sent: int, *, shown: str) -> str:
    """To how many it went, and that these are not as many as the page said, as the class may change meanwhile."""
    said = ngettext("已写给 %(count)s 位学员。", "已写给 %(count)s 位学员。", sent) % {"count": sent}
    if not NUMBER.fullmatch(shown) or int(shown) == sent:
        return said
    return said + _("页面上原来是 %(shown)s 位，发送时学员有了变化，或者有人刚刚收到过同样的话。") % {"shown": shown}
