"""Languages that captions are written in: BCP 47 code, what editors call it, and its own name, which players show."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Language(NamedTuple):
    code: str
    name: str | Promise
    own_name: str


LANGUAGES = {
    language.code: language
    for language in [
        Language("zh", _("中文"), "中文"),
        Language("zh-Hant", _("繁体中文"), "繁體中文"),
        Language("yue", _("粤语"), "粵語"),
        Language("en", _("英文"), "English"),
        Language("bo", _("藏语"), "བོད་སྐད།"),
        Language("ug", _("维吾尔语"), "ئۇيغۇرچە"),
        Language("mn", _("蒙古语"), "ᠮᠣᠩᠭᠣᠯ"),
        Language("kk", _("哈萨克语"), "قازاقشا"),
        Language("ko", _("朝鲜语"), "조선말"),
        Language("ii", _("彝语"), "ꆈꌠꉙ"),
        Language("za", _("壮语"), "Vahcuengh"),
        Language("ja", _("日语"), "日本語"),
        Language("ru", _("俄语"), "Русский"),
        Language("fr", _("法语"), "Français"),
        Language("es", _("西班牙语"), "Español"),
    ]
}


def own_name(code: str) -> str:
    return LANGUAGES[code].own_name if code in LANGUAGES else code


def name(code: str) -> str:
    return str(LANGUAGES[code].name) if code in LANGUAGES else code
