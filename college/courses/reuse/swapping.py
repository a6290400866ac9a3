"""One thing in the place of another in all that a page, a question or a quiz holds: its fields, parts and text."""

import json
from typing import Any

from django.db.models import ForeignKey, Model
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from cms.models import Picture


def shows(page: ClusterableModel, thing: Model) -> bool:
    return swap(page, thing, thing)


def swap(page: ClusterableModel, old: Model, new: Model) -> bool:
    """Whether there was anything to put `new` in the place of; nothing is saved."""
    found = _swap_keys(page, old, new)
    for relation in get_all_child_relations(type(page)):
        if any(_names(field, old) for field in relation.related_model._meta.fields):
            rows = list(getattr(page, relation.get_accessor_name()).all())
            if sum(_swap_keys(row, old, new) for row in rows):
                setattr(page, relation.get_accessor_name(), rows)
                found = True
    if isinstance(old, Picture) and isinstance(new, Picture):
        for field in page._meta.fields:
            if isinstance(field, StreamField):
                found = _swap_blocks(page, field, old, new) or found
    return found


def _names(field: Any, thing: Model) -> bool:
    return isinstance(field, ForeignKey) and field.related_model is type(thing)


def _swap_keys(row: Model, old: Model, new: Model) -> bool:
    named = [field for field in row._meta.fields if _names(field, old) and getattr(row, field.attname) == old.pk]
    for field in named:
        setattr(row, field.name, new)
    return bool(named)


def _swap_blocks(page: ClusterableModel, field: StreamField, old: Picture, new: Picture) -> bool:
    value: StreamValue = getattr(page, field.name)
    blocks = value.stream_block.get_prep_value(value)
    images = [block["value"]["image"] for block in blocks if block["type"] == "picture"]
    shown = [image for image in images if image["image"] == old.pk]
    for image in shown:
        image["image"] = new.pk
        if old.pk != new.pk and not image.get("decorative"):
            image["alt_text"] = new.description  # what the old one showed is not there any more
    if shown and old.pk != new.pk:
        setattr(page, field.name, field.to_python(json.dumps(blocks)))
    return bool(shown)
