import logging
import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from college.people import names, phones, sms
from college.people.models import User

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Signing in by phone, in the words of `User`, and errors that say what to do next.

    Nothing is sent to a number that belongs to nobody: the page reads the same, and strangers are not
    charged with our messages.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("登录名或密码不对，请检查后再试一次。忘记了密码，请点下面的“忘记密码”。"),
        "phone_password_mismatch": _("手机号或密码不对，请检查后再试一次。忘记了密码，请点下面的“忘记密码”。"),
        "too_many_login_attempts": _("试的次数太多了，请过五分钟再试。着急的话，请老师或工作人员帮忙。"),
        "rate_limited": _("点得太快了，请过一分钟再试。"),
        "incorrect_code": _("验证码不对，请看清短信里的 6 位数字，再输一次。"),
        "incorrect_password": _("密码不对，请再输一次。"),
        "enter_current_password": _("现在的密码不对，请再输一次。"),
        "phone_taken": _("这个手机号已经绑定了另一个账户。请用手机号登录那个账户，或请老师帮忙。"),
        "same_as_current": _("这就是您现在的手机号，不用更换。"),
        "username_taken": User._meta.get_field("username").error_messages["unique"],
        "invalid_password_reset": _("这个链接已经失效，请重新申请。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return super().clean_username(unicodedata.normalize("NFKC", username).strip(), shallow)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.display_name = names.visible(form.cleaned_data["display_name"])
        return super().save_user(request, user, form, commit)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:profile")

    def phone_form_field(self, **kwargs: Any) -> phones.MobileNumberField:
        kwargs.pop("label", None)
        return phones.MobileNumberField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        try:
            return User.objects.filter(phone=phones.normalised(phone)).first()
        except ValidationError:
            return None

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        try:
            sms.send_code(phone, code)
        except sms.SmsError as error:
            logger.error("A code could not be sent: %s", error)
            messages.error(self.request, _("短信没有发出去。请过一会儿再试，或者用密码登录。"))
            back = "people:profile" if self.request.user.is_authenticated else "account_login"
            raise ImmediateHttpResponse(redirect(back)) from error
