"""What must be known of all that drafts name, asked for together: the queries do not grow with the number of pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from cms.models import Picture
from college.courses.access import parent_path
from college.courses.checklist.contents import Content
from college.courses.checklist.models import AddressVisit, PictureContrast
from college.courses.models import Audience, CoursePage
from college.packages.models import Package
from college.people.models import User
from media.models import Video

WEB = ("http", "https")
EVERYBODY = 2000
"""Characters that readers are expected to know where a course names no audience."""


@dataclass(frozen=True)
class Target:
    """A page that is linked to; `is_open`: it and all above it are published."""

    title: str
    is_open: bool


@dataclass(frozen=True)
class Facts:
    videos: dict[int, Video]
    own_videos: set[int]
    """Those whose pages the editor may open."""
    packages: dict[int, Package]
    pictures: dict[int, Picture]
    contrasts: dict[str, PictureContrast]
    pages: dict[str, Target]
    """By key, and by the path of an address on this site."""
    documents: set[str]
    visits: dict[str, AddressVisit]
    goals: dict[str, int]
    """By the path of a course, how many characters its readers know."""


def facts_of(contents: Sequence[Content], user: User) -> Facts:
    links = [link for content in contents for link in content.links]
    addresses = [link.target for link in links if link.kind == "address"]
    videos = Video.objects.prefetch_related("transcripts").in_bulk({found.video for found in contents if found.video})
    own = Video.objects.changeable_by(user).filter(pk__in=list(videos)) if videos else Video.objects.none()
    packages = {content.package for content in contents if content.package}
    pictures = Picture.objects.in_bulk(pictures_in(contents))
    hashes = {picture.file_hash for picture in pictures.values() if picture.file_hash}
    contrasts = PictureContrast.objects.filter(file_hash__in=hashes)
    wanted = {link.target for link in links if link.kind == "document" and is_key(link.target)}
    documents = get_document_model().objects.filter(pk__in=wanted).values_list("pk", flat=True) if wanted else []
    return Facts(
        videos,
        set(own.values_list("pk", flat=True)) if videos else set(),
        Package.objects.in_bulk(packages) if packages else {},
        pictures,
        {found.file_hash: found for found in contrasts} if hashes else {},
        _targets({link.target for link in links if link.kind == "page" and is_key(link.target)}, addresses),
        {str(pk) for pk in documents},
        visits_of(addresses),
        _goals(contents),
    )


def pictures_in(contents: Iterable[Content]) -> set[int]:
    shown = {shown.picture for content in contents for shown in content.pictures}
    return shown | {content.cover for content in contents if content.cover}


def is_key(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) < 19


def digest(address: str) -> str:
    return sha256(address.encode(errors="replace")).hexdigest()


def visits_of(addresses: Iterable[str]) -> dict[str, AddressVisit]:
    """By address, of those outside."""
    outside = {digest(address): address for address in addresses if is_outside(address)}
    found = AddressVisit.objects.filter(digest__in=list(outside)) if outside else []
    return {outside[visit.digest]: visit for visit in found}


def is_outside(address: str) -> bool:
    return is_web(address) and path_here(address) is None


def is_web(address: str) -> bool:
    try:
        found = urlsplit(address.strip())
    except ValueError:
        return False
    return found.scheme.lower() in WEB and bool(found.hostname)


def path_here(address: str) -> str | None:
    """The path, if the address is one on this site; None for others."""
    try:
        found = urlsplit(address.strip())
        host = found.hostname
    except ValueError:
        return None
    if (not found.scheme and not found.netloc and found.path.startswith("/")) or (
        found.scheme.lower() in WEB and host in own_hosts()
    ):
        return found.path or "/"
    return None


def own_hosts() -> set[str | None]:
    roots = [root.root_url for root in Site.get_site_root_paths()]
    return {urlsplit(url).hostname for url in [*roots, settings.WAGTAILADMIN_BASE_URL]} - {None, ""}


def is_answered(path: str) -> bool:
    """Whether something other than a page of the tree answers at this path."""
    try:
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False


def _targets(keys: set[str], addresses: Iterable[str]) -> dict[str, Target]:
    paths = {path for address in addresses if (path := path_here(address)) and not is_answered(path)}
    roots = [root.root_path for root in Site.get_site_root_paths()]
    places = {f"{root.rstrip('/')}/{path.strip('/')}/".replace("//", "/"): path for root in roots for path in paths}
    if not keys and not places:
        return {}
    rows = list(Page.objects.filter(pk__in=keys)) if keys else []
    placed = list(Page.objects.filter(url_path__in=list(places))) if places else []
    closed = _closed([*rows, *placed])
    found = {str(page.pk): Target(page.title, not _is_closed(page, closed)) for page in rows}
    found |= {places[page.url_path]: Target(page.title, not _is_closed(page, closed)) for page in placed}
    if missing := {path.rstrip("/") for path in paths - found.keys()}:
        led = Redirect.objects.filter(old_path__in=missing).values_list("old_path", flat=True)
        found |= {path: Target(path, True) for path in paths if path.rstrip("/") in set(led)}
    return found


def _closed(pages: Iterable[Page]) -> set[str]:
    """Places in the tree, at these pages or above them, that are not published."""
    above = {page.path[:end] for page in pages for end in range(page.steplen * 2, len(page.path) + 1, page.steplen)}
    return set(Page.objects.filter(path__in=above, live=False).values_list("path", flat=True)) if above else set()


def _is_closed(page: Page, closed: set[str]) -> bool:
    return any(page.path.startswith(path) for path in closed)


def _goals(contents: Sequence[Content]) -> dict[str, int]:
    """The least of what a course's audiences know: it is written for all of them."""
    paths = {course_path(content) for content in contents}
    audiences = Audience.objects.filter(courses__path__in=paths)
    goals: dict[str, int] = {}
    for path, known in audiences.values_list("courses__path", "characters"):
        goals[path] = min(known, goals.get(path, known))
    return {path: goals.get(path, EVERYBODY) for path in paths}


def course_path(content: Content) -> str:
    return content.page.path if isinstance(content.page, CoursePage) else parent_path(content.page)
