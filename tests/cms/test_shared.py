"""What is drawn once for everybody holds nothing of any reader."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.template.base import Template
from django.test import RequestFactory

from college.people.models import User

pytestmark = pytest.mark.django_db


def template(source: str) -> Template:
    return engines["django"].from_string("{% load shared %}" + source)


def asked_by(name: str) -> HttpRequest:
    request = RequestFactory().get("/courses/", {"q": name}, headers={"cookie": "text_size=largest"})
    request.user = User(username=name)
    return request


def drawn(page: Template, name: str, **context: object) -> str:
    return page.render({"key": "page", **context}, request=asked_by(name))


def test_each_reader_finds_their_own_name_in_a_page_that_was_drawn_once() -> None:
    page = template("{% shared key %}{{ count }}：{% personal %}{{ user.username }}{% endpersonal %}{% endshared %}")
    assert drawn(page, "秀兰", count=1) == "1：秀兰"
    assert drawn(page, "李明", count=2) == "1：李明"


def test_the_part_for_all_knows_neither_the_reader_nor_what_they_sent() -> None:
    page = template(
        "{% shared key %}[{{ user.username }}{{ request.user.username }}{{ request.GET.q }}"
        "{{ request.COOKIES.text_size }}"
        "{{ panels }}{{ csrf_token }}{{ text_size }}]{{ request.path }}{% endshared %}"
    )
    assert drawn(page, "秀兰", panels="她的进度") == "[None" + "None" * 2 + "]/courses/"


def test_a_row_s_own_gap_remembers_which_row_it_stands_in() -> None:
    page = template(
        "{% shared key %}{% for row in rows %}{{ row }}"
        "{% personal row %}={{ user.username }}{{ row }} {% endpersonal %}{% endfor %}{% endshared %}"
    )
    drawn(page, "秀兰", rows=["一", "二"])
    assert drawn(page, "李明", rows=["不再看"]) == "一=李明一 二=李明二 "


def test_a_part_within_another_is_one_with_it() -> None:
    page = template(
        "{% shared key %}{% shared inner %}a{% personal %}{{ user.username }}{% endpersonal %}"
        "{% endshared %}b{% endshared %}"
    )
    assert [drawn(page, name, inner="x") for name in ("秀兰", "李明")] == ["a秀兰b", "a李明b"]


def test_without_a_key_everybody_gets_a_drawing_of_their_own() -> None:
    page = template("{% shared nothing %}{{ user.username }}{% endshared %}")
    assert [drawn(page, name) for name in ("秀兰", "李明")] == ["秀兰", "李明"]


def test_someone_signed_out_gets_the_page_that_someone_signed_in_saw_without_their_name() -> None:
    page = template(
        "{% shared key %}{% personal %}"
        "{% if user.is_authenticated %}{{ user.username }}{% else %}登录{% endif %}"
        "{% endpersonal %}{% endshared %}"
    )
    drawn(page, "秀兰")
    request = RequestFactory().get("/courses/")
    request.user = AnonymousUser()
    assert page.render({"key": "page"}, request=request) == "登录"
