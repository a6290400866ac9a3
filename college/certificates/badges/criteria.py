"""What a badge is given for, in Chinese sentences: the conditions of an award, and how its holder met them."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from college.certificates.content import Content, plain
from college.certificates.models import Award

PUBLISHED = "zh-hans"


def described(content: Content) -> str:
    return content.service or "；".join(content.outcomes) or _courses(content) or content.title


def narrated(award: Award, content: Content) -> str:
    """The conditions as they stand when the certificate is issued."""
    with override(PUBLISHED):
        said = [
            _("学完课程%(courses)s规定的全部内容") % {"courses": _courses(content)} if content.courses else "",
            _("每个测验至少 %(mark)s 分") % {"mark": award.minimum_mark} if award.minimum_mark else "",
            _("至少 %(hours)s 学时") % {"hours": plain(award.minimum_hours)} if award.minimum_hours else "",
            _("至少到课 %(times)s 次") % {"times": award.minimum_attendance} if award.minimum_attendance else "",
            _("经审核") if award.needs_approval else "",
            _("公示 %(days)s 天") % {"days": award.publicity_days} if award.publicity_days else "",
        ]
        stated = [sentence for sentence in said if sentence]
        return "；".join(stated) + "。" if stated else _("由%(issuer)s认定后颁发。") % {"issuer": content.issuer}


def achieved(content: Content, occasion: str) -> str:
    """What only this holder did; nothing where nothing is said."""
    with override(PUBLISHED):
        said = [
            occasion,
            content.service,
            _("共 %(hours)s 学时") % {"hours": content.hours} if content.hours else "",
        ]
    stated = [sentence for sentence in said if sentence]
    return "；".join(stated) + "。" if stated else ""


def _courses(content: Content) -> str:
    return f"《{content.course}》" if content.courses else ""
