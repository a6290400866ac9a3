"""The quiz of a lesson, written in one go."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from college.courses.board.permissions import may_write_questions
from college.courses.board.views import BoardPage
from college.courses.models import LessonPage
from college.people.models import User
from college.quizzes.models import Quiz
from college.quizzes.writing import Written, make_quiz, parse, wrongs

LONGEST_TITLE: int = Quiz._meta.get_field("title").max_length


class QuestionsView(BoardPage):
    """For a lesson that has no quiz yet; what was typed is shown again when something is wrong with it."""

    template_name = "courses/board/questions.html"
    page_title = gettext_lazy("出几道题")

    @cached_property
    def lesson(self) -> LessonPage:
        return get_object_or_404(LessonPage.objects.child_of(self.course), pk=self.kwargs["lesson_pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not (self.lesson.permissions_for_user(self.user).can_edit() and may_write_questions(self.user)):
            raise PermissionDenied
        if why_not := obstacle(self.lesson, self.user):
            return self.refused(why_not)
        return super().dispatch(request, *args, **kwargs)

    def refused(self, why_not: str) -> HttpResponse:
        messages.warning(self.request, why_not)
        return redirect(self.board_url)

    def get_page_subtitle(self) -> str:
        return self.lesson.draft_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("wagtailadmin_pages:edit", args=[self.lesson.pk]), "label": self.lesson.draft_title}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, lesson=self.lesson, board_url=self.board_url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = request.POST.get("questions", "")
        questions = parse(typed)
        if found := list(wrongs(questions)):
            return self.render_to_response(self.get_context_data(typed=typed, wrongs=found))
        if why_not := add_quiz(lesson=self.lesson, questions=questions, user=self.user):
            return self.refused(why_not)
        words = ngettext(
            "出了 %(count)s 道题，加在这一课的草稿里。", "出了 %(count)s 道题，加在这一课的草稿里。", len(questions)
        )
        messages.success(request, words % {"count": len(questions)})
        return redirect(self.board_url)


def obstacle(lesson: LessonPage, user: User) -> str:
    """Why no quiz can be written for it now; empty where one can."""
    if lesson.get_latest_revision_as_object().quiz_id:
        return _("这一课已经有测验了。")
    if lesson.permissions_for_user(user).page_locked():
        return _("这一课别人锁住了，或者正在审，现在不能出题。")
    return ""


@transaction.atomic
def add_quiz(*, lesson: LessonPage, questions: list[Written], user: User) -> str:
    """Into its latest draft; what is published stays as it is. Returns the obstacle, where one has come meanwhile."""
    lesson = LessonPage.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    if why_not := obstacle(lesson, user):
        return why_not
    draft = lesson.get_latest_revision_as_object()
    draft.quiz = make_quiz(title=draft.title[:LONGEST_TITLE], questions=questions, user=user)
    if not lesson.live:
        draft.save(clean=False)
    draft.save_revision(user=user, log_action=True, clean=False)
    return ""
