"""Pages of which most is the same for everybody are drawn once an edition, with gaps that are filled for each reader.

    {% shared key %} … {% personal row %} … {% endpersonal %} … {% endshared %}

What stands between `personal` and `endpersonal` is drawn anew each time, with the reader's context and with the
variables named after the tag as they were when the page was drawn (those of a loop). The rest is drawn for nobody:
neither the reader nor what they sent is in the context there, so it cannot come into what others get. What a view adds
of its own is: on a page about the reader nothing of that may stand outside a gap. Without a key nothing is shared.
"""

import re
from collections.abc import Iterator
from contextvars import ContextVar
from copy import copy
from typing import Any

from django import template
from django.contrib.auth.context_processors import PermWrapper
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.translation import get_language

from cms.editions import Memory

register = template.Library()
_gaps: ContextVar["list[Gap] | None"] = ContextVar("gaps", default=None)
ADDRESS = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme")
_GAP = re.compile("\ue000([0-9]+)\ue001")  # of the private use area: no text has them


class Gap:
    """What is drawn for each reader, and the variables of the shared page that it needs."""

    def __init__(self, nodelist: NodeList, variables: dict[str, Any]) -> None:
        self.nodelist, self.variables = nodelist, variables

    def render(self, context: Context) -> str:
        with context.push(**self.variables):
            return self.nodelist.render(context)


class SharedNode(Node):
    def __init__(self, key: FilterExpression, nodelist: NodeList) -> None:
        self.key, self.nodelist = key, nodelist
        self.memory = Memory()

    def render(self, context: Context) -> str:
        key = self.key.resolve(context)
        if not key or _gaps.get() is not None:
            return self.nodelist.render(context)
        parts = self.memory.recall((key, get_language()), lambda: self.drawn_for_nobody(context))
        return "".join(part if isinstance(part, str) else part.render(context) for part in parts)

    def drawn_for_nobody(self, context: Context) -> "list[str | Gap]":
        gaps: list[Gap] = []
        token = _gaps.set(gaps)
        try:
            with context.push(**impersonal(context)):
                return list(cut(self.nodelist.render(context), gaps))
        finally:
            _gaps.reset(token)


class PersonalNode(Node):
    def __init__(self, names: list[str], nodelist: NodeList) -> None:
        self.names, self.nodelist = names, nodelist

    def render(self, context: Context) -> str:
        gaps = _gaps.get()
        if gaps is None:
            return self.nodelist.render(context)
        gaps.append(Gap(self.nodelist, {name: context.get(name) for name in self.names}))
        return f"\ue000{len(gaps) - 1}\ue001"


def cut(drawn: str, gaps: list[Gap]) -> "Iterator[str | Gap]":
    """The text between the gaps, and the gaps."""
    for number, piece in enumerate(_GAP.split(drawn)):
        yield gaps[int(piece)] if number % 2 else piece


def impersonal(context: Context) -> dict[str, Any]:
    """What stands in the context in place of the reader."""
    nobody = AnonymousUser()
    request = context.get("request")
    hidden = dict.fromkeys(("messages", "csrf_token", "panels", "states", "text_size"))
    return {**hidden, "request": request and unsigned(request), "user": nobody, "perms": PermWrapper(nobody)}


def unsigned(request: HttpRequest) -> HttpRequest:
    """The address that is asked for, and nothing of who asks."""
    bare = copy(request)
    bare.user, bare.COOKIES, bare.session = AnonymousUser(), {}, {}  # type: ignore[assignment]
    bare.GET = bare.POST = QueryDict()
    bare.META = {name: value for name, value in request.META.items() if name in ADDRESS}
    return bare


@register.tag
def shared(parser: Parser, token: Token) -> SharedNode:
    _tag, key = token.split_contents()
    nodelist = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(parser.compile_filter(key), nodelist)


@register.tag
def personal(parser: Parser, token: Token) -> PersonalNode:
    names = token.split_contents()[1:]
    nodelist = parser.parse(("endpersonal",))
    parser.delete_first_token()
    return PersonalNode(names, nodelist)
