"""Who changed what in a transcript, and taking it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, zip_longest
from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from media.captions.views import VideoPage
from media.clock import clock
from media.models import Correction

PAGE, LINES = 30, 6


@dataclass(frozen=True)
class Line:
    """One cue before and after, with the letters marked that are different; empty where there was none.

    `at` is in seconds; `times` tells of a start or an end that was moved.
    """

    at: float
    was: SafeString
    now: SafeString
    times: str

    @property
    def clock(self) -> str:
        return clock(self.at)


class HistoryView(VideoPage):
    template_name = "media/admin/captions/history.html"
    page_title = _("字幕的修改记录")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.corrections, PAGE).get_page(self.request.GET.get("p"))
        for correction in page.object_list:
            correction.lines = list(islice(lines(correction), LINES))
            correction.more = max(len(correction.before), len(correction.after)) - len(correction.lines)
        pages = page.paginator.get_elided_page_range(page.number)
        return super().get_context_data(**kwargs, page_obj=page, elided_page_range=pages)

    @cached_property
    def corrections(self) -> Any:
        return self.transcript.corrections.all() if self.transcript else Correction.objects.none()


def lines(correction: Correction) -> Iterator[Line]:
    """A cue that stayed stands beside itself, the rest in order."""
    was, now = ({cue["id"]: cue for cue in side} for side in (correction.before, correction.after))
    for pk in [pk for pk in was if pk in now]:
        yield _line(was.pop(pk), now.pop(pk))
    for old, new in zip_longest(was.values(), now.values()):
        yield _line(old, new)


def _line(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Line:
    was, now = _said(old), _said(new)
    moves = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    left = [("<del>{}</del>" if kind != "equal" else "{}", was[a:b]) for kind, a, b, _c, _d in moves if a < b]
    right = [("<ins>{}</ins>" if kind != "equal" else "{}", now[c:d]) for kind, _a, _b, c, d in moves if c < d]
    return Line((new or old or {})["start_ms"] / 1000, _joined(left), _joined(right), _times(old, new))


def _joined(parts: list[tuple[str, str]]) -> SafeString:
    return mark_safe("".join(format_html(form, text) for form, text in parts))  # noqa: S308 - each part is escaped


def _times(old: dict[str, Any] | None, new: dict[str, Any] | None) -> str:
    if not old or not new or (old["start_ms"], old["end_ms"]) == (new["start_ms"], new["end_ms"]):
        return ""
    return " → ".join(f"{cue['start_ms'] / 1000:.1f}–{cue['end_ms'] / 1000:.1f} s" for cue in (old, new))


def _said(cue: dict[str, Any] | None) -> str:
    return cue["text"] if cue else ""
