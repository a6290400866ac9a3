from collections.abc import Collection
from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, Workflow
from wagtail.search import index

from cms.panels import panels_by_place
from cms.results import Place
from college.courses.access import is_open
from college.courses.blocks import lesson_blocks
from college.courses.forms import LessonForm
from college.courses.gates import states_and_gates
from college.courses.languages.versions import versions
from college.courses.models.drafts import LenientDrafts
from college.courses.outlines import are_collections_private, course_of, lessons_of, shared_key
from college.courses.querysets import LessonManager
from college.courses.review.policy import InOrganisations
from college.courses.rule_panels import lesson_rule
from college.courses.seen_as import SeenByOthers
from college.courses.spoken import places_in
from college.courses.terms import DATES
from college.courses.video_questions import video_questions
from college.courses.visible import visible
from media.models import Video
from media.moments import spoken_text
from media.views import may_be_shown

if TYPE_CHECKING:
    from college.courses.access import Person
    from college.courses.models.course import CoursePage


class LessonPage(SeenByOthers, InOrganisations, LenientDrafts):
    """A lesson: one lead video or none, a course package or none, and a body to read."""

    class PackageRule(models.TextChoices):
        COMPLETED = "completed", _("课件报告学完或通过")
        PASSED = "passed", _("课件报告通过")
        SEEN = "seen", _("看到末尾，学员自己点“我看完了”（用在不会报告的课件上）")

    introduction = models.CharField(_("导语"), max_length=200, blank=True)
    video = models.ForeignKey(
        "media.Video", on_delete=models.PROTECT, null=True, blank=True, related_name="lessons", verbose_name=_("视频")
    )
    body = StreamField(lesson_blocks(), verbose_name=_("正文"), blank=True)
    reading_minutes = models.PositiveSmallIntegerField(_("阅读时间（分钟）"), default=5)
    is_required = models.BooleanField(_("必学"), default=True)
    required_share = models.PositiveSmallIntegerField(
        _("视频看过多少算学完（%）"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("只计真正播放过的部分；没有视频的课时，读到末尾并确认即为学完"),
    )
    asks_reading = models.BooleanField(_("看完视频，正文也要读到末尾"), default=False)
    quiz = models.ForeignKey(
        "quizzes.Quiz",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("测验"),
    )
    asks_quiz = models.BooleanField(_("通过测验才算学完"), default=True)
    package = models.ForeignKey(
        "packages.Package",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("课件"),
    )
    package_rule = models.CharField(
        _("课件怎样算学完"), max_length=10, choices=PackageRule, default=PackageRule.COMPLETED
    )
    available_from = models.DateTimeField(_("从什么时候起可以学"), null=True, blank=True)
    available_until = models.DateTimeField(_("到什么时候为止"), null=True, blank=True)

    objects = LessonManager()

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("video"),
        video_questions(),
        FieldPanel("body"),
        lesson_rule(),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.SearchField("transcript_text"),
    ]
    exclude_fields_in_copy = DATES
    base_form_class = LessonForm
    known_with = ("video",)
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    private_page_options = ["login", "groups"]
    teaser_fields = ["introduction"]
    placed_fields = ["transcript_text"]
    template = "courses/lesson.html"

    class Meta:
        verbose_name = _("课时")
        verbose_name_plural = pgettext_lazy("plural", "课时")

    def transcript_text(self) -> str:
        """What is said in the video, for the search index; nothing that a private collection keeps."""
        if not self.video or not self.video.has_captions:
            return ""
        is_private = Video.objects.filter(pk=self.video_id).in_private_collections().exists()
        return "" if is_private else spoken_text(self.video)

    def get_workflow(self) -> Workflow | None:
        """That of its course."""
        course: CoursePage = self.get_parent().specific
        return course.get_workflow()

    @staticmethod
    def places(lessons: "Collection[LessonPage]", query: str, user: "Person") -> dict[int, list[Place]]:
        return places_in(lessons, query, user)

    @property
    def minutes(self) -> int:
        """Length of the lead video, else the editor's estimate of reading time, in whole minutes, at least 1."""
        if self.video and self.video.duration:
            return max(1, round(self.video.duration / 60))
        return self.reading_minutes

    @property
    def course(self) -> "CoursePage":
        return course_of(self)

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if getattr(request, "is_preview", False) or is_open(request.user, self):
            return super().serve(request, *args, **kwargs)
        if request.user.is_anonymous and self.course.live:
            return redirect_to_login(request.get_full_path())
        raise Http404

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        course = self.course
        lessons = visible(request.user, lessons_of([course])[course.pk])
        states, gates = states_and_gates(request, course, lessons)
        gate = gates.get(self.pk)
        return {
            **super().get_context(request, *args, **kwargs),
            "versions": versions(self),
            **neighbours(self, lessons),
            "course": course,
            "lessons": lessons,
            "states": states,
            "gate": gate,
            "is_video_shown": not gate and self.is_video_shown_to(request),
            "panels": {} if gate else panels_by_place("lesson_panels", request, self),
            "shared_key": None if gate or self.is_seen_differently() else shared_key(request, self, course),
        }

    def is_seen_differently(self) -> bool:
        """Whether some readers of this page may watch its video, and others not."""
        return self.video is not None and are_collections_private()

    def is_video_shown_to(self, request: HttpRequest) -> bool:
        if self.video is None:
            return False
        return not are_collections_private() or may_be_shown(request, self.video)


class VideoQuestion(Orderable):
    """A question that the lesson's player stops for at a second of the video."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="video_questions")
    second = models.PositiveIntegerField(_("第几秒"))
    question = models.ForeignKey(
        "quizzes.Question", on_delete=models.PROTECT, related_name="asked_in", verbose_name=_("题目")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("视频里的题目")
        verbose_name_plural = pgettext_lazy("plural", "视频里的题目")

    def __str__(self) -> str:
        return f"{self.second} · {self.question_id}"


def neighbours(lesson: LessonPage, lessons: list[LessonPage]) -> dict[str, object]:
    """Where a lesson stands among the lessons of its course; a draft stands behind them all."""
    place = lessons.index(lesson) if lesson in lessons else len(lessons)
    return {
        "number": place + 1,
        "previous": lessons[place - 1] if place else None,
        "next": next(iter(lessons[place + 1 :]), None),
    }
