from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BaseColumn, Column, Table
from wagtail.admin.views import generic
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from college.people import deleting
from college.people.models import Organisation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def level_column() -> Column:
    return Column("level", label=_("级别"), accessor=lambda organisation: organisation.level.label)


def trail_column(organisations: Iterable[Organisation]) -> Column:
    trails = Organisation.trails(organisations)
    return Column("trail", label=_("所在位置"), accessor=lambda organisation: trails[organisation.path])


class WithPlaces:
    """Columns that tell communities of one name apart."""

    @property
    def columns(self) -> list[BaseColumn]:
        return [*super().columns, level_column(), trail_column(self.results)]  # type: ignore[misc, attr-defined]


class OrganisationChooseView(WithPlaces, ChooseView):
    pass


class OrganisationChooseResultsView(WithPlaces, ChooseResultsView):
    pass


class OrganisationChooser(ChooserViewSet):
    model = Organisation
    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationChooseResultsView
    icon = "site"
    choose_one_text = _("选择组织")
    choose_another_text = _("换一个组织")
    edit_item_text = _("编辑这个组织")
    per_page = 20


organisation_chooser = OrganisationChooser("organisation_chooser", url_prefix="organisation-chooser")


class OrganisationForm(WagtailAdminModelForm):
    parent = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("上级组织"),
        help_text=_("区没有上级；街镇属于区，社区（村）属于街镇，楼宇（单位）属于社区（村）。"),
        required=False,
        widget=organisation_chooser.widget_class,
    )

    class Meta:
        model = Organisation
        fields = ["name", "centre_number", "asks_pictures"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former_parent = self.instance.get_parent() if self.instance.pk else None
        self.initial["parent"] = self.former_parent
        self.order_fields(["name", "parent", "centre_number", "asks_pictures"])

    def clean_parent(self) -> Organisation | None:
        parent = self.cleaned_data["parent"]
        if not parent:
            return None
        if self.instance.pk and parent.path.startswith(self.instance.path):
            raise ValidationError(_("不能放到自己或自己的下级里面。"))
        if parent.depth + (self.instance.height if self.instance.pk else 1) > len(Organisation.Level):
            raise ValidationError(_("组织只有四级：区、街镇、社区（村）、楼宇（单位）。请选择更高一级的上级组织。"))
        return parent

    def save(self, commit: bool = True) -> Organisation:
        parent = self.cleaned_data["parent"]
        if not self.instance.pk:
            return parent.add_child(instance=self.instance) if parent else Organisation.add_root(instance=self.instance)
        organisation = super().save()
        if parent != self.former_parent:
            _move(organisation, below=parent)
        return organisation


def _move(organisation: Organisation, *, below: Organisation | None) -> None:
    if below:
        organisation.move(below, "last-child")
    else:
        organisation.move(Organisation.get_last_root_node(), "last-sibling")
    organisation.refresh_from_db()


class IndexView(generic.IndexView):
    list_display = ["name", level_column(), Column("centre_number", label=_("中心编号"))]

    def get_table(self, object_list: Sequence[Organisation]) -> Table:
        return self.table_class([*self.columns, trail_column(object_list)], object_list, **self.get_table_kwargs())

    def order_queryset(self, queryset: models.QuerySet[Organisation]) -> models.QuerySet[Organisation]:
        return queryset.order_by("path")


class DeleteView(deleting.DeleteView):
    def why_kept(self) -> "str | StrPromise | None":
        if self.object.get_children_count():
            return _("这个组织还有下级，不能删除。请先把下级移走或删除。")
        if self.object.memberships.exists():
            return _("还有人属于这个组织，不能删除。请先给他们换一个组织。")
        return super().why_kept()


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "site"
    menu_label = pgettext_lazy("plural", "组织")
    menu_order = 610
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = IndexView
    delete_view_class = DeleteView
    search_backend_name = None
    search_fields = ["name", "centre_number", "asks_pictures"]

    def get_form_class(self, for_update: bool = False) -> type[OrganisationForm]:
        return OrganisationForm
