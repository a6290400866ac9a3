from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.admin.views import generic

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class DeleteView(generic.DeleteView):
    """Deletes what nothing else needs; of the rest it says, before asking, what still needs it."""

    def run_before_hook(self) -> HttpResponse | None:
        if not (reason := self.why_kept()):
            return super().run_before_hook()
        messages.error(self.request, reason)
        return redirect(self.edit_url_name, self.object.pk)

    def why_kept(self) -> "str | StrPromise | None":
        try:
            Collector(using=self.object._state.db, origin=self.object).collect([self.object])
        except ProtectedError as error:
            kinds = sorted({str(needing._meta.verbose_name) for needing in error.protected_objects})
            words = gettext("“%(name)s”还被这些内容用着，不能删除：%(kinds)s。")
            return words % {"name": self.object, "kinds": gettext("、").join(kinds)}
        return None
