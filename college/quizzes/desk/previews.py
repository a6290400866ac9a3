"""A question and a quiz as the learner will see them."""

from random import Random

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from college.quizzes import asking
from college.quizzes.models import Question, Quiz


def preview_question(request: HttpRequest, question: Question) -> HttpResponse:
    return render(request, "quizzes/admin/preview.html", {"shown": [shown(question)]})


def preview_quiz(request: HttpRequest, quiz: Quiz) -> HttpResponse:
    """What is drawn at random is named only, for it is drawn afresh each time."""
    questions = [row.question for row in quiz.chosen.all()]
    context = {"quiz": quiz, "shown": [shown(question) for question in questions], "draws": quiz.draws.all()}
    return render(request, "quizzes/admin/preview.html", context)


def shown(question: Question) -> asking.Shown:
    """Always in the same disorder, so that the preview keeps still while the editor writes."""
    return asking.shown(question, rng=Random(0))  # noqa: S311  # nothing is kept secret by it
