from typing import Any

from django.db.models import PROTECT, Field
from wagtail.models import Page


class LenientDrafts(Page):
    """Opens a draft or an old version that names what has since been deleted: the place is then empty.

    The database protects only what the published row names, and modelcluster cannot read a protected key to nothing.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False) -> Any:
        protected = [field for field in cls._meta.fields if getattr(field.remote_field, "on_delete", None) is PROTECT]
        emptied = {field.name: None for field in protected if is_gone(field, data.get(field.name))}
        return super().from_serializable_data({**data, **emptied}, check_fks, strict_fks)


def is_gone(field: Field, key: object) -> bool:
    return key is not None and not field.remote_field.model._default_manager.filter(pk=key).exists()
