"""An editor changes how a certificate looks and sees it beside the form; nothing is kept until they save."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import College
from tests.browser.test_whole_way import sign_in

LANDSCAPE = """
from college.certificates.models import Template
print("template", Template.objects.filter(orientation="landscape", language="zh").first().pk)
"""
READ_BACK = "from college.certificates.models import Template; print(Template.objects.get(pk={}).orientation)"
SHAPE = (
    "([image, wide]) => image.complete && image.naturalWidth > 0 && image.naturalWidth > image.naturalHeight === wide"
)


def test_an_editor_sees_a_certificate_change_before_it_is_saved(desk: Page, college: College) -> None:
    pk = college.manage("shell", "-c", LANDSCAPE).split()[-1]
    sign_in(desk, "admin")
    desk.goto(f"/admin/certificate-template/edit/{pk}/")
    desk.get_by_role("button", name="预览").first.click()
    sheet = desk.frame_locator("#w-preview-iframe").locator("img")
    expect(sheet).to_be_visible()
    wide = sheet.get_attribute("src")
    assert wide

    sentence = desk.locator("#panel-rows-content textarea, [data-contentpath=rows] textarea").first
    sentence.fill("这是还没有保存的一句话，发给{姓名}。")
    expect(sheet).not_to_have_attribute("src", wide)
    reworded = sheet.get_attribute("src")
    assert reworded

    desk.get_by_label("方向").select_option("portrait")
    expect(sheet).not_to_have_attribute("src", reworded)
    assert sheet.evaluate("image => image.naturalHeight > image.naturalWidth")
    assert college.manage("shell", "-c", READ_BACK.format(pk)).split()[-1] == "landscape"
