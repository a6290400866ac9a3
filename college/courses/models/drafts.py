from typing import Any

from django.db.models import PROTECT, ForeignKey

from cms.restrictions import PublicUnlessRestricted


class LenientDrafts(PublicUnlessRestricted):
    """Opens a draft or an old version that names what has since been deleted.

    The database protects only what the page's own row names, and modelcluster cannot read a protected key to nothing.
    The place is then empty, or what the row names where there must be something.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False) -> Any:
        keys = [field for field in cls._meta.fields if isinstance(field, ForeignKey)]
        protected = [key for key in keys if key.remote_field.on_delete is PROTECT]
        gone = [key for key in protected if is_gone(key, data.get(key.name))]
        row = cls._default_manager.filter(pk=data["pk"]).values(*(key.name for key in gone)).first() if gone else None
        instead = {key.name: None if key.null or not row else row[key.name] for key in gone}
        return super().from_serializable_data({**data, **instead}, check_fks, strict_fks)


def is_gone(key: ForeignKey, named: object) -> bool:
    return named is not None and not key.related_model._default_manager.filter(pk=named).exists()
