"""What a badge is given for: the conditions of an award, and how its holder met them. Chinese, as on the paper."""

from college.certificates.content import Content, plain
from college.certificates.models import Award


def described(content: Content) -> str:
    return content.service or "；".join(content.outcomes) or _courses(content) or content.title


def narrated(award: Award, content: Content) -> str:
    """The conditions as they stand when the certificate is issued."""
    conditions = [
        f"学完课程{_courses(content)}规定的全部内容" if content.courses else "",
        f"每个测验至少 {award.minimum_mark} 分" if award.minimum_mark else "",
        f"至少 {plain(award.minimum_hours)} 学时" if award.minimum_hours else "",
        f"课堂到课至少 {award.minimum_attendance} 课" if award.minimum_attendance else "",
        f"课堂到课不少于现有课时的 {award.minimum_attendance_share} %" if award.minimum_attendance_share else "",
        "经审核" if award.needs_approval else "",
        f"公示 {award.publicity_days} 天" if award.publicity_days else "",
    ]
    return _sentence(conditions) or f"由{content.issuer}认定后颁发。"


def achieved(content: Content, occasion: str) -> str:
    """What only this holder did; nothing where nothing is said."""
    unit = "学时" if content.courses else "小时"
    return _sentence([occasion, content.service, f"共 {content.hours} {unit}" if content.hours else ""])


def _sentence(parts: list[str]) -> str:
    said = [part for part in parts if part]
    return "；".join(said) + "。" if said else ""


def _courses(content: Content) -> str:
    return f"《{content.course}》" if content.courses else ""
