"""Every page that a learner, a helper or a stranger may meet, and who looks at it.

`tests/test_learner_pages.py` holds this list against the addresses and page types there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import get_page_models

SERVED_BY_TYPE = "wagtail_serve"
NOBODY, LEARNER, WITHOUT_PASSWORD, HELPER = "", "guihua", "shuzhen", "chenxiao"


@dataclass(frozen=True)
class LearnerPage:
    """`name` is that of the address, or the type of the page; in `path`, {places} are what `cast.fill` made."""

    name: str
    path: str
    who: str = LEARNER
    typed: str = ""
    """What is typed into the form's first field,"""
    taps: str = ""
    """and the button that leads on from there to the page."""
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path} {self.taps}".strip()


PAGES = [
    LearnerPage("HomePage", "/", NOBODY),
    LearnerPage("HomePage", "/"),
    LearnerPage("ProgrammeIndexPage", "/courses/", NOBODY),
    LearnerPage("ProgrammeIndexPage", "/courses/?programme=literacy"),
    LearnerPage("CoursePage", "/courses/write-my-name/", NOBODY),
    LearnerPage("CoursePage", "/courses/fire-safety/"),
    LearnerPage("LessonPage", "/courses/write-my-name/body-words/", NOBODY),
    LearnerPage("LessonPage", "/courses/fire-safety/everything/"),
    LearnerPage("StandardPage", "/help/", NOBODY),
    LearnerPage("cms:search", "/search/?q=负责人", NOBODY),
    LearnerPage("cms:search", "/search/?q=没有这样的词", NOBODY),
    LearnerPage("404", "/nowhere/", NOBODY, status=404),
    LearnerPage("media:transcript", "/videos/{video}/transcript", NOBODY),
    LearnerPage("lessons:question", "/lessons/{lesson}/questions/{question}/"),
    LearnerPage("quizzes:quiz", "/quizzes/{quiz}/"),
    *[LearnerPage("quizzes:attempt", f"/quizzes/attempts/{{attempt}}/?number={number}") for number in range(1, 7)],
    LearnerPage("quizzes:attempt", "/quizzes/attempts/{attempt}/?overview"),
    LearnerPage("quizzes:attempt", "/quizzes/attempts/{passed}/"),
    LearnerPage("quizzes:attempt", "/quizzes/attempts/{failed}/"),
    LearnerPage("progress:today", "/my/"),
    LearnerPage("progress:notes", "/my/notes/"),
    LearnerPage("dialogue:kept", "/my/questions/"),
    LearnerPage("dialogue:question", "/my/questions/{asked}/"),
    LearnerPage("dialogue:ask", "/my/questions/ask/{lesson}/"),
    LearnerPage("progress:record", "/my/record/"),
    LearnerPage("progress:hours", "/my/hours/"),
    LearnerPage("progress:check_records", "/record/", NOBODY),
    LearnerPage("progress:check_record", "/record/{record}/", NOBODY),
    LearnerPage("certificates:mine", "/my/certificates/"),
    LearnerPage("certificates:shared", "/certificates/{shared}/", NOBODY),
    LearnerPage("certificates:publicity", "/publicity/", NOBODY),
    LearnerPage("certificates:verify_form", "/verify/", NOBODY),
    LearnerPage("certificates:verify", "/verify/{serial}/", NOBODY),
    LearnerPage("certificates:verify", "/verify/{revoked}/", NOBODY),
    LearnerPage("certificates:verify", "/verify/MLCN-2026-999999-00/", NOBODY, status=404),
    LearnerPage("hanzi:index", "/hanzi/", NOBODY),
    LearnerPage("hanzi:character", "/hanzi/好/", NOBODY),
    LearnerPage("hanzi:character", "/hanzi/龘/", NOBODY, status=404),
    LearnerPage("literacy:name", "/literacy/name/"),
    *[LearnerPage("literacy:lesson_step", f"/literacy/lesson/{{characters}}/{step}/") for step in range(1, 6)],
    LearnerPage("literacy:name_step", "/literacy/name/21/"),
    LearnerPage("literacy:review", "/literacy/review/"),
    LearnerPage("literacy:ask", "/literacy/review/1/"),
    LearnerPage("literacy:ask", "/literacy/review/11/"),
    LearnerPage("literacy:answer", "/literacy/review/1/{due}/"),
    LearnerPage("literacy:book", "/literacy/characters/"),
    LearnerPage("literacy:read", "/literacy/read/"),
    LearnerPage("literacy:letter", "/literacy/read/{photographed}/"),
    LearnerPage("literacy:letter", "/literacy/read/{waiting}/"),
    LearnerPage("literacy:letter", "/literacy/read/{failed_letter}/"),
    LearnerPage("literacy:discard_letter", "/literacy/read/{kept}/delete/"),
    LearnerPage("people:profile", "/accounts/me/"),
    LearnerPage("people:data", "/accounts/me/data/"),
    LearnerPage("people:erase", "/accounts/me/erase/"),
    LearnerPage("people:erased", "/accounts/erased/", NOBODY),
    LearnerPage("people:card", "/accounts/card/", NOBODY),
    LearnerPage("people:card", "/accounts/card/{card}/", NOBODY),
    LearnerPage("people:card", "/accounts/card/{card_with_pictures}/", NOBODY, taps="是我，登录"),
    LearnerPage("people:card_refused", "/accounts/card/refused/revoked/", NOBODY),
    LearnerPage("people:helped", "/accounts/helped/", NOBODY),
    LearnerPage("people:helped", "/accounts/helped/{help}/", NOBODY),
    LearnerPage("people:help", "/accounts/help/", HELPER),
    LearnerPage("people:offered", "/accounts/help/{offered}/", HELPER),
    LearnerPage("account_login", "/accounts/login/", NOBODY),
    LearnerPage("account_logout", "/accounts/logout/"),
    LearnerPage("account_inactive", "/accounts/inactive/", NOBODY),
    LearnerPage("account_signup", "/accounts/signup/", NOBODY),
    LearnerPage("account_reauthenticate", "/accounts/reauthenticate/"),
    LearnerPage("account_change_password", "/accounts/password/change/"),
    LearnerPage("account_reset_password", "/accounts/password/reset/", NOBODY),
    LearnerPage("account_reset_password_done", "/accounts/password/reset/done/", NOBODY),
    LearnerPage("account_reset_password_from_key", "/accounts/password/reset/key/{reset}/", NOBODY),
    LearnerPage("account_reset_password_from_key_done", "/accounts/password/reset/key/done/", NOBODY),
    LearnerPage("account_request_login_code", "/accounts/login/code/", NOBODY),
    LearnerPage("account_confirm_login_code", "/accounts/login/code/", NOBODY, typed="13800000002", taps="获取验证码"),
    LearnerPage("account_set_password", "/accounts/password/set/", WITHOUT_PASSWORD),
    LearnerPage("account_change_phone", "/accounts/phone/change/"),
    LearnerPage("account_verify_phone", "/accounts/phone/change/", typed="13900000010", taps="获取验证码"),
]

NO_PAGES = {
    "a file": [
        *("media:play", "media:captions", "media:chapters", "media:poster", "media:storyboard"),
        *("media:720p", "media:360p", "media:audio", "wagtaildocs_serve", "people:archive"),
        *("literacy:lesson_sheet", "literacy:name_sheet", "literacy:sheet", "literacy:letter_photo"),
        *("certificates:pdf", "certificates:picture", "certificates:shared_picture", "certificates:award_picture"),
        *("certificates:badge_png", "certificates:badge_svg", "progress:record_xlsx", "progress:record_pdf"),
        *("voice:sound", "voice:recording", "packages:file"),
        "^pictures/(?P<path>(?:original_images|images)/.+)$",
    ],
    "for programs": [
        *("media:lines", "hanzi:strokes", "literacy:lines", "progress:watch", "healthz"),
        *("voice:ask", "progress:package"),
        *("certificates:issuer", "certificates:did", "certificates:status_list", "certificates:credential"),
        "certificates:credential_jwt",
    ],
    "takes a POST and leads on, or back": [
        *(
            "people:text_size",
            "people:card_lost",
            "people:four_pictures",
            "people:offer",
            "people:take_back",
            "set_language",
        ),
        *("literacy:pinyin", "literacy:keep_letter", "literacy:close_letter", "literacy:goal"),
        *("progress:enrol", "progress:put_away", "progress:read", "progress:ask_hours", "progress:forget_hours"),
        *("certificates:share", "certificates:check_file", "dialogue:close"),
    ],
    "leads to where the learner left off, or to a page of the list": [
        *("literacy:lesson", "people:card_open", "people:help_open", "wagtailcore_login", "_util/login/"),
    ],
    "is in use by nobody: no password is shared": [
        *("wagtaildocs_authenticate_with_password", "wagtailcore_authenticate_with_password"),
        "^_util/authenticate_with_password/",
    ],
}


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """The names of all addresses outside the desk; the pattern of one without a name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.pattern}"
        elif str(entry.pattern) != "admin/":
            yield from addresses(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


def page_types() -> set[str]:
    return {model.__name__ for model in get_page_models() if model.is_creatable and not model._meta.abstract} - {"Page"}
