"""What `imsmanifest.xml` says of a package (SCORM 1.2, Content Aggregation Model, 2.3). Tools differ in namespaces and
capitals, so elements and attributes are known by their local names alone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any, TypeAlias
from urllib.parse import unquote, urljoin, urlsplit

from django.utils.translation import gettext as _
from lxml import etree

from college.packages.archives import Archive
from college.packages.outlines import LONGEST_KEY, Item, Outline, keyed
from college.spreadsheets import Unreadable

NAME = "imsmanifest.xml"
MOST_BYTES = 5 * 1024**2
MOST_ITEMS = 300
LONGEST = 200
LONGEST_TERMS = 1000
LONGEST_LAUNCH_DATA = 4096
MOST_DEPTH = 12
BASE = "{http://www.w3.org/XML/1998/namespace}base"
OTHERS = {"tincan.xml": "xAPI (Tin Can)", "cmi5.xml": "cmi5"}
SCANNED_BYTES = 1024**2
FRAMES = re.compile(rb"<frameset|scormdriver", re.IGNORECASE)
API_CALL = b"LMSInitialize"
DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")

Element: TypeAlias = Any  # lxml has no types


def read(archive: Archive, *, named: str) -> Outline:
    """The package's outline; `named` is its title where it has none. Raises Unreadable with a sentence."""
    path = _find(archive)
    root = _parse(archive.read(path, MOST_BYTES + 1))
    _refuse_other_standards(root)
    reading = _Reading(archive, str(PurePosixPath(path).parent), root)
    items = list(reading.items())
    if not items:
        raise Unreadable(_("课件的清单里没有可以打开的页面。请在制作课件的软件里重新导出为 SCORM 1.2。"))
    if len(items) > MOST_ITEMS:
        raise Unreadable(_("课件里的单元超过 %(most)s 个，不能放进来。请分成几个课件。") % {"most": MOST_ITEMS})
    if not _speaks(archive):
        items = [replace(item, reports=False) for item in items]
    title = reading.title or items[0].title or named
    return Outline(title[:LONGEST], keyed(items), needs_own_origin=any(_has_frames(archive, item) for item in items))


def _find(archive: Archive) -> str:
    """The one nearest to the top: some people pack the folder, not what is in it."""
    found = [path for path in archive.files if PurePosixPath(path).name.lower() == NAME]
    if found:
        return min(found, key=lambda path: path.count("/"))
    names = {PurePosixPath(path).name.lower() for path in archive.files}
    for name, standard in OTHERS.items():
        if name in names:
            raise Unreadable(_other_standard(standard))
    raise Unreadable(
        _("压缩包里没有 imsmanifest.xml，不是 SCORM 课件。请在制作课件的软件里选“发布为 SCORM 1.2”，再选那个 .zip。")
    )


def _other_standard(name: str) -> str:
    return _("这是 %(standard)s 课件，这里放不了。请在制作课件的软件里改选“SCORM 1.2”，重新导出。") % {"standard": name}


def _parse(content: bytes) -> Element:
    if len(content) > MOST_BYTES:
        raise Unreadable(_("课件的清单太大，读不了。请分成几个课件。"))
    try:
        return _tree(content)
    except (etree.XMLSyntaxError, ValueError) as error:
        try:  # written in GBK by a tool that says UTF-8
            return _tree(DECLARED.sub("", content.decode("gb18030")).encode())
        except (etree.XMLSyntaxError, ValueError):
            raise Unreadable(_("课件的清单 imsmanifest.xml 写坏了，读不了。请在制作课件的软件里重新导出。")) from error


def _tree(content: bytes) -> Element:
    """Nothing is fetched and nothing expanded; what defines entities is not read at all."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _entity in declared.iterentities()):
        raise Unreadable(_("课件的清单里有不该有的外部引用，不能放进来。请在制作课件的软件里重新导出。"))
    return root


def _refuse_other_standards(root: Element) -> None:
    version = " ".join(_text(one) for one in _below(root, "schemaversion"))
    spaces = " ".join(str(space) for element in root.iter() for space in element.nsmap.values())
    if "2004" in version or "CAM 1.3" in version or version.startswith("1.3") or "adlcp_v1p3" in spaces:
        raise Unreadable(_other_standard("SCORM 2004"))
    if _local(root) != "manifest":
        raise Unreadable(_("课件的清单 imsmanifest.xml 写坏了，读不了。请在制作课件的软件里重新导出。"))


class _Reading:
    def __init__(self, archive: Archive, folder: str, root: Element) -> None:
        self.archive, self.folder, self.root = archive, "" if folder == "." else folder, root
        self.resources = {
            _attribute(one, "identifier"): one for one in _below(root, "resource") if _attribute(one, "href")
        }
        self.organisation = self._organisation()

    def _organisation(self) -> Element | None:
        found = list(_below(self.root, "organization"))
        wanted = next((_attribute(one, "default") for one in _below(self.root, "organizations")), "")
        named = [one for one in found if _attribute(one, "identifier") == wanted]
        return next(iter([*named, *found]), None)

    @property
    def title(self) -> str:
        return _title(self.organisation) if self.organisation is not None else ""

    def items(self) -> Iterator[Item]:
        found = list(self._items(self.organisation, [])) if self.organisation is not None else []
        yield from found or self._loose()

    def _items(self, parent: Element, above: list[str]) -> Iterator[Item]:
        for element in parent:
            if _local(element) != "item" or _attribute(element, "isvisible").lower() == "false":
                continue
            resource = self.resources.get(_attribute(element, "identifierref"))
            if resource is not None:
                yield self._item(element, resource, above)
            if len(above) < MOST_DEPTH:
                yield from self._items(element, [*above, _attribute(element, "identifier")[:LONGEST_KEY]])

    def _loose(self) -> Iterator[Item]:
        """A package without an order: its SCOs, or its first page."""
        scos = [one for one in self.resources.values() if _attribute(one, "scormtype").lower() == "sco"]
        for resource in scos or list(self.resources.values())[:1]:
            yield self._item(resource, resource, [])

    def _item(self, element: Element, resource: Element, above: list[str]) -> Item:
        identifier = _attribute(element, "identifier")[:LONGEST_KEY]
        path, query = self._launch(resource, _attribute(element, "parameters"))
        return Item(
            key=identifier or path[:LONGEST_KEY],
            identifier=identifier,
            title=(_title(element) or self.title or PurePosixPath(path).stem)[:LONGEST],
            path=path,
            query=query,
            reports=_attribute(resource, "scormtype").lower() != "asset",
            prerequisites=_child(element, "prerequisites")[:LONGEST_TERMS],
            mastery=_number(_child(element, "masteryscore")),
            launch_data=_child(element, "datafromlms")[:LONGEST_LAUNCH_DATA],
            time_limit=_child(element, "maxtimeallowed")[:LONGEST],
            time_limit_action=_child(element, "timelimitaction")[:LONGEST],
            depth=len(above),
            blocks=above,
        )

    def _launch(self, resource: Element, parameters: str) -> tuple[str, str]:
        href = urljoin(self._base(resource), _attribute(resource, "href").replace("\\", "/"))
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            raise Unreadable(_("课件要打开的页面在别的网站上，这里放不了。请把内容导出在课件里面。"))
        path = self._found(parts.path)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return path, _with_parameters(f"?{parts.query}" if parts.query else "", fragment, parameters)

    def _found(self, named: str) -> str:
        """The file of an address, in which Chinese is written as it is, or as UTF-8 or GBK with percent signs."""
        tried = [normpath("/" + unquote(named, encoding)).lstrip("/") for encoding in ("utf-8", "gb18030")]
        for within in tried:
            if path := self.archive.found(f"{self.folder}/{within}" if self.folder else within):
                return path
        words = _("课件的清单要打开“%(path)s”，压缩包里却没有。请在制作课件的软件里重新导出。")
        raise Unreadable(words % {"path": tried[0][:LONGEST]})

    def _base(self, resource: Element) -> str:
        """`xml:base` of the resource and of all it stands in, the outermost first."""
        base = ""
        for element in [*reversed(list(resource.iterancestors())), resource]:
            base = urljoin(base, (element.get(BASE) or "").replace("\\", "/"))
        return base


def _with_parameters(query: str, fragment: str, parameters: str) -> str:
    """As the standard says (CAM 2.3.2.5.1): behind what the address has already."""
    parameters = parameters.strip()
    if parameters.startswith("#"):
        return query + (fragment or parameters)
    parameters = parameters.lstrip("?&")
    if parameters:
        query = f"{query}&{parameters}" if query else f"?{parameters}"
    return query + fragment


def _speaks(archive: Archive) -> bool:
    """Whether any of its scripts or pages could report to a college, whatever the manifest says of them."""
    found = (path for path in archive.files if PurePosixPath(path).suffix.lower() in (".js", ".htm", ".html", ".mjs"))
    return any(API_CALL in archive.read(path, SCANNED_BYTES * 4) for path in found)


def _has_frames(archive: Archive, item: Item) -> bool:
    return bool(FRAMES.search(archive.read(item.path, SCANNED_BYTES)))


def _local(element: Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _below(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if _local(one) == name)


def _attribute(element: Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname.lower() == name), "")


def _child(element: Element, name: str) -> str:
    return next((_text(one) for one in element if _local(one) == name), "")


def _title(element: Element) -> str:
    return _child(element, "title")


def _text(element: Element) -> str:
    return " ".join((element.text or "").split())


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None
