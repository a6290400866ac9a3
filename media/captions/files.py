"""The page of a video's caption files: what there is, to take away; a file, to be looked at and then brought in."""

import re
from typing import Any, cast

from django import forms
from django.core import signing
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from college.people.models import User
from media.captions.actions import Conflict
from media.captions.formats import srt, text, webvtt
from media.captions.formats.reading import read
from media.captions.formats.timed import CorruptCaptions
from media.captions.importing import Proposal, UnderWay, delete_captions, import_captions, propose
from media.captions.languages import LANGUAGES, name, own_name
from media.captions.views import VideoPage, correctable
from media.models import Transcript, Video

MOST_BYTES = 2 * 1024 * 1024
MOST_SHOWN = 30
WRITERS = {
    "vtt": (webvtt.write, "text/vtt; charset=utf-8", "utf-8"),
    # Programs in China take a file without a mark for GBK.
    "srt": (srt.write, "application/x-subrip; charset=utf-8", "utf-8-sig"),
    "txt": (text.write, "text/plain; charset=utf-8", "utf-8-sig"),
}
FORMATS = [("vtt", "WebVTT"), ("srt", "SRT"), ("txt", gettext_lazy("纯文本"))]


class CaptionFileForm(forms.Form):
    """A caption file for a language of a video; with `proposal` once it was found good."""

    language = forms.ChoiceField(label=gettext_lazy("语言"))
    file = forms.FileField(
        label=gettext_lazy("文件"),
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,.txt,text/vtt,text/plain,application/x-subrip"}),
        error_messages={
            "required": gettext_lazy("请先选一个字幕文件。"),
            "empty": gettext_lazy("这个文件是空的，请换一个文件。"),
        },
    )

    def __init__(self, *args: Any, video: Video, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"language": video.language}, **kwargs})
        self.video = video
        self.proposal: Proposal | None = None
        others = [(code, str(name(code))) for code in LANGUAGES if code != video.language]
        spoken = (video.language, _("%(language)s（讲话的语言）") % {"language": name(video.language)})
        self.fields["language"].choices = [spoken, *others]  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            said = {"size": filesizeformat(file.size), "limit": filesizeformat(MOST_BYTES)}
            raise forms.ValidationError(_("这个文件有 %(size)s，字幕文件最大 %(limit)s。") % said)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            self._look_at(cleaned["file"], cleaned["language"])
        return cleaned

    def _look_at(self, file: UploadedFile, language: str) -> None:
        try:
            proposal = propose(video=self.video, language=language, read=read(file.read(), file.name or ""))
            proposal.sealed  # noqa: B018  # as it will be asked for
        except CorruptCaptions as refusal:
            self.add_error("file", str(refusal))
        except UnderWay:
            self.add_error("language", under_way())
        else:
            self.proposal = proposal


def under_way() -> str:
    return _("这个语言的字幕正在转写。请等它完成，或者先在“概况”里取消，再导入。")


class FilesPage(VideoPage):
    """Looks at a file that is sent; nothing is changed by it."""

    template_name = "media/admin/captions/files.html"
    page_title = gettext_lazy("字幕文件")
    here = "videos:caption_files"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"form": CaptionFileForm(video=self.video), **kwargs}
        limit = filesizeformat(MOST_BYTES)
        rows = [(each, name(each.language), own_name(each.language)) for each in captions_of(self.video)]
        return super().get_context_data(rows=rows, limit=limit, formats=FORMATS, **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = CaptionFileForm(request.POST, request.FILES, video=self.video)
        if form.is_valid() and form.proposal:
            return self.render_to_response(self.get_context_data(**preview(form.proposal)))
        return self.render_to_response(self.get_context_data(form=form), status=422)


def preview(proposal: Proposal) -> dict[str, Any]:
    differences = proposal.comparison.differences
    return {
        "proposal": proposal,
        "sealed": proposal.sealed,
        "language_name": name(proposal.language),
        "shown": differences[:MOST_SHOWN],
        "more": max(0, len(differences) - MOST_SHOWN),
    }


class ImportView(FilesPage):
    """Brings in what was looked at; shows it again if the captions have changed since."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            proposal = Proposal.opened(self.video, request.POST.get("sealed", ""))
        except signing.BadSignature as error:
            raise BadRequest("not a file that was looked at") from error
        try:
            import_captions(proposal=proposal, user=cast(User, request.user))
        except Conflict:
            again = preview(proposal.renewed())
            return self.render_to_response(self.get_context_data(is_again=True, **again), status=409)
        except UnderWay:
            messages.error(request, under_way())
        else:
            messages.success(request, _("%(language)s字幕已导入。") % {"language": name(proposal.language)})
        return redirect("videos:caption_files", self.video.pk)


class DeleteView(VideoPage):
    template_name = "media/admin/captions/delete_captions.html"
    page_title = gettext_lazy("删除字幕")
    here = "videos:caption_files"

    @property
    def transcript(self) -> Transcript:
        others = captions_of(self.video).exclude(language=self.video.language)
        return get_object_or_404(others, language=self.kwargs["language"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(language_name=name(self.transcript.language), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = self.transcript.language
        delete_captions(video=self.video, language=language, user=cast(User, request.user))
        messages.success(request, _("%(language)s字幕已删除。") % {"language": name(language)})
        return redirect("videos:caption_files", self.video.pk)


def captions_of(video: Video) -> QuerySet[Transcript]:
    shown = [transcript.pk for transcript in video.captions()]
    return video.transcripts.filter(pk__in=shown).annotate(count=Count("cues"))


@require_safe
def download(request: HttpRequest, pk: int, language: str, suffix: str) -> HttpResponse:
    video = correctable(request, pk)
    transcript = get_object_or_404(captions_of(video), language=language)
    if suffix not in WRITERS:
        raise Http404
    write, content_type, encoding = WRITERS[suffix]
    headers = {
        "Content-Disposition": content_disposition_header(True, f"{_file_name(video.title)}.{language}.{suffix}") or "",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(write(transcript.cues.all()).encode(encoding), content_type=content_type, headers=headers)


def _file_name(title: str) -> str:
    """Without what Windows does not allow in a name."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title).strip(" .") or "captions"
