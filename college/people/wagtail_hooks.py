from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Collection

from college.people.cards import desk as cards
from college.people.forms import OwnNameForm
from college.people.models import Organisation
from college.people.privacy import desk
from college.people.viewsets.organisations import OrganisationViewSet, organisation_chooser
from college.people.viewsets.users import leave_rights_to_administrators, refuse_deletion_of_many

# Wagtail's own form asks for a first and a last name.
NameEmailSettingsPanel.form_class = OwnNameForm

hooks.register("before_bulk_action", refuse_deletion_of_many)
hooks.register("before_bulk_action", leave_rights_to_administrators)


@hooks.register("register_admin_viewset")
def people_viewsets() -> list[ViewSet]:
    return [OrganisationViewSet("organisations"), organisation_chooser]


@hooks.register("describe_collection_contents")
def describe_owner(collection: Collection) -> dict[str, Any] | None:
    """Stands in the way of deleting an organisation's collection: its people would have none to add to."""
    owner = Organisation.objects.filter(collection=collection).first()
    if owner is None:
        return None
    return {"count": 1, "count_text": owner.name, "url": reverse("organisations:edit", args=[owner.pk])}


@hooks.register("register_admin_urls")
def one_place_to_sign_in() -> list[URLPattern]:
    """Wagtail's own sign-in page: whoever is not signed in is sent to ours before this view is reached."""

    def go_on(request: HttpRequest) -> HttpResponse:
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")

    return [path("login/", go_on)]


@hooks.register("register_admin_urls")
def a_persons_data() -> list[URLPattern]:
    return [*desk.urlpatterns, *cards.urlpatterns]


class CardsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("people.manage_cards")


@hooks.register("register_admin_menu_item")
def cards_menu() -> MenuItem:
    return CardsMenuItem(_("登录卡"), reverse("people_cards"), name="cards", icon_name="key", order=154)


@hooks.register("register_permissions")
def what_may_be_done_with_people() -> QuerySet[Permission]:
    codenames = ["export_person", "erase_person", "manage_cards", "help_sign_in"]
    return Permission.objects.filter(content_type__app_label="people", codename__in=codenames)


@hooks.register("register_log_actions")
def what_was_done_with_a_persons_data(actions: Any) -> None:
    actions.register_action("people.export", _("导出个人资料"), _("导出了个人资料"))
    actions.register_action("people.erase", _("删除个人资料"), _("删除了个人资料"))
