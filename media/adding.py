"""The page on which editors send videos."""

import logging
from typing import Any, cast

from django.conf import settings
from django.forms import ModelForm
from django.http import HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views import generic

from college.people.models import User
from media import actions
from media.forms import UploadForm
from media.models import Upload, Video
from media.outages import StorageUnreachable
from media.uploads.actions import turn_into_video
from media.uploads.refusals import UploadRefused

logger = logging.getLogger(__name__)


class VideoAddView(generic.CreateView):
    template_name = "media/admin/add.html"
    page_title = page_subtitle = _("上传视频")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()
        return [*above, {**here, "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        refusal = getattr(self.request, "upload_refusal", "")
        return {**super().get_form_kwargs(), "user": self.request.user, "refusal": refusal}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unfinished = Upload.objects.filter(user=self.request.user, expires_at__gt=timezone.now())
        unfinished = unfinished.exclude(name__iendswith=".zip")  # what the rooms above are sent
        limit = settings.VIDEO_MAX_BYTES
        return super().get_context_data(**kwargs) | {"unfinished": unfinished, "max_bytes": limit}

    def save_instance(self) -> Video:
        return self.added

    def add(self, form: UploadForm) -> Video:
        said = {name: form.cleaned_data[name] for name in ("title", "language", "tags")}
        said["collection"] = form.cleaned_data.get("collection") or form.collections[0]
        user = cast(User, self.request.user)
        uuid, file = form.cleaned_data["upload"], form.cleaned_data["file"]
        if uuid:
            return turn_into_video(uuid=uuid, user=user, **said)
        return actions.add_video(file=file, user=user, **said)

    def get_success_url(self) -> str:
        return self.get_edit_url()

    def get_success_message(self, instance: Video) -> str:
        return _("“%(title)s”已上传，正在检查和转写；可以离开这一页。") % {"title": instance}

    def get_success_buttons(self) -> list[Any]:
        return []

    def form_valid(self, form: UploadForm) -> HttpResponseBase:
        """The file is stored before the transaction in which the view saves. For the upload script: where to go next;
        the message waits there, if it sends one file alone."""
        try:
            self.added = self.add(form)
        except UploadRefused as refusal:
            return self.refuse(form, refusal.message, refusal.status)
        except StorageUnreachable as trouble:
            logger.exception("A video could not be stored")
            return self.refuse(form, str(trouble.message), 503)
        response = super().form_valid(form)
        if self.expects_json_response and "several" not in self.request.POST:
            messages.success(self.request, self.get_success_message(self.object))
        return response

    def refuse(self, form: UploadForm, message: str, status: int) -> HttpResponseBase:
        form.add_error("upload" if form.cleaned_data["upload"] else "file", message)
        response = self.form_invalid(form)
        response.status_code = status
        return response

    def form_invalid(self, form: ModelForm) -> HttpResponseBase:
        if self.expects_json_response:
            return JsonResponse({"errors": form.errors}, status=422)
        return super().form_invalid(form)
