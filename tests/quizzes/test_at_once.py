"""Two editors, two taps at the same moment: a bank is imported once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from college.people.models import User
from college.quizzes.excel.importing import ChangedMeanwhile, import_bank
from college.quizzes.excel.plans import plan_for, read_bank
from college.quizzes.models import Question
from tests.factories import UserFactory
from tests.progress.test_at_once import at_once
from tests.quizzes.test_excel import GOOD, a_file

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.on_postgres]


def test_a_bank_that_two_import_at_the_same_moment_brings_each_question_once() -> None:
    rows = [[GOOD[0], f"第 {number} 题？", *GOOD[2:]] for number in range(30)]
    table = read_bank(SimpleUploadedFile("题库.xlsx", a_file(*rows)))
    editors = [UserFactory(is_superuser=True) for _ in range(2)]
    seen = plan_for(table, editors[0]).fingerprint

    def importing(editor: User) -> str:
        try:
            import_bank(table=table, user=editor, seen=seen)
        except ChangedMeanwhile:
            return "changed"
        return "done"

    assert sorted(at_once(*[lambda editor=editor: importing(editor) for editor in editors])) == ["changed", "done"]
    assert Question.objects.count() == 30
    assert Question.objects.values("text").distinct().count() == 30
