"""Which questions a quiz asks of one person, and each of them frozen as it is shown, in an attempt or in a video.

`Shown` is kept as JSON (`Response.shown`), so that a later edit changes nothing of what was asked:

    kind               one of Question.Kind
    text, explanation  as the editor wrote them
    picture            {"url", "alt"} or None
    clip               the id of a media.Video, or None
    options            [{"key", "text", "match", "feedback", "is_correct"}] in the order shown;
                       of a question to fill in: what is accepted
    matches            of a matching question: keys of the options, in the order in which their `match` is shown
    order              of an ordering question: keys of the options in their right order

A key names an option in every attempt alike. Pages never carry keys, for those tell the right order and partner; they
speak of places, counted from 1 (see `marking`).
"""

from collections.abc import Iterable
from random import Random
from typing import Any, TypedDict

from college.quizzes.models import Option, Question, Quiz, QuizDraw

PICTURE = "max-1200x900|format-webp"

Kind = Question.Kind
KEEP_ORDER = (Kind.TRUE_FALSE, Kind.FILL_IN, Kind.MATCHING)


class ShownOption(TypedDict):
    key: str
    text: str
    match: str
    feedback: str
    is_correct: bool


class Shown(TypedDict):
    kind: str
    text: str
    explanation: str
    picture: dict[str, str] | None
    clip: int | None
    options: list[ShownOption]
    matches: list[str]
    order: list[str]


def shown(question: Question, *, rng: Random, is_shuffled: bool = False) -> Shown:
    """What is to be ordered or matched never stands as it should; other options keep their order unless shuffled."""
    options = [_option(option, place) for place, option in enumerate(question.options.all())]
    keys = [option["key"] for option in options]
    return {
        "kind": question.kind,
        "text": question.text,
        "explanation": question.explanation,
        "picture": _picture(question),
        "clip": question.clip_id,
        "options": _arranged(question.kind, options, rng, is_shuffled),
        "matches": disordered(keys, rng) if question.kind == Kind.MATCHING else [],
        "order": keys if question.kind == Kind.ORDERING else [],
    }


def _option(option: Option, place: int) -> ShownOption:
    """One that was never saved, in a preview, is named by its place."""
    return {
        "key": str(option.pk or f"new-{place}"),
        "text": option.text,
        "match": option.match,
        "feedback": option.feedback,
        "is_correct": option.is_correct,
    }


def _picture(question: Question) -> dict[str, str] | None:
    if not question.picture:
        return None
    return {"url": question.picture.get_rendition(PICTURE).url, "alt": question.picture.default_alt_text}


def _arranged(kind: str, options: list[ShownOption], rng: Random, is_shuffled: bool) -> list[ShownOption]:
    if kind == Kind.ORDERING:
        return disordered(options, rng)
    if is_shuffled and kind not in KEEP_ORDER:
        return rng.sample(options, len(options))
    return options


def disordered(things: list[Any], rng: Random) -> list[Any]:
    """In any order but their own, unless there is no other."""
    found = rng.sample(things, len(things))
    return found if found != things else things[1:] + things[:1]


def draw(quiz: Quiz, *, rng: Random) -> list[Question]:
    """The chosen questions in order, then those drawn; none twice, and fewer where a topic has no more.

    One that is deleted between drawing its key and reading it is left out.
    """
    chosen = list(quiz.chosen.values_list("question", flat=True))
    drawn = _drawn(quiz.draws.all(), taken=set(chosen), rng=rng)
    keys = [*chosen, *drawn]
    if quiz.is_shuffled:
        rng.shuffle(keys)
    questions = Question.objects.select_related("picture").prefetch_related("options").in_bulk(keys)
    return [questions[key] for key in keys if key in questions]


def _drawn(draws: Iterable[QuizDraw], *, taken: set[int], rng: Random) -> list[int]:
    """The topic with the least to spare draws first, so that others do not take from it what they can spare."""
    pools = {row: list(_with_topic(row, taken)) for row in draws}
    found: dict[QuizDraw, list[int]] = {}
    for row in sorted(pools, key=lambda row: len(pools[row]) - row.count):
        left = [key for key in pools[row] if key not in taken]
        found[row] = rng.sample(left, min(row.count, len(left)))
        taken.update(found[row])
    return [key for row in pools for key in found[row]]


def _with_topic(row: QuizDraw, taken: set[int]) -> Iterable[int]:
    return (
        Question.objects.filter(topics__tag=row.topic_id)
        .exclude(pk__in=taken)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
