"""Who writes to a page in the admin writes alone, from what was there when the last one had finished.

Otherwise two who approve at the same instant would meet an error, or one would save the page as it was before the other
published it.
"""

from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet

from cms.publishing import lock_page


class AloneEditView(EditView):
    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            lock_page(page_id)
            return super().dispatch(request, page_id, **kwargs)

    def form_valid(self, form: Any) -> HttpResponseBase:
        if "action-workflow-action" in self.request.POST and not self.page.workflow_in_progress:
            if not form.has_changed():
                messages.warning(self.request, _("刚才已经有人审核过这一页了。"))
                return redirect("wagtailadmin_pages:edit", self.page.pk)
            messages.warning(self.request, _("这一页现在不在审核中，可能刚才已经有人审过。您的修改存成了草稿。"))
        return cast(HttpResponseBase, super().form_valid(form))


class EveryPage(PageViewSet):
    """In the place of Wagtail's own for pages of all kinds."""

    edit_view_class = AloneEditView
