"""A package's files: to whoever has a token for them, kept apart from the site."""

import fcntl
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from college.packages import tokens, unpacking
from college.packages.actions import forget_unkept, receive, replace
from college.packages.archives import opened
from college.packages.models import Package
from college.packages.tokens import PackageToken
from tests.factories import UserFactory
from tests.packages import samples
from tests.packages.making import a_package
from tests.packages.samples import item, manifest, resource, zipped

pytestmark = pytest.mark.django_db


def address(package: Package, path: str, token: str = "") -> str:
    return reverse("packages:file", args=[token or PackageToken.of(package).sign(), path])


def odd(**files: str | bytes) -> Package:
    listed = manifest(item("I1", "R1", "一课"), resource("R1", "a.html"))
    return a_package(zipped({"imsmanifest.xml": listed, "a.html": samples.STORY, **files}))


def test_a_page_comes_with_our_script_before_all_of_its_own_and_a_policy_that_shuts_it_in(client: Client) -> None:
    package = a_package()
    response = client.get(address(package, "index_lms.html"))
    text = response.content.decode()
    assert text.index("window.API = {") < text.index("function findAPI")
    policy = response["Content-Security-Policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert f"default-src http://testserver/packages/{PackageToken.of(package).sign()}/ " in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "X-Frame-Options" not in response
    assert not response.cookies


def test_on_the_host_of_its_own_a_package_has_an_origin_and_says_who_may_frame_it(
    client: Client, settings: Settings
) -> None:
    settings.PACKAGES_ORIGIN, settings.WAGTAILADMIN_BASE_URL = "http://packages.test", "http://college.test"
    response = client.get(address(a_package(), "index_lms.html"), headers={"host": "packages.test"})
    policy = response["Content-Security-Policy"]
    assert "allow-same-origin" in policy
    assert "frame-ancestors 'self' http://college.test" in policy


def test_on_that_host_there_is_nothing_else(client: Client, settings: Settings) -> None:
    settings.PACKAGES_ORIGIN, settings.WAGTAILADMIN_BASE_URL = "http://packages.test", "http://college.test"
    there = {"headers": {"host": "packages.test"}}
    assert client.get("/admin/?a=1", **there)["Location"] == "http://college.test/admin/?a=1"
    assert client.post("/progress/package/", **there).status_code == 404
    assert client.post("/progress/watch/", **there).status_code == 404


def test_pages_of_the_site_may_show_packages_in_frames_and_nothing_else(client: Client, site: object) -> None:
    assert "frame-src http://testserver/packages/" in client.get("/")["Content-Security-Policy"]


def test_what_would_run_on_another_server_is_a_file_to_save(client: Client) -> None:
    package = odd(**{"shell.php": "<?php echo 1;", "run.exe": b"MZ", "picture.svg": "<svg onload='alert(1)'/>"})
    for name in ("shell.php", "run.exe"):
        response = client.get(address(package, name))
        assert response["Content-Type"] == "application/octet-stream"
    assert "sandbox" in client.get(address(package, "picture.svg"))["Content-Security-Policy"]


def test_a_film_is_sent_in_the_pieces_a_player_asks_for(client: Client) -> None:
    package = odd(**{"film.mp4": bytes(range(200))})
    response = client.get(address(package, "film.mp4"), headers={"range": "bytes=10-19"})
    assert (response.status_code, b"".join(response)) == (206, bytes(range(10, 20)))


def test_a_page_in_gbk_stays_in_gbk_and_one_in_utf_16_becomes_utf_8(client: Client) -> None:
    gbk = '<html><head><meta charset="gbk"></head><body>认字</body></html>'.encode("gbk")
    package = odd(**{"gbk.html": gbk, "wide.html": "\ufeff<html><body>认字</body></html>".encode("utf-16-le")})
    assert "认字".encode("gbk") in client.get(address(package, "gbk.html")).content
    wide = client.get(address(package, "wide.html"))
    assert wide["Content-Type"] == "text/html; charset=utf-8"
    assert "认字" in wide.content.decode()


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "..%2f..%2fsecret_key", "story_content/", "none.html", "a\0b", "长" * 200]
)
def test_there_is_nothing_but_the_files_of_the_package(client: Client, path: str) -> None:
    response = client.get(f"/packages/{PackageToken.of(a_package()).sign()}/{path}")
    assert response.status_code in (400, 404)


def test_who_has_no_token_or_an_old_one_reads_what_to_do(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    package = a_package()
    forged = client.get(address(package, "index_lms.html", token="x.y"))
    assert (forged.status_code, "从课时页打开课件" in forged.text) == (403, True)
    past = address(package, "index_lms.html")
    monkeypatch.setattr(tokens, "LIFETIME", -2 * tokens.STEP)
    old = client.get(past)
    assert (old.status_code, "刷新课时页" in old.text, old["Cache-Control"]) == (403, True, "no-store")
    assert "sandbox" in old["Content-Security-Policy"]


def unpacked(package: Package) -> Path:
    folder = unpacking.folder_of(package, package.digest)
    assert folder
    return folder


def test_who_opens_a_package_while_the_disk_is_full_or_its_file_is_gone_reads_what_to_do(
    client: Client, settings: Settings
) -> None:
    package = a_package()
    shutil.rmtree(unpacked(package))
    settings.DISK_RESERVE_BYTES = 2**62
    full = client.get(address(package, "index_lms.html"))
    settings.DISK_RESERVE_BYTES = 0
    package.file.storage.delete(package.file.name)
    gone = client.get(address(package, "index_lms.html"))
    for answer in (full, gone):
        assert (answer.status_code, "现在打不开" in answer.text, answer["Cache-Control"]) == (503, True, "no-store")


def test_of_a_class_that_opens_a_package_at_once_the_first_unpacks_it_and_the_others_wait() -> None:
    package = odd(**{"class.txt": "of this test alone: its folder stays empty"})
    folder = unpacked(package)
    shutil.rmtree(folder)
    lock = folder.with_name(f"{package.digest}.lock")
    with package.file.open("rb") as file, opened(file) as archive, ThreadPoolExecutor(1) as pool:
        with lock.open("ab") as first:
            fcntl.flock(first, fcntl.LOCK_EX)
            second = pool.submit(unpacking.unpack, archive, package.digest)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.2)
            folder.mkdir()
        assert second.result(timeout=10) == folder
    assert list(folder.iterdir()) == []


def test_a_newer_version_takes_the_place_of_the_older_which_is_still_shown_where_it_is_open(client: Client) -> None:
    package = a_package()
    before, file = address(package, "index_lms.html"), package.file.name
    newer = receive(
        file=SimpleUploadedFile("新.zip", samples.story(identifier="OTHER", title="新版")), user=UserFactory()
    )
    package = replace(package=package, newer=newer)
    assert (package.title, package.version, package.outline.items[0].key) == ("新版", 2, "SCO1")
    assert Package.objects.count() == 1
    assert client.get(before).status_code == 200
    assert client.get(address(package, "index_lms.html")).status_code == 200
    assert package.file.name != file


def test_what_nobody_agreed_to_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = a_package()
    waiting = receive(file=SimpleUploadedFile("课件.zip", samples.adapt()), user=UserFactory())
    forget_unkept()
    assert Package.objects.count() == 2
    Package.objects.update(made_at="2020-01-01T00:00Z")
    forget_unkept()
    assert list(Package.objects.all()) == [kept]
    assert not waiting.file.storage.exists(waiting.file.name)
    assert kept.file.storage.exists(kept.file.name)
