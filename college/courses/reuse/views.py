"""Where a thing is used; and, once another is chosen, what putting it there would change, shown before it is done."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from college.courses.models import CoursePage, LessonPage, VideoQuestion
from college.courses.reuse.actions import replace_everywhere
from college.courses.reuse.asking import asking
from college.courses.reuse.finding import Use, uses_of
from college.courses.reuse.kinds import CHOOSE, KINDS, Kind
from college.people.models import User
from college.quizzes.clips import has_clip_of_others
from college.quizzes.models import Question
from media.models import Glossary, Video

FIELDS: dict[str, Callable[[], Any]] = {
    "video": lambda: formfield_for_dbfield(LessonPage._meta.get_field("video")),
    "picture": lambda: formfield_for_dbfield(CoursePage._meta.get_field("cover")),
    "question": lambda: formfield_for_dbfield(VideoQuestion._meta.get_field("question")),
    "glossary": lambda: forms.ModelChoiceField(Glossary.objects.filter(is_everywhere=False)),
}
"""The choosers of the forms that use such a thing."""


class ReuseView(WagtailAdminTemplateMixin, TemplateView):
    """404 for whoever may neither put the thing on a page nor change it."""

    template_name = "courses/reuse/reuse.html"
    page_title = gettext_lazy("用在哪里")
    header_icon = "link"

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    @cached_property
    def kind(self) -> Kind:
        if self.kwargs["kind"] not in KINDS:
            raise Http404
        return KINDS[self.kwargs["kind"]]

    @cached_property
    def thing(self) -> Model:
        found: Model = get_object_or_404(self.kind.findable_by(self.user), pk=self.kwargs["pk"])
        return found

    def new(self, sent: str | None) -> Model | None:
        if not sent or not (sent.isascii() and sent.isdigit() and len(sent) < 19):
            return None
        found: Model | None = self.kind.choosable_by(self.user).exclude(pk=self.thing.pk).filter(pk=sent).first()
        return found

    def refusal(self, sent: str | None, new: Model | None) -> str:
        """Why the one that was chosen cannot be put anywhere."""
        if sent and new is None:
            return _("请选另一个。现在选的就是它自己，或者您不能用。")
        if isinstance(new, Video) and not new.is_playable:
            return _("这个视频还没有做好，做好以后再换。")
        if isinstance(new, Question) and has_clip_of_others([new.pk], self.user):
            return _("这道题里的声音或视频您不能用，请换一道题。")
        return ""

    def get_page_subtitle(self) -> str:
        return str(self.thing)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        label = f"{self.kind.name} · {self.thing}"
        return [*super().get_breadcrumbs_items(), {"url": "", "label": label, "sublabel": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uses: list[Any] = [*uses_of(self.thing, self.user), *asking(self.thing, self.user)]
        sent = self.request.GET.get("new")
        chosen = self.new(sent)
        refusal = self.refusal(sent, chosen)
        new = None if refusal else chosen
        own = [use for use in uses if use.may_edit]
        blocked = [(use, why) for use in own if (why := use.obstacle(new))]
        kept = {use.key for use, _why in blocked}
        form = self.form(chosen)
        return super().get_context_data(
            **kwargs,
            thing=self.thing,
            new=new,
            refusal=refusal,
            changing=[use for use in own if use.key not in kept],
            blocked=blocked,
            others=len(uses) - len(own),
            notices=self.notices(own) if new else [],
            form=form,
            media=form.media,
        )

    def notices(self, uses: list[Any]) -> list[str]:
        pages = [use.page for use in uses if isinstance(use, Use)]
        return [said for tell in hooks.get_hooks("reuse_notices") for said in tell(self.kind.key, pages)]

    def form(self, chosen: Model | None) -> forms.Form:
        field = FIELDS[self.kind.key]()
        field.label, field.required, field.help_text = CHOOSE[self.kind.key], True, ""
        made = type("ChoiceForm", (forms.Form,), {"new": field})
        return cast(forms.Form, made(initial={"new": chosen.pk if chosen else None}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = request.POST.get("new")
        new = self.new(sent)
        if new is None or self.refusal(sent, new):
            messages.error(request, _("没有换：请先选好新的，再看一遍要换的地方。"))
            return redirect(request.path)
        keys = set(request.POST.getlist("use"))
        count = replace_everywhere(old=self.thing, new=new, keys=keys, user=self.user)
        messages.success(request, ngettext("换好了 %(count)s 处。", "换好了 %(count)s 处。", count) % {"count": count})
        return redirect(request.path)
