"""The lists that the public is shown, with their days; whom they name is among the nominations."""

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from college.certificates.desk.scoped import ScopedViewSet
from college.certificates.models import PublicityList


def state(shown: PublicityList) -> str:
    today = localdate()
    if today < shown.starts_on:
        return gettext("还没开始")
    return gettext("公示中") if today <= shown.ends_on else gettext("已结束")


class PublicityIndexView(generic.IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("award", label=_("发证规则"), get_url=names_on),
            Column("starts_on", label=_("从"), accessor=lambda shown: date_format(shown.starts_on)),
            Column("ends_on", label=_("到"), accessor=lambda shown: date_format(shown.ends_on)),
            Column("count", label=_("人数")),
            Column("state", label=_("状态"), accessor=state),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        lists = super().get_base_queryset().select_related("award")
        return lists.annotate(count=Count("nominations")).order_by("-starts_on", "-pk")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = reverse("certificates:publicity")
        return [Button(_("大家看到的公示页"), url=url, icon_name="view", priority=10)]


def names_on(shown: PublicityList) -> str:
    return f"{reverse('nomination:index')}?publicity={shown.pk}"


class PublicityViewSet(ScopedViewSet):
    model = PublicityList
    name = "publicity"
    organisation = "award__issuer__organisation"
    icon = "globe"
    menu_label = _("公示")
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = PublicityIndexView
    search_fields = ["award__title"]
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
