"""What is to be mended in a draft before people see it, in plain words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from college.courses.characters import HAN
from college.courses.checklist import file_names
from college.courses.checklist.contents import Content, Link, Shown
from college.courses.checklist.facts import Facts, Target, course_path, is_answered, is_outside, path_here
from college.courses.checklist.models import AddressVisit, PictureContrast
from college.courses.courseware.faults import package_remark
from college.hanzi.everyday import is_everyday
from media.models import Transcript, Video

LONGEST_MINUTES = 12
MOST_BEYOND = 0.05
"""Of all characters of a text, those that its readers need not know: with more, it is no longer read with ease."""
FEWEST = 60
"""Characters of a text below which a share says nothing."""
FEWEST_BEYOND = 3
"""Different ones: one or two that come again and again are learned with the lesson."""
TOLD = 12
"""Characters named to the editor."""
FRESH = timedelta(days=30)
"""How long it counts that an address was looked at."""

NAMES: dict[str, str | Promise] = {
    "captions": gettext_lazy("字幕"),
    "length": gettext_lazy("长短"),
    "alt": gettext_lazy("图片说明"),
    "contrast": gettext_lazy("图里的字"),
    "reading": gettext_lazy("读得懂"),
    "links": gettext_lazy("链接"),
    "rule": gettext_lazy("学得完"),
}


@dataclass(frozen=True)
class Point:
    """`check`: a key of NAMES; `about`: what of the page it is about, so that it is known again when its words change;
    `url`: where it is mended."""

    check: str
    about: str
    sentence: str
    url: str

    @property
    def name(self) -> str:
        return str(NAMES[self.check])

    @property
    def key(self) -> tuple[str, str]:
        return self.check, self.about


def points_of(content: Content, facts: Facts) -> Iterator[Point]:
    """To be mended."""
    yield from _package(content, facts)
    if content.video and (video := facts.videos.get(content.video)):
        yield from _video(content, video, facts)
    elif content.reading_minutes > LONGEST_MINUTES:
        yield _long(content, content.reading_minutes)
    for shown in content.pictures:
        yield from _alt(content, shown, facts)
    yield from _faint(content, facts)
    yield from _reading(content, facts)
    for link in content.links:
        if sentence := _broken(link, facts):
            yield Point("links", link.target, sentence, edit(content, link.place))


def unseen_of(content: Content, facts: Facts) -> Iterator[Point]:
    """What nobody knows yet: told apart, for it may well be in order."""
    for key, place in _places(content).items():
        if words := _unmeasured(facts.pictures.get(key), facts):
            yield Point("contrast", str(key), words, edit(content, place))
    for link in content.links:
        if link.kind == "address" and is_outside(link.target) and (words := _unvisited(link, facts)):
            yield Point("links", link.target, words, edit(content, link.place))


def edit(content: Content, place: str = "") -> str:
    url = reverse("wagtailadmin_pages:edit", args=[content.page.pk])
    return f"{url}#:w:contentpath={place}" if place else url


def _package(content: Content, facts: Facts) -> Iterator[Point]:
    package = facts.packages.get(content.package or 0)
    if package is None:
        return
    if words := package_remark(lesson=content.title, package=package, rule=content.package_rule):
        yield Point("rule", f"{package.pk} {content.package_rule}", words, edit(content, "package_rule"))


def _video(content: Content, video: Video, facts: Facts) -> Iterator[Point]:
    said = {"video": video.title}
    about = str(video.pk)
    page = reverse("videos:edit", args=[video.pk]) if video.pk in facts.own_videos else edit(content, "video")
    if not video.is_playable:
        words = _("视频“%(video)s”还放不出来") if video.state != Video.State.FAILED else _("视频“%(video)s”不能用")
        yield Point("captions", about, words % said, page)
    elif video.has_audio and not video.has_captions:
        yield Point("captions", about, _without_captions(video) % said, page)
    if video.duration and video.duration > LONGEST_MINUTES * 60:
        yield _long(content, round(video.duration / 60))


def _without_captions(video: Video) -> str:
    going_on = (Transcript.State.WAITING, Transcript.State.RUNNING)
    if video.transcript and video.transcript.state in going_on:
        return _("视频“%(video)s”的字幕还在转写，耳朵不好的人现在看不懂")
    return _("视频“%(video)s”没有字幕，耳朵不好的人看不懂")


def _long(content: Content, minutes: int) -> Point:
    words = ngettext("这一课要 %(count)s 分钟，一次学不完：", "这一课要 %(count)s 分钟，一次学不完：", minutes) % {
        "count": minutes
    }
    place = "video" if content.video else "reading_minutes"
    return Point("length", "", words + _("超过 12 分钟的，最好分成两课"), edit(content, place))


def _alt(content: Content, shown: Shown, facts: Facts) -> Iterator[Point]:
    picture = facts.pictures.get(shown.picture)
    if picture is None or shown.is_decorative:
        return
    said = {"picture": picture.title}
    alt = (picture.description if shown.alt is None else shown.alt).strip()
    if not alt:
        words = _("图片“%(picture)s”没有写上面是什么，看不见的人不知道；只是装饰的，请勾选“装饰”") % said
    elif file_names.looks_like_one(alt):
        words = _("图片“%(picture)s”的说明像是文件名，请写上面是什么") % said
    else:
        return
    yield Point("alt", shown.place, words, edit(content, shown.place))


def _places(content: Content) -> dict[int, str]:
    """Each picture once, with where it stands."""
    cover = {content.cover: "cover"} if content.cover else {}
    return {**{shown.picture: shown.place for shown in reversed(content.pictures)}, **cover}


def _faint(content: Content, facts: Facts) -> Iterator[Point]:
    for key, place in _places(content).items():
        picture = facts.pictures.get(key)
        measured = facts.contrasts.get(picture.file_hash) if picture else None
        if picture and measured and measured.state == "done" and measured.is_faint:
            said = {
                "picture": picture.title,
                "words": measured.words,
                "ratio": localize(round(measured.ratio or 0, 1)),
                "needed": localize(measured.needed),
            }
            words = _("图片“%(picture)s”里“%(words)s”几个字看不清：和底色大约是 %(ratio)s 比 1，至少要 %(needed)s 比 1")
            yield Point("contrast", str(key), words % said, edit(content, place))


def _unmeasured(picture: Any, facts: Facts) -> str:
    if picture is None:
        return ""
    said: dict[str, Any] = {"picture": picture.title}
    found: PictureContrast | None = facts.contrasts.get(picture.file_hash)
    if found is None:
        return _("图片“%(picture)s”里的字看不看得清，还没有量") % said
    if found.state == "done":
        return ""
    if found.error:
        return _("图片“%(picture)s”里的字没有量成：%(why)s") % {**said, "why": _(found.error)}
    return _("图片“%(picture)s”里的字正在量") % said


def _reading(content: Content, facts: Facts) -> Iterator[Point]:
    """The characters that a lesson teaches are no obstacle in it."""
    chars = HAN.findall("".join(content.text))
    goal = facts.goals[course_path(content)]
    beyond = Counter(char for char in chars if char not in content.taught and not is_everyday(char, goal))
    share = beyond.total() / len(chars) if chars else 0
    if len(chars) < FEWEST or len(beyond) < FEWEST_BEYOND or share <= MOST_BEYOND:
        return
    said = {
        "share": max(1, round(100 * share)),
        "goal": goal,
        "chars": _("、").join(char for char, _count in beyond.most_common(TOLD)),
    }
    words = _("每 100 个字里有 %(share)s 个是认得 %(goal)s 字的人不认识的：%(chars)s。请换成常用的说法")
    yield Point("reading", "", words % said, edit(content, content.main))


def _broken(link: Link, facts: Facts) -> str:
    said: dict[str, Any] = {"words": link.words or link.target}
    match link.kind:
        case "page":
            return _linked(facts.pages.get(link.target), said)
        case "document":
            return "" if link.target in facts.documents else _("“%(words)s”这个文件已经删掉了") % said
        case "address" if path := path_here(link.target):
            return "" if is_answered(path) else _linked(facts.pages.get(path), said)
        case "address" if visit := facts.visits.get(link.target):
            bad = visit.state == "done" and visit.outcome in (AddressVisit.Outcome.GONE, AddressVisit.Outcome.SILENT)
            why = {**said, "why": visit.get_outcome_display()}
            return _("“%(words)s”这个链接打不开：%(why)s") % why if bad else ""
    return ""


def _linked(target: Target | None, said: dict[str, Any]) -> str:
    if target is None:
        return _("“%(words)s”这个链接指到的页面已经没有了") % said
    if not target.is_open:
        return _("“%(words)s”这个链接指到“%(page)s”，那一页还没有发布") % {**said, "page": target.title}
    return ""


def _unvisited(link: Link, facts: Facts) -> str:
    said: dict[str, Any] = {"words": link.words or link.target}
    visit = facts.visits.get(link.target)
    if visit is None or (visit.looked_at and visit.looked_at < timezone.now() - FRESH):
        return _("“%(words)s”这个外面的网址打不打得开，还没有看过") % said
    if visit.state in ("waiting", "running"):
        return _("“%(words)s”这个外面的网址正在看") % said
    if visit.state == "failed" or visit.outcome in (AddressVisit.Outcome.REFUSED, AddressVisit.Outcome.CLOSED):
        why = _(visit.error) if visit.error else visit.get_outcome_display()
        return _("“%(words)s”这个外面的网址没有看成：%(why)s") % {**said, "why": why}
    return ""
