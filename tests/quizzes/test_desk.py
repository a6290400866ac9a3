"""What an editor does with questions and quizzes in the admin."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from college.people.models import User
from college.quizzes.models import Attempt, Question, Quiz, QuizDraw, QuizQuestion, Topic
from tests.factories import LessonPageFactory, UserFactory
from tests.media.factories import VideoFactory
from tests.pages import queries
from tests.quizzes.bank import OPTIONS, a_question

pytestmark = pytest.mark.django_db

QUESTIONS = "/admin/snippets/quizzes/question/"
QUIZZES = "/admin/snippets/quizzes/quiz/"
Kind = Question.Kind
Row = tuple[str, str, bool]


@pytest.fixture
def editor(db: None) -> User:
    user = UserFactory(display_name="周老师")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def rows(prefix: str, said: list[dict[str, object]]) -> dict[str, object]:
    counts = {"TOTAL_FORMS": len(said), "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    form = {f"{prefix}-{name}": count for name, count in counts.items()}
    for place, row in enumerate(said):
        form |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
        form |= {f"{prefix}-{place}-ORDER": place + 1, f"{prefix}-{place}-DELETE": ""}
    return form


def question_form(kind: str, options: list[Row], **said: object) -> dict[str, object]:
    filled = [
        {"text": text, "match": match, **({"is_correct": "on"} if right else {})} for text, match, right in options
    ]
    return {"kind": kind, "text": "火警\r\n打哪个号码？", "explanation": "", "tags": "安全", **said} | rows(
        "options", filled
    )


def quiz_form(chosen: list[Question], draws: list[tuple[Topic, int]]) -> dict[str, object]:
    rules = {"pass_mark": 60, "cool_down_minutes": 0, "grace_seconds": 30, "shows_answers": "at-end"}
    return (
        {"title": "安全测验", "introduction": "", **rules}
        | rows("chosen", [{"question": question.pk} for question in chosen])
        | rows("draws", [{"topic": topic.pk, "count": count} for topic, count in draws])
    )


@pytest.mark.parametrize("kind", Kind.values)
def test_an_editor_adds_a_question_of_each_kind(desk: Client, kind: str) -> None:
    desk.post(f"{QUESTIONS}add/", question_form(kind, OPTIONS[kind]))
    question = Question.objects.get()
    kept = [(option.text, option.match, option.is_correct) for option in question.options.all()]
    assert (question.kind, question.text, kept) == (kind, "火警\n打哪个号码？", OPTIONS[kind])
    assert list(question.tags.names()) == ["安全"]


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        (Kind.SINGLE, [("甲", "", False), ("乙", "", False)], "还没有说哪一个选项正确"),
        (Kind.SINGLE, [("甲", "", True), ("乙", "", True)], "这种题只能有一个正确的选项"),
        (Kind.SINGLE, [("甲", "", True)], "至少要两个选项"),
        (Kind.SINGLE, [("甲", "", True), ("甲", "", False)], "“甲”写了两遍"),
        (Kind.MULTIPLE, [("甲", "", False), ("乙", "", False)], "多选题至少要有一个正确的选项"),
        (Kind.MULTIPLE, [("甲", "", True), ("乙", "", True)], "多选题至少要有一个不正确的选项"),
        (Kind.TRUE_FALSE, [], "判断题要正好两个选项"),
        (Kind.MATCHING, [("火警", "119", False), ("急救", "", False)], "“急救”还没有配对"),
        (Kind.MATCHING, [("火警", "119", False), ("急救", "119", False)], "“119”写了两遍"),
        (Kind.ORDERING, [("收集", "", False)], "至少要两个选项"),
        (Kind.FILL_IN, [], "至少要写一个可以接受的答案"),
    ],
)
def test_what_is_no_question_of_its_kind_is_refused_in_words(
    desk: Client, kind: str, options: list[Row], said: str
) -> None:
    page = desk.post(f"{QUESTIONS}add/", question_form(kind, options))
    assert said in page.text
    assert not Question.objects.exists()


def test_marks_of_another_kind_are_forgotten(desk: Client) -> None:
    desk.post(f"{QUESTIONS}add/", question_form(Kind.ORDERING, [("甲", "左", True), ("乙", "右", False)]))
    assert list(Question.objects.get().options.values_list("match", "is_correct")) == [("", False)] * 2


def test_a_quiz_asks_chosen_questions_and_draws_others(desk: Client) -> None:
    chosen, drawn = a_question(topics=("安全",)), a_question(Kind.TRUE_FALSE, topics=("安全",))
    topic = drawn.tags.get()
    assert "只有 1 道题，抽不了这么多" in desk.post(f"{QUIZZES}add/", quiz_form([chosen], [(topic, 2)])).text
    assert "还没有题目" in desk.post(f"{QUIZZES}add/", quiz_form([], [])).text
    assert not Quiz.objects.exists()
    desk.post(f"{QUIZZES}add/", quiz_form([chosen], [(topic, 1)]))
    quiz = Quiz.objects.get()
    assert [row.question for row in quiz.chosen.all()] == [chosen]
    assert [(draw.topic, draw.count) for draw in quiz.draws.all()] == [(topic, 1)]


@pytest.mark.on_postgres
def test_topics_that_share_questions_cannot_be_promised_more_than_they_have_together(desk: Client) -> None:
    shared = a_question(topics=("消防", "急救"))
    a_question(text="第二问", topics=("消防",))
    fire, aid = (Topic.objects.get(name=name) for name in ("消防", "急救"))
    assert "合起来只有 2 道" in desk.post(f"{QUIZZES}add/", quiz_form([], [(fire, 2), (aid, 1)])).text
    assert not Quiz.objects.exists()
    shared.tags.remove("消防")
    shared.save()
    a_question(text="第三问", topics=("消防",))
    desk.post(f"{QUIZZES}add/", quiz_form([], [(fire, 2), (aid, 1)]))
    assert Quiz.objects.exists()


@pytest.mark.on_postgres
def test_topics_that_look_alike_are_one(desk: Client) -> None:
    for tags in ("安全ＡＢ", '" 安全AB "', "安全AB"):
        desk.post(f"{QUESTIONS}add/", question_form(Kind.SINGLE, OPTIONS[Kind.SINGLE], tags=tags))
    desk.post("/admin/snippets/quizzes/topic/add/", {"name": "　安全ＡＢ"})
    topic = Topic.objects.get()
    assert (topic.name, topic.questions.count()) == ("安全AB", 3)


def test_an_option_stands_on_one_line(desk: Client) -> None:
    options = [("先关火\r\n再报警", "", True), ("坐电梯", "", False)]
    desk.post(f"{QUESTIONS}add/", question_form(Kind.SINGLE, options))
    assert Question.objects.get().options.first().text == "先关火 再报警"


def test_the_rows_of_a_quiz_change_places(desk: Client) -> None:
    first, second = a_question(text="火警？"), a_question(text="急救？")
    quiz = Quiz.objects.create(title="安全测验")
    kept = [QuizQuestion.objects.create(quiz=quiz, question=question) for question in (first, second)]
    form = quiz_form([second, first], []) | {"chosen-INITIAL_FORMS": 2}
    form |= {f"chosen-{place}-id": row.pk for place, row in enumerate(kept)}

    desk.post(f"{QUIZZES}edit/{quiz.pk}/", form)

    assert [row.question for row in quiz.chosen.all()] == [second, first]


def test_a_question_is_chosen_once_and_a_topic_drawn_once(desk: Client) -> None:
    question = a_question(topics=("安全",))
    topic = Topic.objects.get()

    page = desk.post(f"{QUIZZES}add/", quiz_form([question, question], [(topic, 1), (topic, 1)])).content.decode()

    assert "这道题上面已经选了。" in page
    assert "这个标签上面已经有了。" in page
    assert not Quiz.objects.exists()


def test_a_question_whose_video_the_editor_may_not_use_is_asked_only_where_it_was(
    desk: Client, editor: User, site: object
) -> None:
    question = a_question(clip=VideoFactory(), topics=("消防",))
    draws = [(Topic.objects.get(), 1)]
    editor.groups.get().collection_permissions.filter(permission__content_type__app_label="media").delete()
    assert "这道题里的声音或视频您不能用" in desk.post(f"{QUIZZES}add/", quiz_form([question], [])).text
    assert "这个标签下有题目的声音或视频您不能用" in desk.post(f"{QUIZZES}add/", quiz_form([], draws)).text
    assert not Quiz.objects.exists()


@pytest.mark.on_postgres
def test_an_editor_finds_questions_by_words_kind_and_topic(desk: Client) -> None:
    a_question(text="火警打哪个号码？", topics=("安全",))
    a_question(Kind.FILL_IN, text="安徽的省会是哪里？", topics=("常识",))
    topic = Topic.objects.get(name="常识").pk
    for query in ("q=省会", "q=合肥市", "kind=fill-in", f"tags={topic}"):
        page = desk.get(f"{QUESTIONS}?{query}").text
        assert ("安徽的省会" in page, "火警打哪个号码" in page) == (True, False)
    choose = reverse(Question.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    for query in ("q=省会", "kind=fill-in", f"topic={topic}"):
        page = desk.get(f"{choose}?{query}").text
        assert ("安徽的省会" in page, "火警打哪个号码" in page) == (True, False)


@pytest.mark.on_postgres
@pytest.mark.parametrize("url", [QUESTIONS, QUIZZES])
def test_the_lists_cost_the_same_however_much_is_in_them(desk: Client, url: str) -> None:
    def one_more() -> None:
        question = a_question(topics=("安全", "常识"))
        quiz = Quiz.objects.create(title="测验")
        QuizQuestion.objects.create(quiz=quiz, question=question)
        QuizDraw.objects.create(quiz=quiz, topic=question.tags.first(), count=2)

    one_more()
    few = queries(desk, url)
    for _ in range(6):
        one_more()
    assert queries(desk, url) == few


def test_what_is_in_use_is_kept_and_the_editor_reads_by_what(desk: Client) -> None:
    question = a_question(topics=("安全",))
    quiz = Quiz.objects.create(title="安全测验")
    QuizQuestion.objects.create(quiz=quiz, question=question)
    QuizDraw.objects.create(quiz=quiz, topic=question.tags.get())
    Attempt.objects.create(
        quiz=quiz, learner=UserFactory(), quiz_title="", pass_mark=60, started_at="2026-11-01T00:00Z"
    )
    said = {
        question: "还在用：测验“安全测验”",
        quiz: "还在用：答题记录（1 份）",
        question.tags.get(): "还在用：测验“安全测验”",
    }
    for row, words in said.items():
        one = reverse(row.snippet_viewset.get_url_name("delete"), args=[row.pk])
        many = reverse("wagtail_bulk_action", args=["quizzes", row._meta.model_name, "delete"])
        for url in (one, f"{many}?id={row.pk}"):
            assert words in desk.post(url, follow=True).text
        assert type(row).objects.filter(pk=row.pk).exists()


def test_a_lesson_keeps_its_quiz(desk: Client, site: object) -> None:
    quiz = Quiz.objects.create(title="安全测验")
    LessonPageFactory(title="报火警", quiz=quiz)
    url = reverse(Quiz.snippet_viewset.get_url_name("delete"), args=[quiz.pk])
    assert "还在用：课时“报火警”" in desk.post(url, follow=True).text


def test_what_nothing_uses_is_deleted(desk: Client) -> None:
    for row in (a_question(), Quiz.objects.create(title="没人用")):
        desk.post(reverse(row.snippet_viewset.get_url_name("delete"), args=[row.pk]))
        assert not type(row).objects.filter(pk=row.pk).exists()


def test_a_learner_has_no_business_here(client: Client) -> None:
    client.force_login(UserFactory())
    for url in (QUESTIONS, QUIZZES, f"{QUESTIONS}add/"):
        assert client.get(url).status_code == 302
