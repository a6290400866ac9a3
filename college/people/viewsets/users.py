from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import inlineformset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.widgets.button import Button
from wagtail.users.forms import UserCreationForm as WagtailCreationForm
from wagtail.users.forms import UserEditForm as WagtailEditForm
from wagtail.users.views import users as wagtail_users

from college.people import phones
from college.people.models import Membership, User
from college.people.privacy import desk
from college.people.viewsets.organisations import organisation_chooser

FIELDS = ["username", "display_name", "phone", "email", "is_superuser", "groups"]
KEPT = _("学习记录和证书要留存，所以账户不能删除。请改为停用：取消勾选“启用”，这个人就不能再登录。")

MembershipFormSet = inlineformset_factory(
    User,
    Membership,
    fields=["organisation", "kind"],
    widgets={"organisation": organisation_chooser.widget_class},
    extra=2,
)


class OurFields(forms.ModelForm):
    """One name, a phone, and the organisations a person belongs to, saved with the person."""

    first_name = last_name = None
    phone = phones.MobileNumberField(required=False)
    email = forms.EmailField(label=_("邮箱"), required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = User._meta.get_field("username").help_text
        if "is_active" in self.fields:
            self.fields["is_active"].label = _("启用")
            self.fields["is_active"].help_text = _("取消勾选，这个人就不能再登录；学习记录和证书都保留。")
        if not by.is_superuser:
            self.fields.pop("is_superuser", None)
            self.fields.pop("groups")
        self.memberships = MembershipFormSet(self.data if self.is_bound else None, instance=self.instance)

    @property
    def media(self) -> forms.Media:
        return super().media + self.memberships.media

    def is_valid(self) -> bool:
        return super().is_valid() and self.memberships.is_valid()

    def save(self, commit: bool = True) -> User:
        if self.cleaned_data["phone"] != self.initial.get("phone"):
            self.instance.phone_verified = False
        user = super().save(commit)
        if commit:
            self.memberships.instance = user
            self.memberships.save()
        return user


class UserCreationForm(OurFields, WagtailCreationForm):
    class Meta(WagtailCreationForm.Meta):
        fields = FIELDS


class UserEditForm(OurFields, WagtailEditForm):
    class Meta(WagtailEditForm.Meta):
        fields = [*FIELDS, "is_active"]


class IndexView(wagtail_users.IndexView):
    search_fields = ["username", "display_name", "phone", "email"]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        *before, last_login = super().columns
        phone = Column("phone", label=_("手机号"), accessor=lambda user: phones.readable(user.phone))
        return [*before, phone, last_login]

    def get_base_queryset(self) -> models.QuerySet[User]:
        return super().get_base_queryset().filter(erased_at=None)

    def get_delete_url(self, instance: User) -> None:
        return None


class CreateView(wagtail_users.CreateView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}


class EditView(wagtail_users.EditView):
    """Administrators' accounts are for administrators: whoever sets one's password could sign in as them."""

    def get_queryset(self) -> models.QuerySet[User]:
        everybody = super().get_queryset().filter(erased_at=None)
        return everybody if self.request.user.is_superuser else everybody.filter(is_superuser=False)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *desk.buttons(self.object, self.request.user)]

    def get_delete_url(self) -> None:
        return None


class DeleteView(wagtail_users.DeleteView):
    def run_before_hook(self) -> HttpResponse:
        messages.error(self.request, KEPT)
        return redirect("wagtailusers_users:edit", self.object.pk)


class UserViewSet(wagtail_users.UserViewSet):
    index_view_class = IndexView
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView
    create_template_name = "people/admin/user_create.html"
    edit_template_name = "people/admin/user_edit.html"
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return UserEditForm if for_update else UserCreationForm


def refuse_deletion_of_many(request: HttpRequest, action: str, objects: list[Any], view: Any) -> HttpResponse | None:
    if view.model is not User or action != "delete":
        return None
    messages.error(request, KEPT)
    return redirect("wagtailusers_users:index")


def leave_rights_to_administrators(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    if view.model is not User or request.user.is_superuser:
        return None
    if action == "assign_role" or any(person.is_superuser for person in objects):
        raise PermissionDenied
    return None
