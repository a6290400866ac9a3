"""Whoever adds a row that points to a person says whether the person gets it, or why not."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import CASCADE, PROTECT, ForeignKey, Model

from college.people.models import User
from college.people.privacy.holdings import Held, held_of, left_out


def relations_to(targets: set[type[Model]]) -> Iterator[ForeignKey]:
    for model in apps.get_models():
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if field.related_model in targets:
                yield field


def is_owned(field: ForeignKey) -> bool:
    """Whether the row is the person's own: it goes with them, or keeps them. What names them among others is not."""
    return not field.many_to_many and field.remote_field.on_delete in {CASCADE, PROTECT}


def test_every_row_that_points_to_a_person_is_in_the_archive_or_left_out_for_a_reason(db: None) -> None:
    about_people = list(relations_to({User}))
    own = {field.model for field in about_people if is_owned(field)}
    known = {of for held in held_of(User(pk=1)) if isinstance(held, Held) for of in held.of} | left_out().keys()
    unknown = [str(field) for field in [*about_people, *relations_to(own)] if str(field) not in known]
    assert unknown == []


def test_nothing_is_said_of_rows_that_are_no_more(db: None) -> None:
    labels = {
        str(field)
        for model in apps.get_models()
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
    }
    known = {of for held in held_of(User(pk=1)) if isinstance(held, Held) for of in held.of} | left_out().keys()
    assert sorted(known - labels) == []
