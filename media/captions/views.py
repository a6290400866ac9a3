"""The transcript editor: the page, and what it asks for and sends while a person works in it."""

import json
from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from college.people.models import User
from media.captions import actions
from media.captions.actions import Conflict, CueDraft, InvalidCue, Seen
from media.captions.doubts import DOUBTFUL
from media.captions.news import gone_since, news_since
from media.models import Correction, Cue, Transcript, Video, Waveform
from media.speech.cues import LONGEST_SECONDS, SHORTEST_SECONDS
from media.speech.lines import LINE_WIDTH, MOST_LINES
from media.tabs import tabs
from media.views import may_change

Kind = Correction.Kind
TYPED = {Kind.EDIT, Kind.SPLIT, Kind.MERGE, Kind.INSERT, Kind.DELETE, Kind.REPLACE}


def correctable(request: HttpRequest, pk: int) -> Video:
    """404 for whoever may not change the video."""
    video = get_object_or_404(Video.objects.select_related("collection"), pk=pk)
    if not may_change(request.user, video):
        raise Http404
    return video


def transcript_of(request: HttpRequest, pk: int) -> Transcript:
    """The transcript of the language that is asked for, else of the one that is spoken."""
    video = correctable(request, pk)
    language = request.GET.get("language") or video.language
    transcript = get_object_or_404(Transcript, video=video, language=language)
    transcript.video = video
    return transcript


class VideoPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about the captions of one video."""

    header_icon = "media"
    here = "videos:captions"

    @cached_property
    def video(self) -> Video:
        return correctable(self.request, self.kwargs["pk"])

    @cached_property
    def transcript(self) -> Transcript | None:
        language = self.request.GET.get("language") or self.video.language
        return next((found for found in self.video.transcripts.all() if found.language == language), None)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        videos = {"url": reverse("videos:index"), "label": Video._meta.verbose_name_plural}
        return [*super().get_breadcrumbs_items(), videos, {"url": "", "label": self.video.title}]

    def get_page_subtitle(self) -> str:
        return self.video.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs, video=self.video, transcript=self.transcript, tabs=tabs(self.video, here=self.here)
        )


class EditorView(VideoPage):
    template_name = "media/admin/captions/editor.html"
    page_title = gettext_lazy("校对字幕")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        limits = {
            "doubtful": DOUBTFUL,
            "width": LINE_WIDTH,
            "lines": MOST_LINES,
            "shortest": SHORTEST_SECONDS,
            "longest": LONGEST_SECONDS,
        }
        return super().get_context_data(**kwargs, limits=limits)


@require_safe
def cues(request: HttpRequest, pk: int) -> JsonResponse:
    """All cues, or with `since` what has become different after that revision and by whom."""
    transcript = transcript_of(request, pk)
    since = request.GET.get("since", "")
    changed = transcript.cues.filter(revision__gt=int(since)) if since.isdecimal() else transcript.cues.all()
    answer: dict[str, Any] = {"revision": transcript.revision, "cues": [told(cue) for cue in changed]}
    if since.isdecimal():
        answer |= {
            "count": transcript.cues.count(),
            "gone": gone_since(transcript, int(since)),
            "news": news_since(transcript, int(since), but=cast(User, request.user).pk),
        }
    return _json(answer)


@require_POST
def change(request: HttpRequest, pk: int) -> JsonResponse:
    """409 with what stands there now if someone else was faster, 422 with a sentence if it cannot be."""
    transcript = transcript_of(request, pk)
    asked = _asked(request.body)
    try:
        correction = actions.change_cues(transcript=transcript, user=cast(User, request.user), **asked)
    except Conflict as conflict:
        return _json({"cues": [told(cue) for cue in conflict.cues]}, status=409)
    except InvalidCue as refusal:
        return _json({"message": str(refusal), "code": refusal.code}, status=422)
    return _json(_done(correction))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """For the editor's key, and for the button in the history, which is sent back there."""
    transcript = transcript_of(request, pk)
    number = request.POST.get("correction", "")
    correction = get_object_or_404(transcript.corrections, pk=int(number) if number.isdecimal() else 0)
    correction.transcript = transcript
    is_script = request.headers.get("accept") == "application/json"
    try:
        undone = actions.undo(correction=correction, user=cast(User, request.user))
    except Conflict as conflict:
        if is_script:
            return _json({"cues": [told(cue) for cue in conflict.cues]}, status=409)
        messages.error(request, _("这些字幕后来又改过，不能直接撤销。请先撤销后来的修改，或者到“校对字幕”里改。"))
    else:
        if is_script:
            return _json(_done(undone))
        messages.success(request, _("已撤销。"))
    page = reverse("videos:captions_history", args=[pk])
    return redirect(f"{page}?language={transcript.language}")


@require_safe
def levels(request: HttpRequest, pk: int) -> HttpResponse:
    """How loud each tenth of a second is, a byte for each; empty if that is not known."""
    waveform = Waveform.objects.filter(video=correctable(request, pk)).first()
    headers = {"Cache-Control": "private, max-age=3600"}
    return HttpResponse(waveform.levels if waveform else b"", "application/octet-stream", headers=headers)


def told(cue: Cue) -> dict[str, Any]:
    return {
        "id": cue.pk,
        "start_ms": cue.start_ms,
        "end_ms": cue.end_ms,
        "text": cue.text,
        "confidence": None if cue.confidence is None else round(cue.confidence, 2),
        "repairs": cue.repairs,
        "is_corrected": cue.is_corrected,
        "revision": cue.revision,
    }


def _done(correction: Correction) -> dict[str, Any]:
    """`after` in the order of the drafts, so that new cues get to know their ids.

    When a change was sent again, others may have taken some away since: those are told as they were.
    """
    now = Cue.objects.in_bulk([kept["id"] for kept in correction.after])
    after = [now.get(kept["id"]) or Cue(**kept, revision=correction.revision) for kept in correction.after]
    gone = [kept["id"] for kept in correction.before if kept["id"] not in now]
    return {"correction": correction.pk, "after": [told(cue) for cue in after], "gone": gone}


def _asked(body: bytes) -> dict[str, Any]:
    """Raises BadRequest: only a broken program sends what cannot be read."""
    try:
        said = json.loads(body)
        kind = Kind(said["kind"])
        before = [Seen(int(cue["id"]), int(cue["revision"])) for cue in said["before"]]
        after = list(_drafts(said["after"]))
        token = UUID(said["token"]) if said.get("token") else None
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise BadRequest("not a change of cues") from error
    if kind not in TYPED:
        raise BadRequest("not a kind of change that is typed")
    return {"kind": kind, "before": before, "after": after, "token": token}


def _drafts(said: Iterable[dict[str, Any]]) -> Iterable[CueDraft]:
    for cue in said:
        pk = None if cue["id"] is None else int(cue["id"])
        repairs = [[int(start), int(end), str(heard)] for start, end, heard in cue.get("repairs", [])]
        yield CueDraft(pk, int(cue["start_ms"]), int(cue["end_ms"]), str(cue["text"]), repairs=repairs)


def _json(answer: dict[str, Any], status: int = 200) -> JsonResponse:
    compact = {"ensure_ascii": False, "separators": (",", ":")}
    return JsonResponse(answer, status=status, json_dumps_params=compact, headers={"Cache-Control": "no-store"})
