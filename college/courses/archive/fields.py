"""The plain fields of a row as JSON has them, out and in again; relations and texts with links are others' to carry."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from college.courses.archive.refusals import BadArchive

OF_PAGES = ("title", "slug", "seo_title", "search_description", "show_in_menus")
BOOKKEEPING = {"id", "page_ptr", "sort_order", "updated_at", "made_at"}


def plain(model: type[Model]) -> list[Field]:
    """What a row of this model says by itself; of a page, also what every page has for an editor to write."""
    own = [
        field
        for field in model._meta.local_concrete_fields
        if field.name not in BOOKKEEPING
        and not field.is_relation
        and not isinstance(field, (RichTextField, StreamField))
    ]
    above = [Page._meta.get_field(name) for name in OF_PAGES] if issubclass(model, Page) else []
    return [*above, *own]


def written(row: Model, *left_out: str) -> dict[str, Any]:
    return {
        field.name: _as_json(getattr(row, field.attname)) for field in plain(type(row)) if field.name not in left_out
    }


def _as_json(value: Any) -> Any:
    match value:
        case Decimal():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
    return value


def read(model: type[Model], said: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """What may be given to a new row of the model, each value checked by its own field. What is not said stays as new
    rows have it. Raises BadArchive."""
    fields = [field for field in plain(model) if field.name in said and (not names or field.name in names)]
    return {field.name: checked(field, said[field.name]) for field in fields}


def checked(field: Field, value: Any) -> Any:
    """Empty is what a draft may be, too."""
    if value is None and field.null:
        return None
    if value == "" and field.empty_strings_allowed:
        return ""
    if isinstance(value, (dict, list)) and field.get_internal_type() != "JSONField":
        raise BadArchive("content")
    try:
        return field.clean(value, None)
    except (ValidationError, ValueError, TypeError, OverflowError) as error:
        raise BadArchive("content") from error
