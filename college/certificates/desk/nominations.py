"""What waits for a reviewer or for the public, and what was decided."""

from typing import Any, cast

import django_filters
from django.contrib import messages
from django.db.models import Case, IntegerField, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from college.certificates.actions import completed
from college.certificates.badges.keys import KeyUnavailable
from college.certificates.content import Details
from college.certificates.desk.certificates import awards, moment
from college.certificates.desk.scope import nominations_seen_by, publicity_seen_by
from college.certificates.desk.scoped import ScopedViewSet
from college.certificates.desk.signing import no_key
from college.certificates.forms import DecisionForm
from college.certificates.models import Nomination, PublicityList
from college.certificates.nominating import DecisionRefused, approve, refuse
from college.certificates.querysets import NominationQuerySet
from college.certificates.wording import words
from college.people.models import User

FIRST = [When(state=state, then=place) for place, state in enumerate(Nomination.OPEN)]
VERBS = {"approve": approve, "refuse": refuse}


def nominations_for(user: User) -> NominationQuerySet:
    """What they review; and, for who gives certificates, all that they see."""
    seen = nominations_seen_by(user)
    return seen if user.has_perm("certificates.issue_certificate") else seen.reviewed_by(user)


def publicity_lists(request: HttpRequest) -> QuerySet[PublicityList]:
    return publicity_seen_by(cast(User, request.user)).select_related("award")


class NominationFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("状态"), choices=Nomination.State.choices, empty_label=_("全部"))
    award = django_filters.ModelChoiceFilter(label=_("发证规则"), queryset=awards, empty_label=_("全部"))
    publicity = django_filters.ModelChoiceFilter(label=_("公示"), queryset=publicity_lists, empty_label=_("全部"))

    class Meta:
        model = Nomination
        fields = ["state", "award", "publicity"]


class ChoiceColumn(Column):
    """A box to tick, of the form below the list, for what may be decided on."""

    cell_template_name = "certificates/admin/_choice_cell.html"


class NominationIndexView(generic.IndexView):
    template_name = "certificates/admin/nominations.html"
    filterset_class = NominationFilterSet
    page_title = _("待审核")
    paginate_by = 50

    @cached_property
    def columns(self) -> list[Column]:
        return [
            ChoiceColumn("choice", label="", accessor=lambda nomination: nomination.pk in self.decidable),
            self._get_title_column("person"),
            Column("places", label=_("组织"), accessor=places),
            Column("award", label=_("发证规则")),
            Column("occasion", label=_("事由")),
            Column("state", label=_("状态"), accessor=lambda nomination: nomination.get_state_display()),
            Column("made_at", label=_("提名时间"), accessor=lambda found: moment(found.made_at), sort_key="made_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        seen = nominations_for(cast(User, self.request.user)).select_related("award", "person")
        seen = seen.prefetch_related("person__memberships__organisation")
        first = Case(*FIRST, default=len(FIRST), output_field=IntegerField())
        return seen.annotate(first=first).order_by("first", "-made_at", "-pk")

    @cached_property
    def decidable(self) -> set[int]:
        """Of the page that is shown, what this person may decide on."""
        shown = [nomination.pk for nomination in self.object_list]
        theirs = Nomination.objects.that_wait_for(cast(User, self.request.user)).filter(pk__in=shown)
        return set(theirs.values_list("pk", flat=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        self.object_list = list(context["object_list"])
        return context | {"decision": DecisionForm(), "may_decide": bool(self.decidable)}


class NominationInspectView(
    generic.permissions.PermissionCheckedMixin, generic.base.WagtailAdminTemplateMixin, TemplateView
):
    """One nomination: what it rests on, and what may be decided."""

    model = Nomination
    any_permission_required = ["view"]
    template_name = "certificates/admin/nomination.html"
    page_title = _("拟发证书")
    header_icon = "user"

    @cached_property
    def object(self) -> Nomination:
        related = ("award__issuer__organisation", "person", "made_by", "decided_by", "publicity", "certificate")
        seen = nominations_for(cast(User, self.request.user)).select_related(*related)
        return cast(Nomination, get_object_or_404(seen, pk=self.kwargs["pk"]))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("nomination:index"), "label": _("待审核")},
            {"url": "", "label": self.page_title, "sublabel": str(self.object.person)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        nomination, user = self.object, cast(User, self.request.user)
        return super().get_context_data(
            nomination=nomination,
            places=places(nomination),
            words=words(nomination.award),
            completed=completed(nomination.award, nomination.person),
            details=Details.from_json(nomination.details),
            decision=DecisionForm(),
            may_decide=Nomination.objects.that_wait_for(user).filter(pk=nomination.pk).exists(),
            **kwargs,
        )


class DecideView(generic.permissions.PermissionCheckedMixin, View):
    """Approves or refuses one or many; what somebody else was faster at is said, and does no harm."""

    model = Nomination
    any_permission_required = ["view"]
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        keys = [key for key in request.POST.getlist("nomination") if key.isdecimal()]
        form = DecisionForm(request.POST)
        verb = request.POST.get("verb", "")
        if not form.is_valid():
            sentence = " ".join(map(str, form.errors["remark"]))
            messages.error(request, gettext("没有处理：%(sentence)s") % {"sentence": sentence})
        elif verb not in VERBS:
            messages.error(request, gettext("没有处理：请点“通过”或“不通过”。"))
        elif not keys:
            messages.warning(request, gettext("还没有勾选。请先勾选要处理的人。"))
        else:
            self.decide(keys, verb, form.cleaned_data["remark"])
        if len(keys) == 1 and "single" in request.POST:
            return redirect("nomination:inspect", keys[0])
        return redirect("nomination:index")

    def decide(self, keys: list[str], verb: str, remark: str) -> None:
        user = cast(User, self.request.user)
        done, refusals = 0, []
        for nomination in nominations_for(user).filter(pk__in=keys).select_related("award", "person"):
            try:
                VERBS[verb](nomination=nomination, by=user, remark=remark)
            except DecisionRefused as refusal:
                refusals.append(
                    gettext("%(name)s：%(sentence)s") % {"name": nomination.person, "sentence": refusal.message}
                )
            except KeyUnavailable as error:
                refusals.append(no_key(error))
                break
            else:
                done += 1
        if done:
            words = ngettext("已处理 %(count)s 人。", "已处理 %(count)s 人。", done)
            messages.success(self.request, words % {"count": done})
        for sentence in refusals:
            messages.error(self.request, sentence)


def places(nomination: Nomination) -> str:
    memberships = nomination.person.memberships.all()
    return gettext("、").join(dict.fromkeys(str(membership.organisation) for membership in memberships))


class NominationViewSet(ScopedViewSet):
    model = Nomination
    organisation = "award__issuer__organisation"
    icon = "user"
    menu_label = _("待审核")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = NominationIndexView
    search_fields = ["person__display_name", "person__username", "award__title", "occasion"]
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.construct_view(NominationInspectView), name="inspect"),
            path("decide/", self.construct_view(DecideView), name="decide"),
        ]
