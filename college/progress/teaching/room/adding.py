"""Who is in the room and not on the roll: a learner of the teacher's organisations, found by name, or a visitor.

A visitor belongs elsewhere, and is of no list that the teacher may search: they say their name and what they sign in
with, and both must be right.
"""

from contextlib import suppress
from functools import cached_property
from typing import Any

from allauth.core.internal import ratelimit
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.people.models import Membership, User
from college.people.names import visible
from college.people.phones import normalised
from college.people.querysets import UserQuerySet
from college.people.working import at_or_below
from college.progress.actions import enrol
from college.progress.attendance import keep_roll
from college.progress.errors import EnrolmentRefused
from college.progress.teaching.room.views import NUMBER, LessonView
from college.progress.teaching.rows import memberships_in

SHOWN = 20
TYPED = 60
LIMITS = {"visitor": "30/h/user"}


def learners_of(user: User) -> UserQuerySet:
    """Whom a teacher may put on a roll: active people who belong where the teacher works, or below."""
    people = User.objects.filter(is_active=True, erased_at=None).exclude(pk=user.pk)
    if user.is_superuser:
        return people
    return people.filter(Exists(Membership.objects.filter(at_or_below(user, "organisation"), user=OuterRef("pk"))))


def visitor(*, name: str, sign_in: str) -> User | None:
    """Who has this name, and this login name or number."""
    known = Q(username=sign_in)
    with suppress(ValidationError):
        known |= Q(phone=normalised(sign_in), phone_verified=True)
    return User.objects.filter(known, is_active=True, erased_at=None, display_name=visible(name)).first()


class VisitorForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("姓名"), max_length=60, error_messages={"required": gettext_lazy("请写上来旁听的人的姓名。")}
    )
    sign_in = forms.CharField(
        label=gettext_lazy("登录名或手机号"),
        max_length=60,
        error_messages={"required": gettext_lazy("请写上他的登录名或手机号。")},
    )

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data, label_suffix="")
        self.request = request
        self.found: User | None = None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        if not ratelimit.consume(self.request, app="progress", action="visitor", config=LIMITS):
            raise ValidationError(_("找得太多了，请过一小时再找。"))
        self.found = visitor(**said)
        if self.found is None or self.found == self.request.user:
            raise ValidationError(_("没有找到这个人：请和他对一对姓名、登录名或手机号。还没有账户的，请先帮他注册。"))
        return said


class AddView(LessonView):
    """GET looks for a name; POST puts `person`, or the visitor, on the roll as present."""

    template_name = "progress/room/add.html"

    @cached_property
    def query(self) -> str:
        return self.request.GET.get("q", "").replace("\0", "").strip()[:TYPED]

    @cached_property
    def people(self) -> list[User]:
        if not self.query:
            return []
        found = learners_of(self.user).filter(display_name__icontains=self.query)
        found = found.prefetch_related(memberships_in(self.classroom))
        return list(found.order_by("display_name", "pk")[: SHOWN + 1])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", VisitorForm(request=self.request))
        found = {"people": self.people[:SHOWN], "has_more": len(self.people) > SHOWN, "query": self.query}
        return super().get_context_data(**kwargs, **found, text_size="large")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "person" in request.POST:
            return self._add(self._person(request.POST["person"]), is_visiting=False)
        form = VisitorForm(request.POST, request=request)
        if not form.is_valid() or form.found is None:
            return self.render_to_response(self.get_context_data(form=form))
        return self._add(form.found, is_visiting=not learners_of(self.user).filter(pk=form.found.pk).exists())

    def _person(self, pk: str) -> User:
        found = learners_of(self.user).filter(pk=pk).first() if NUMBER.fullmatch(pk) else None
        if found is None:
            raise Http404
        return found

    def _add(self, person: User, *, is_visiting: bool) -> HttpResponse:
        try:
            enrolment = enrol(learner=person, course=self.course)
        except EnrolmentRefused:
            messages.error(self.request, _("这门课还没有发布，不能加人。请先发布课程。"))
            return redirect(f"{self.address}#roll")
        keep_roll(
            lesson=self.lesson,
            enrolments=[enrolment],
            present={enrolment.pk},
            shown=(),
            visiting={enrolment.pk} if is_visiting else (),
            by=self.user,
            now=self.now,
        )
        messages.success(self.request, _("%(name)s加进来了，今天记为到课。") % {"name": person})
        return redirect(f"{self.address}#roll")
