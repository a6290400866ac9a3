"""What a package holds, in the shapes in which tools write it."""

import pytest
from django.core.files.base import ContentFile

from college.packages import manifest
from college.packages.archives import opened
from college.packages.outlines import Outline
from college.spreadsheets import Unreadable
from tests.packages import samples
from tests.packages.samples import PAGE, STORY, item, resource, zipped


def outline_of(content: bytes, named: str = "课件") -> Outline:
    with opened(ContentFile(content)) as archive:
        return manifest.read(archive, named=named)


def launches(content: bytes) -> list[str]:
    return [found.path + found.query for found in outline_of(content).items]


def one(resources: str, items: str | None = None, *, more: str = "", **files: str) -> bytes:
    listed = samples.manifest(items or item("I1", "R1", "一课"), resources, more=more)
    return zipped({"imsmanifest.xml": listed, **files})


def test_a_package_of_one_page_is_one_part_that_reports() -> None:
    outline = outline_of(samples.story(mastery="80"))
    assert (outline.title, outline.reports, outline.needs_own_origin) == ("安全用电", True, False)
    [part] = outline.items
    assert (part.path, part.key, part.mastery) == ("index_lms.html", "SCO1", 80)


def test_a_frameset_of_scormdriver_says_that_it_needs_an_origin_of_its_own() -> None:
    outline = outline_of(samples.driver())
    assert outline.needs_own_origin
    assert outline.items[0].path == "scormdriver/indexAPI.html"


def test_several_scos_stand_in_order_with_their_prerequisites() -> None:
    items = outline_of(samples.several()).items
    assert [part.title for part in items] == ["认识电", "用电安全", "测一测", "参考资料"]
    assert [part.prerequisites for part in items] == ["", "A", "A&B", ""]
    assert [part.reports for part in items] == [True, True, True, False]
    assert [part.depth for part in items] == [1, 1, 0, 0]


def test_pages_without_the_api_report_nothing_whatever_the_manifest_says() -> None:
    assert not outline_of(samples.assets()).reports
    assert not outline_of(one(resource("R1", "a.html"), **{"a.html": PAGE})).reports


def test_the_manifest_may_lie_in_a_folder_that_was_packed_with_it() -> None:
    listed = samples.manifest(item("I1", "R1", "一课"), resource("R1", "res/a.html"))
    assert launches(zipped({"课件/imsmanifest.xml": listed, "课件/res/a.html": STORY})) == ["课件/res/a.html"]


def test_addresses_begin_where_xml_base_says() -> None:
    based = resource("R1", "a.html", more=' xml:base="sub/"')
    content = one(based, more=' xml:base="content/"', **{"content/sub/a.html": STORY})
    assert launches(content) == ["content/sub/a.html"]


@pytest.mark.parametrize(
    ("href", "parameters", "launched"),
    [
        ("a.html", "?mode=1", "a.html?mode=1"),
        ("a.html?x=1", "&y=2", "a.html?x=1&y=2"),
        ("a.html", "y=2", "a.html?y=2"),
        ("a.html", "#top", "a.html#top"),
        ("a.html#here", "?y=2", "a.html?y=2#here"),
        ("A.HTML", "", "a.html"),
        ("sub\\..\\a.html", "", "a.html"),
    ],
)
def test_parameters_stand_behind_the_address(href: str, parameters: str, launched: str) -> None:
    items = item("I1", "R1", "一课", parameters=parameters)
    assert launches(one(resource("R1", href.replace("&", "&amp;")), items, **{"a.html": STORY})) == [launched]


def test_names_in_gbk_are_read_as_chinese() -> None:
    listed = samples.manifest(item("I1", "R1", "一课"), resource("R1", "第一课/开始.html"), encoding="GB2312")
    content = zipped({"imsmanifest.xml": listed, "第一课/开始.html": STORY}, kind=samples.GbkName)
    assert launches(content) == ["第一课/开始.html"]


def test_a_manifest_in_gbk_that_calls_itself_utf_8_is_read_all_the_same() -> None:
    listed = samples.manifest(item("I1", "R1", "开头"), resource("R1", "a.html"), encoding="GB18030")
    listed = listed.replace(b"GB18030", b"UTF-8")
    assert outline_of(zipped({"imsmanifest.xml": listed, "a.html": STORY})).items[0].title == "开头"


@pytest.mark.parametrize("named", ["%E5%BC%80.html", "%BF%AA.html", "开.html"])
def test_chinese_in_an_address_may_be_written_with_percent_signs(named: str) -> None:
    assert launches(one(resource("R1", named), **{"开.html": STORY})) == ["开.html"]


def test_hidden_items_are_not_shown_and_without_an_order_the_scos_are() -> None:
    items = item("I1", "R1", "一课") + item("I2", "R1", "藏起来的", isvisible="false")
    assert len(launches(one(resource("R1", "a.html"), items, **{"a.html": STORY}))) == 1
    loose = resource("R1", "a.html") + resource("R2", "b.html")
    assert launches(one(loose, " ", **{"a.html": STORY, "b.html": STORY})) == ["a.html", "b.html"]


def test_a_newer_version_keeps_the_key_of_its_only_part_or_of_the_same_identifier() -> None:
    older, newer = outline_of(samples.story(identifier="X1")), outline_of(samples.story(identifier="X2"))
    assert newer.in_place_of(older).items[0].key == "X1"
    assert newer.in_place_of(older).items[0].identifier == "X2"
    several = outline_of(samples.several())
    assert [part.key for part in several.in_place_of(several).items] == ["A", "B", "C", "D"]


def test_who_has_the_headings_above_a_part_knows_what_it_lies_in() -> None:
    assert [part.blocks for part in outline_of(samples.several()).items] == [["PART1"], ["PART1"], [], []]


def named(*identifiers: str) -> Outline:
    items = "".join(item(identifier, f"R{n}", identifier) for n, identifier in enumerate(identifiers))
    resources = "".join(resource(f"R{n}", f"{n}.html") for n, _identifier in enumerate(identifiers))
    return outline_of(one(resources, items, **{f"{n}.html": STORY for n, _identifier in enumerate(identifiers)}))


def keys(outline: Outline) -> list[str]:
    return [part.key for part in outline.items]


def test_learners_of_two_parts_of_one_name_have_what_they_did_in_each() -> None:
    assert keys(named("A", "A", "B")) == ["A", "A-2", "B"]
    assert keys(named("A", "A", "B").in_place_of(named("A", "A"))) == ["A", "A-2", "B"]


def test_what_learners_did_in_one_part_is_never_taken_for_another_after_replacements() -> None:
    second = named("Y").in_place_of(named("X"))
    assert keys(second) == ["X"]
    third = named("X", "Y").in_place_of(second)
    assert keys(third) == ["X-2", "X"]
    assert keys(named("Y", "X").in_place_of(third)) == ["X", "X-2"]


BAD = {
    "没有 imsmanifest.xml": zipped({"index.html": PAGE}),
    "xAPI": zipped({"tincan.xml": "<tincan/>", "index.html": PAGE}),
    "SCORM 2004": zipped(
        {"imsmanifest.xml": samples.manifest("", "").replace(b"<schemaversion>1.2", b"<schemaversion>2004 4th Edition")}
    ),
    "没有可以打开的页面": zipped({"imsmanifest.xml": samples.manifest("", "")}),
    "写坏了": zipped({"imsmanifest.xml": "<manifest><oops></manifest>"}),
    "压缩包里却没有": one(resource("R1", "missing.html")),
    "别的网站上": one(resource("R1", "https://evil.example/a.html")),
    "不该有的外部引用": zipped(
        {"imsmanifest.xml": b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><manifest>&x;</manifest>'}
    ),
}


@pytest.mark.parametrize("sentence", BAD)
def test_each_package_that_cannot_be_used_is_answered_with_a_sentence(sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        outline_of(BAD[sentence])
