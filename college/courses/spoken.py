"""What is said in the videos of lessons, as the site's search tells it."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from cms.results import Place, marked, wanted
from media.models import Video
from media.moments import moments

if TYPE_CHECKING:
    from college.courses.access import Person
    from college.courses.models import LessonPage


def places_in(lessons: "Collection[LessonPage]", query: str, user: "Person") -> dict[int, list[Place]]:
    """Where the words are said in those of these lessons that the person may open: search finds no private page.

    What a private collection keeps is told on the lesson's own page only.
    """
    videos = {lesson.pk: lesson.video_id for lesson in open_among(lessons, user) if lesson.video_id}
    private = set(Video.objects.filter(pk__in=videos.values()).in_private_collections().values_list("pk", flat=True))
    videos = {pk: video for pk, video in videos.items() if video not in private}
    found, pattern = moments(set(videos.values()), query), wanted(query)
    return {
        pk: [Place(f"t={at.second}", at.clock, marked(at.text, pattern)) for at in found[video]]
        for pk, video in videos.items()
        if video in found
    }


def open_among(lessons: "Collection[LessonPage]", user: "Person") -> "Collection[LessonPage]":
    from college.courses.models import LessonPage

    if user.is_authenticated:
        return lessons
    closed = LessonPage.objects.closed_to_strangers().filter(pk__in=[lesson.pk for lesson in lessons])
    keys = set(closed.values_list("pk", flat=True))
    return [lesson for lesson in lessons if lesson.pk not in keys]
