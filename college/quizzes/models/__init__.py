from college.quizzes.models.attempt import Attempt, Response
from college.quizzes.models.question import Option, Question, QuestionTopic, Topic
from college.quizzes.models.quiz import Quiz, QuizDraw, QuizQuestion

__all__ = [
    "Attempt",
    "Option",
    "Question",
    "QuestionTopic",
    "Quiz",
    "QuizDraw",
    "QuizQuestion",
    "Response",
    "Topic",
]
