from typing import Any

from django.db.models import PROTECT, ForeignKey
from wagtail.models import Page


class LenientDrafts(Page):
    """Opens a draft or an old version that names what has since been deleted: the place is then empty.

    The database protects only what the published row names, and modelcluster cannot read a protected key to nothing.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False) -> Any:
        keys = [field for field in cls._meta.fields if isinstance(field, ForeignKey)]
        protected = [key for key in keys if key.remote_field.on_delete is PROTECT]
        emptied = {key.name: None for key in protected if is_gone(key, data.get(key.name))}
        return super().from_serializable_data({**data, **emptied}, check_fks, strict_fks)


def is_gone(key: ForeignKey, named: object) -> bool:
    return named is not None and not key.related_model._default_manager.filter(pk=named).exists()
