"""Lists at the desk: an award is chosen, a list sent and shown, agreed to, and followed to its end."""

from secrets import token_urlsafe
from typing import Any, cast

from django.contrib import messages
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from college.certificates.desk.scope import awards_seen_by, lists_seen_by
from college.certificates.lists import actions, downloads, writing
from college.certificates.lists.forms import ListForm
from college.certificates.lists.outcomes import outcomes_of
from college.certificates.lists.papers import names_a_citizen
from college.certificates.lists.plans import Plan, plan_for
from college.certificates.lists.reading import MOST_ROWS, read_list
from college.certificates.models import Award, IssueList
from college.people.models import User
from college.spreadsheets import XLSX, Unreadable

KEPT_SECONDS = 60 * 60
SHOWN = 200
LONGEST_NAME = IssueList._meta.get_field("file_name").max_length


class IssuingPolicy(ModelPermissionPolicy):
    """Who may issue certificates may do so by a list, and follow those of their colleagues."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "issue"} and user.has_perm("certificates.issue_certificate")


class ListsView(PermissionCheckedMixin):
    permission_policy = IssuingPolicy(IssueList)
    permission_required = "issue"
    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    @cached_property
    def award(self) -> Award:
        """One that is given by hand; whoever sees it is given its lists."""
        return get_object_or_404(awards_of(self.user), pk=self.kwargs["award"])

    @cached_property
    def issue_list(self) -> IssueList:
        return get_object_or_404(lists_seen_by(self.user).select_related("award", "made_by"), pk=self.kwargs["pk"])


def awards_of(user: User) -> QuerySet[Award]:
    """Those that are given by a list: active, and not earned by completing courses."""
    given = awards_seen_by(user).active().filter(required=None)
    return given.select_related("issuer__organisation", "template").order_by("title", "pk")


class DeskPage(ListsView, WagtailAdminTemplateMixin):
    header_icon = "list-ul"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("issue_list:index"), "label": IssueList._meta.verbose_name_plural}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]


class ChooseView(DeskPage, TemplateView):
    template_name = "certificates/admin/lists/choose.html"
    page_title = _("按名单发哪一种证书")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(awards=awards_of(self.user), **context)


class TemplateFileView(ListsView, View):
    def get(self, request: HttpRequest, award: int) -> HttpResponse:
        name = gettext("%(award)s名单模板") % {"award": self.award.title}
        return excel(writing.template(self.award, self.user), name)


class SendView(DeskPage, FormView):
    """Takes a list, shows what would come of it, and begins when the person says so. A kept draft is one person's."""

    form_class = ListForm
    template_name = "certificates/admin/lists/send.html"

    def get_page_title(self) -> str:
        return gettext("按名单发“%(award)s”") % {"award": self.award.title}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        occasions = self.award.lists.exclude(occasion="").order_by("occasion").values_list("occasion", flat=True)
        return super().get_context_data(
            award=self.award, most=MOST_ROWS, occasions=occasions.distinct()[:50], **context
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.confirmed() if "key" in request.POST else super().post(request, *args, **kwargs)

    def form_valid(self, form: ListForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            entries, misfits = read_list(file, self.award)
        except Unreadable as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        name = gettext("名单.xlsx") if names_a_citizen(file.name) else file.name[:LONGEST_NAME]
        draft = actions.Draft(entries, form.cleaned_data["occasion"], name)
        plan = self.plan_of(draft)
        plan.misfits = sorted([*misfits, *plan.misfits], key=lambda misfit: misfit.row)
        return self.shown(draft, plan)

    def plan_of(self, draft: actions.Draft) -> Plan:
        return plan_for(entries=draft.entries, award=self.award, occasion=draft.occasion, editor=self.user)

    def shown(self, draft: actions.Draft, plan: Plan, *, key: str = "") -> HttpResponse:
        key = key or token_urlsafe()
        if not plan.misfits:
            cache.set(self.kept_as(key), draft.as_json(), KEPT_SECONDS)
        left = max(0, len(plan.misfits) - SHOWN)
        shown = {"misfits": plan.misfits[:SHOWN], "misfits_left": left}
        return self.render_to_response(self.get_context_data(plan=plan, draft=draft, key=key, **shown))

    def confirmed(self) -> HttpResponse:
        key = self.request.POST["key"][:64]
        if begun := IssueList.objects.filter(key=key, made_by=self.user).first():
            return redirect("issue_list:follow", begun.pk)
        kept = cache.get(self.kept_as(key))
        if kept is None:
            messages.error(self.request, gettext("等得太久，名单已经不在了。请再选一次文件。"))
            return redirect("issue_list:send", self.award.pk)
        draft = actions.Draft.from_json(kept)
        seen = self.request.POST.get("seen", "")
        try:
            begun = actions.begin(draft=draft, award=self.award, by=self.user, key=key, seen=seen)
        except actions.ChangedMeanwhile:
            messages.warning(self.request, gettext("刚才有别的改动，一张也没有发。请再看一遍。"))
            return self.shown(draft, self.plan_of(draft), key=key)
        cache.delete(self.kept_as(key))
        return redirect("issue_list:follow", begun.pk)

    def kept_as(self, key: str) -> str:
        return f"issue-list:{self.user.pk}:{self.award.pk}:{key}"


class FollowView(DeskPage, TemplateView):
    """How far a list is: the whole page, or the part that asks again while it goes on."""

    def get_page_title(self) -> str:
        return str(self.issue_list)

    def get_template_names(self) -> list[str]:
        return [f"certificates/admin/lists/{'_progress' if self.request.htmx else 'follow'}.html"]  # type: ignore[attr-defined]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        failures = [(failure["row"], failure["sentence"]) for failure in self.issue_list.failures]
        failures = [(row, gettext(sentence)) for row, sentence in failures]
        reason = gettext(self.issue_list.error) if self.issue_list.error else ""
        return super().get_context_data(issue_list=self.issue_list, failures=failures, reason=reason, **context)


class GoOnView(ListsView, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        actions.go_on(issue_list=self.issue_list)
        return redirect("issue_list:follow", self.issue_list.pk)


class ResultView(ListsView, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return excel(writing.results(outcomes_of(self.issue_list)), gettext("发证结果"))


class PdfsView(ListsView, View):
    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        now = timezone.now()
        return StreamingHttpResponse(
            downloads.zipped(self.issue_list, at=now),
            content_type="application/zip",
            headers=attachment(f"{gettext('证书')}-{timezone.localdate(now):%Y%m%d}.zip"),
        )


def excel(content: bytes, name: str) -> HttpResponse:
    file_name = f"{name}-{timezone.localdate():%Y%m%d}.xlsx"
    return HttpResponse(content, content_type=XLSX, headers=attachment(file_name))


def attachment(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
