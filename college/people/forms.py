"""The library's forms in plain words: labels that name what to type, help where it is needed, no placeholders."""

import time
from typing import Any

from allauth.account import forms as account
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from college.people import names, phones
from college.people.models import TextSize, User

PASSWORD_HELP = _("至少 8 位，不能全是数字。请记在本子上。")
AGAIN = {"password2": _("再输入一次新密码")}


class PlainWords:
    """Mixed into a form of the library: our labels and help texts, and no placeholder that vanishes while typing."""

    labels: dict[str, Any] = {}
    help_texts: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, "")
            field.error_messages["required"] = _("这一项还没有填。")
            field.widget.attrs.pop("placeholder", None)


class CodeWords(PlainWords):
    labels = {"code": _("短信里的 6 位数字")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": "12"}  # type: ignore[attr-defined]


class LoginForm(PlainWords, account.LoginForm):
    labels = {"login": _("登录名或手机号"), "password": _("密码")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}

    def clean_login(self) -> str:
        """A number in one spelling, so that attempts on it are counted together however it is typed."""
        login = super().clean_login()
        try:
            return phones.normalised(login)
        except ValidationError:
            return login


class SignupForm(PlainWords, account.SignupForm):
    labels = {"display_name": _("姓名"), "username": _("登录名"), "password1": _("密码")}
    help_texts = {
        "display_name": _("证书上写的就是这个名字，请填真实姓名。"),
        "username": _("登录时用的名字，可以就用您的姓名。"),
        "password1": PASSWORD_HELP,
    }
    field_order = ["display_name", "username", "password1"]

    display_name = forms.CharField(
        max_length=User._meta.get_field("display_name").max_length,
        widget=forms.TextInput({"autocomplete": "name"}),
        validators=[names.has_something_to_read],
    )


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    labels = {"oldpassword": _("现在的密码"), "password1": _("新密码"), **AGAIN}
    help_texts = {"password1": PASSWORD_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if just_signed_in_by_code(self.user):
            del self.fields["oldpassword"]


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    labels = {"password1": _("新密码"), **AGAIN}
    help_texts = {"password1": PASSWORD_HELP}


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    labels = {"email": _("您的邮箱")}


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    labels = {"password1": _("新密码"), **AGAIN}
    help_texts = {"password1": PASSWORD_HELP}


class RequestLoginCodeForm(PlainWords, account.RequestLoginCodeForm):
    pass


class ConfirmLoginCodeForm(CodeWords, account.ConfirmLoginCodeForm):
    pass


class ChangePhoneForm(PlainWords, account.ChangePhoneForm):
    labels = {"phone": _("新手机号")}


class VerifyPhoneForm(CodeWords, account.VerifyPhoneForm):
    pass


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    labels = {"password": _("密码")}


class OwnNameForm(forms.ModelForm):
    """Whoever an organisation knows by a name has it on certificates: it is no longer theirs alone to change."""

    class Meta:
        model = User
        fields = ["display_name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.memberships.exists():
            self.fields["display_name"].disabled = True
            self.fields["display_name"].help_text = _("要改名请找所在组织。")


class ProfileForm(OwnNameForm):
    text_size = forms.ChoiceField(label=_("文字大小"), choices=TextSize.choices, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ["display_name", "email", "text_size"]
        labels = {"email": _("邮箱（可不填）")}
        help_texts = {"email": _("忘记密码时，可以用邮箱找回。")}


def just_signed_in_by_code(user: User) -> bool:
    """Whoever has forgotten the password and came in by a code a moment ago may set a new one without the old."""
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(context.request, user)
    return any(record["method"] == "code" and record["at"] > since for record in records)
