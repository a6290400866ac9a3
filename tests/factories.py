"""The cast and the stage of the tests."""

import factory
from factory.django import DjangoModelFactory

from college.people.models import Membership, Organisation, StaffKind, User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    display_name = factory.Sequence(lambda n: f"学员{n}")
    password = factory.django.Password("mingliang2026")


class OrganisationFactory(DjangoModelFactory):
    """A district; a node below another with `parent=`."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"第{n}社区")

    @classmethod
    def _create(cls, model_class: type[Organisation], *args: object, **kwargs: object) -> Organisation:
        parent = kwargs.pop("parent", None)
        return parent.add_child(**kwargs) if parent else model_class.add_root(**kwargs)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    kind = StaffKind.LEARNER
