"""The cast and the stage of the tests."""

import factory
import wagtail_factories
from factory.django import DjangoModelFactory

from cms.models import HomePage, StandardPage
from college.certificates.models import Award, AwardCourse, Issuer
from college.courses.models import Audience, CoursePage, LessonPage, Programme, ProgrammeIndexPage
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


class HomePageFactory(wagtail_factories.PageFactory):
    """Below the tree's root with `parent=`; the `site` fixture has one already."""

    class Meta:
        model = HomePage

    title = "明亮学堂"
    slug = "home"


class StandardPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"第{n}页")
    slug = factory.Sequence(lambda n: f"page-{n}")


class ProgrammeIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ProgrammeIndexPage

    title = "课程"
    slug = "courses"


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    name = factory.Sequence(lambda n: f"项目{n}")
    slug = factory.Sequence(lambda n: f"programme-{n}")
    character = "学"


class AudienceFactory(DjangoModelFactory):
    class Meta:
        model = Audience

    name = factory.Sequence(lambda n: f"对象{n}")
    slug = factory.Sequence(lambda n: f"audience-{n}")


def the_district() -> Organisation:
    """Which provides courses of which no test says who does."""
    return Organisation.get_root_nodes().filter(name="明亮区").first() or OrganisationFactory(name="明亮区")


def the_catalogue() -> ProgrammeIndexPage:
    return ProgrammeIndexPage.objects.first() or ProgrammeIndexPageFactory(parent=HomePage.objects.get())


class CoursePageFactory(wagtail_factories.PageFactory):
    """A course in the catalogue, open to members; needs the `site` fixture."""

    class Meta:
        model = CoursePage

    title = factory.Sequence(lambda n: f"课程{n}")
    slug = factory.Sequence(lambda n: f"course-{n}")
    summary = "一门课。"
    parent = factory.LazyFunction(the_catalogue)
    programme = factory.SubFactory(ProgrammeFactory)
    provider = factory.LazyFunction(the_district)


class LessonPageFactory(wagtail_factories.PageFactory):
    """A lesson to read, the last of its course; with `video=` one to watch."""

    class Meta:
        model = LessonPage

    title = factory.Sequence(lambda n: f"课时{n}")
    slug = factory.Sequence(lambda n: f"lesson-{n}")
    parent = factory.SubFactory(CoursePageFactory)


class IssuerFactory(DjangoModelFactory):
    class Meta:
        model = Issuer

    organisation = factory.SubFactory(OrganisationFactory, name="明亮社区学院")
    code = factory.Sequence(lambda n: f"HF{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}")
    signatory = "周文清"


class AwardCourseFactory(DjangoModelFactory):
    class Meta:
        model = AwardCourse

    course = factory.SubFactory(CoursePageFactory)


class AwardFactory(DjangoModelFactory):
    """A certificate for volunteers and social workers who complete one course; needs the `site` fixture."""

    class Meta:
        model = Award
        skip_postgeneration_save = True

    required = factory.RelatedFactory(AwardCourseFactory, factory_related_name="award")
    title = "结业证书"
    issuer = factory.SubFactory(IssuerFactory)
    kinds = [StaffKind.VOLUNTEER, StaffKind.SOCIAL_WORKER]
