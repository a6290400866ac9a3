from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.admin.viewsets.base import ViewSet

from college.people.forms import OwnNameForm
from college.people.viewsets.organisations import OrganisationViewSet, organisation_chooser
from college.people.viewsets.users import leave_rights_to_administrators, refuse_deletion_of_many

# Wagtail's own form asks for a first and a last name.
NameEmailSettingsPanel.form_class = OwnNameForm

hooks.register("before_bulk_action", refuse_deletion_of_many)
hooks.register("before_bulk_action", leave_rights_to_administrators)


@hooks.register("register_admin_viewset")
def people_viewsets() -> list[ViewSet]:
    return [OrganisationViewSet("organisations"), organisation_chooser]


@hooks.register("register_admin_urls")
def one_place_to_sign_in() -> list[URLPattern]:
    """Wagtail's own sign-in page: whoever is not signed in is sent to ours before this view is reached."""

    def go_on(request: HttpRequest) -> HttpResponse:
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")

    return [path("login/", go_on)]
