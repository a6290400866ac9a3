"""Packages as an editor has agreed to them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from college.packages.actions import keep, receive
from college.packages.models import Package
from tests.factories import UserFactory
from tests.packages import samples


def a_package(content: bytes | None = None) -> Package:
    file = SimpleUploadedFile("课件.zip", content or samples.story())
    return keep(receive(file=file, user=UserFactory()))
