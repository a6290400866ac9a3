"""One sound question of each kind."""

from typing import Any

from college.quizzes.models import Option, Question

Kind = Question.Kind

# Of each option: text, match, whether it is right.
OPTIONS: dict[str, list[tuple[str, str, bool]]] = {
    Kind.SINGLE: [("110", "", False), ("119", "", True), ("120", "", False)],
    Kind.MULTIPLE: [("关火", "", True), ("报警", "", True), ("坐电梯", "", False)],
    Kind.TRUE_FALSE: [("对", "", False), ("错", "", True)],
    Kind.MATCHING: [("火警", "119", False), ("急救", "120", False)],
    Kind.ORDERING: [("收集", "", False), ("讨论", "", False), ("公示", "", False)],
    Kind.FILL_IN: [("合肥", "", False), ("合肥市", "", False)],
}


def a_question(
    kind: str = Kind.SINGLE, *, text: str = "火警打哪个号码？", topics: tuple[str, ...] = (), **fields: Any
) -> Question:
    question = Question.objects.create(kind=kind, text=text, **fields)
    Option.objects.bulk_create(
        Option(question=question, sort_order=place, text=text, match=match, is_correct=is_correct)
        for place, (text, match, is_correct) in enumerate(OPTIONS[kind])
    )
    if topics:
        question.tags.add(*topics)
        question.save()
    return question
