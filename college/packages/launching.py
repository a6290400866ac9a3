"""Where the parts of a package are opened from, on the host that keeps them apart."""

from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse

from college.packages import apart
from college.packages.models import Package
from college.packages.outlines import Item
from college.packages.tokens import PackageToken


def address(request: HttpRequest, package: Package, item: Item) -> str:
    token = PackageToken.of(package).sign()
    path = reverse("packages:file", args=[token, item.path])
    return apart.origin_for(request) + path + quote(item.query, safe="?#&=%+;/:@!$'()*,~-._")
