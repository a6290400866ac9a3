from collections.abc import Sequence

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from college.quizzes.desk.deleting import refuse
from college.quizzes.desk.quizzes import QuizzesGroup

register_snippet(QuizzesGroup)


@hooks.register("before_delete_snippet", order=-1)
def keep_what_is_asked(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    """Asked of one and of many at once."""
    return refuse(request, instances)
