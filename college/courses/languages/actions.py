"""What editors do about a course in another language. Who may copy the original is asked before."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from college.courses.models import CoursePage, LessonPage
from college.people.models import User


@transaction.atomic
def translate(*, course: CoursePage, language: str, user: User) -> CoursePage:
    """The course in this language, begun with a copy of all that it has; what is there already stays, and lessons that
    are missing come behind. Drafts. Its hours are those of the original: nobody is credited twice for the same content.
    Raises PermissionDenied if it is there and not theirs to add to: another organisation may provide it.
    """
    source = CoursePage.objects.select_for_update().get(pk=course.pk)
    locale, _is_new = Locale.objects.get_or_create(language_code=language)
    made = CoursePage.objects.filter(translation_key=source.translation_key, locale=locale).first()
    if made is None:
        slug = f"{source.slug}-{language}"
        made = _copied(source, source.get_parent(), locale, slug, user, hour_policy=None)
    elif not made.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    known = set(LessonPage.objects.filter(locale=locale).values_list("translation_key", flat=True))
    for lesson in LessonPage.objects.child_of(source).order_by("path"):
        if lesson.translation_key not in known:
            _copied(lesson, made, locale, lesson.slug, user)
    return CoursePage.objects.get(pk=made.pk)


def _copied(page: Page, parent: Page, locale: Locale, slug: str, user: User, **fields: object) -> Page:
    """As Wagtail's own action copies for a translation, save for where to: that wants a tree for each language. It is
    given when the original is: nothing is left out."""
    parent = Page.objects.get(pk=parent.pk).specific
    latest = page.get_latest_revision_as_object()
    latest.exclude_fields_in_copy = []
    return latest.copy(
        to=parent,
        recursive=False,
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=False,
        update_attrs={"locale": locale, "slug": find_available_slug(parent, slug), **fields},
        user=user,
        log_action="wagtail.copy_for_translation",
    )
