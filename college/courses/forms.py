from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from media.models import Video


class LessonForm(WagtailAdminPageForm):
    """A lesson shows its video to learners: only who may choose a video may put it here; what is here may stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "video" in self.fields:
            choosable = Video.objects.choosable_by(self.for_user)
            self.fields["video"].queryset = choosable | Video.objects.filter(pk=self.instance.video_id)
