"""Videos on their way through a network that breaks."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import College
from tests.browser.test_whole_way import sign_in

ARRIVED_MS = 60_000
ADD = "/admin/videos/new/"
PIECES = "**/admin/videos/uploads/*/"


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """Sent in three pieces."""
    path = tmp_path / "社区议事.mp4"
    path.write_bytes(bytes(n % 251 for n in range(1000)) * 20_000)
    return path


@pytest.fixture
def short(tmp_path: Path) -> Path:
    path = tmp_path / "通知.mp4"
    path.write_bytes(b"a short one")
    return path


def break_after_the_first_piece(route: Route) -> None:
    if int(route.request.headers.get("upload-offset", 0)):
        route.abort("internetdisconnected")
    else:
        route.continue_()


def answer(route: Route, statuses: list[int]) -> None:
    """To what the page saves: these one after another, then what the server says."""
    if route.request.method == "POST" and statuses:
        route.fulfill(status=statuses.pop(0), json={"errors": {"upload": ["请稍等一会儿。"]}})
    else:
        route.continue_()


def test_an_upload_survives_the_network_and_the_page(desk: Page, college: College, long: Path, short: Path) -> None:
    sign_in(desk, "teacher")
    desk.goto(ADD)
    desk.on("dialog", lambda dialog: dialog.accept())  # the page asks before it is left
    desk.route(PIECES, break_after_the_first_piece)
    desk.set_input_files("[name=file]", [long, short])
    rows = desk.locator(".upload-row")
    rows.first.get_by_label("标题").fill("社区议事会怎么开")
    desk.get_by_role("button", name="上传", exact=True).click()
    expect(rows.nth(1)).to_contain_text("已上传", timeout=ARRIVED_MS)
    expect(rows.first).to_contain_text("网络断了，传到 41 %", timeout=ARRIVED_MS)
    rows.first.get_by_role("button", name="暂停").click()
    expect(rows.first).to_contain_text("已暂停，传到 41 %")
    rows.first.get_by_role("button", name="继续").click()
    expect(rows.first).to_contain_text("网络断了")

    desk.reload()
    expect(desk.locator("[data-unfinished]")).to_contain_text("《社区议事.mp4》已传 41 %")
    desk.set_input_files("[name=file]", long)
    expect(desk.locator("[data-unfinished]")).to_have_count(0)
    expect(rows.first).to_contain_text("上次传到 41 %")
    expect(rows.first.get_by_label("标题")).to_have_value("社区议事会怎么开")

    desk.unroute(PIECES)
    answers = [403, 423, 503]
    desk.route(f"**{ADD}", lambda route: answer(route, answers))
    sent: list[Request] = []
    desk.on("request", lambda request: request.method == "PATCH" and sent.append(request))
    desk.get_by_role("button", name="上传", exact=True).click()
    expect(rows.first).to_contain_text("登录已失效", timeout=ARRIVED_MS)
    rows.first.get_by_role("button", name="重试").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("社区议事会怎么开", timeout=ARRIVED_MS)
    assert [int(request.headers["upload-offset"]) for request in sent] == [2**23, 2**24]
    assert not answers
    content = long.read_bytes()
    assert any(path.read_bytes() == content for path in college.var.glob("uploads/videos/*/original"))
