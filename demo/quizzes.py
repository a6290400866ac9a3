"""What the demo asks: after a lesson, and in a video."""

from college.courses.models import VideoQuestion
from college.quizzes.models import Option, Question, Quiz, QuizQuestion
from demo import content

RULES = ("title", "introduction", "pass_mark", "shows_answers")


def quiz_after(course: str, lesson: str) -> tuple[Quiz | None, bool]:
    """The quiz that a lesson ends with, if any, and whether it must be passed."""
    entry = _entry("quizzes", course, lesson)
    if entry is None:
        return None, True
    quiz = Quiz(**{rule: entry[rule] for rule in RULES})
    quiz.chosen = [QuizQuestion(question=_question(asked), sort_order=n) for n, asked in enumerate(entry["questions"])]
    quiz.save()
    return quiz, entry.get("asks_quiz", True)


def questions_in(course: str, lesson: str) -> list[VideoQuestion]:
    entry = _entry("in_video", course, lesson)
    return [VideoQuestion(second=entry["second"], question=_question(entry))] if entry else []


def _entry(kind: str, course: str, lesson: str) -> content.Entry | None:
    entries = content.read("quizzes")[kind]
    return next((entry for entry in entries if (entry["course"], entry["lesson"]) == (course, lesson)), None)


def _question(entry: content.Entry) -> Question:
    question = Question(**{field: entry[field] for field in ("kind", "text", "explanation")})
    question.options = _options(entry)
    question.save()
    question.tags.add(*entry["topics"])
    question.save()
    return question


def _options(entry: content.Entry) -> list[Option]:
    options = [Option(text=text, is_correct=True) for text in entry.get("right", [])]
    options += [Option(text=text, feedback=entry.get("feedback", {}).get(text, "")) for text in entry.get("wrong", [])]
    options += [Option(text=text, match=match) for text, match in entry.get("pairs", {}).items()]
    options += [Option(text=text) for text in (*entry.get("order", []), *entry.get("accepted", []))]
    # The right one does not always stand first; what is ordered or paired keeps its place.
    if entry["kind"] in ("single", "multiple", "true-false"):
        options.sort(key=lambda option: (len(option.text), option.text))
    for place, option in enumerate(options):
        option.sort_order = place
    return options
