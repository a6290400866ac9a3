from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column


class PosterColumn(Column):
    cell_template_name = "media/admin/_poster_cell.html"

    def __init__(self) -> None:
        super().__init__("poster", label=_("画面"), width="120px")


class StatusColumn(Column):
    """Needs `media.status.tell` to have been called with the rows."""

    cell_template_name = "media/admin/_status_cell.html"

    def __init__(self) -> None:
        super().__init__("status", label=_("状态"))


class LengthColumn(Column):
    def __init__(self) -> None:
        super().__init__("length", label=_("时长"))
