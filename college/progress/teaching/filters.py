"""What a teacher narrows a class down to, and by which the whole of it is exported or written to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from college.people.models import Organisation
from college.people.viewsets.organisations import organisation_chooser
from college.progress.querysets import EnrolmentQuerySet
from college.progress.teaching.content import Content
from college.progress.teaching.leaf import DEFAULT, SORTS
from college.progress.teaching.scope import Classroom, people_in
from college.progress.teaching.states import State, condition
from college.quizzes.models import Attempt

TRIES = 2
"""Handed in so often and never passed: the quiz is where the learner is held up."""


class PlaceChooser(organisation_chooser.widget_class):  # type: ignore[name-defined]
    """Shows nothing chosen for what an address says that can be none; its field says that it is none."""

    def get_value_data(self, value: Any) -> Any:
        return super().get_value_data(value if str(value).isdecimal() else None)


class FilterForm(forms.Form):
    """The class that is asked for. A question that makes no sense finds nobody, so that nothing is done by mistake."""

    name = forms.CharField(label=_("姓名"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("状态"), required=False)
    lesson = forms.ChoiceField(label=_("学到"), required=False)
    quiz = forms.ChoiceField(label=_("测验没通过"), required=False)
    place = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("组织（含下级）"), required=False, widget=PlaceChooser
    )
    sort = forms.ChoiceField(label=_("排序"), required=False, choices=list(SORTS.items()))

    def __init__(self, data: QueryDict, *, classroom: Classroom, content: Content) -> None:
        super().__init__(data)
        self.classroom = classroom
        self._offer("state", _("全部"), State.choices)
        self._offer("lesson", _("任何一课"), content.titles.items())
        self._offer("quiz", _("不限"), ((quiz.pk, quiz.title) for quiz in content.quizzes))
        if not content.quizzes:
            del self.fields["quiz"]

    def _offer(self, name: str, nothing: Any, choices: Iterable[tuple[Any, Any]]) -> None:
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]

    def clean_place(self) -> Organisation | None:
        """Asking about an organisation outside would tell who of those they see belongs to it."""
        place = self.cleaned_data["place"]
        if place and not self.classroom.covers(place.path):
            raise ValidationError(_("这个组织不在您负责的范围里。"))
        return place

    @property
    def order(self) -> str:
        return (self.is_valid() and self.cleaned_data["sort"]) or DEFAULT

    @property
    def asked(self) -> dict[str, str]:
        """What narrows the class, as an address says it."""
        return {name: self.data[name] for name in self.fields if name != "sort" and self.data.get(name)}

    def narrow(self, enrolments: EnrolmentQuerySet, *, now: datetime) -> EnrolmentQuerySet:
        if not self.is_valid():
            return enrolments.none()
        asked = self.cleaned_data
        if asked["state"]:
            enrolments = enrolments.filter(condition(asked["state"], now=now))
        if asked["lesson"]:
            enrolments = enrolments.filter(current_lesson=asked["lesson"])
        if asked["place"]:
            enrolments = enrolments.filter(learner__in=people_in([asked["place"].path]))
        if asked["name"]:
            enrolments = enrolments.filter(learner__display_name__icontains=asked["name"])
        if asked.get("quiz"):
            enrolments = enrolments.filter(learner__in=held_up_by(int(asked["quiz"])))
        return enrolments


def held_up_by(quiz_id: int) -> QuerySet[Attempt, Any]:
    """Who handed a quiz in more than once and has not passed it."""
    finished = Attempt.objects.filter(quiz=quiz_id, finished_at__isnull=False).order_by().values("learner")
    tried = finished.annotate(tries=Count("pk"), passes=Count("pk", filter=Q(is_passed=True)))
    return tried.filter(tries__gte=TRIES, passes=0).values("learner")
