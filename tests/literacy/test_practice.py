import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from college.literacy.models import LearnedCharacter
from college.people.models import User
from college.voice.models import Recording
from tests.factories import CoursePageFactory, UserFactory
from tests.literacy.cast import a_lesson, learned


@pytest.fixture
def learner(client: Client, site: Site) -> User:
    learner = UserFactory(display_name="王秀兰")
    client.force_login(learner)
    return learner


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_learner_sees_hears_traces_writes_and_uses_a_character_one_step_a_screen(
    client: Client, learner: User
) -> None:
    begin = f"/literacy/lesson/{a_lesson('人').pk}/"
    assert client.get(begin)["Location"] == f"{begin}1/"
    for number, task in enumerate(("看一看", "听一听", "描一描", "写一写", "用一用"), 1):
        html = page(client, f"{begin}{number}/")
        assert task in html
        assert f"第 {number} 步，共 5 步" in html
    assert "这些字都写过了" in page(client, f"{begin}6/")
    assert client.get(f"{begin}7/").status_code == 404
    assert client.get(f"{begin}0/").status_code == 404


def test_what_she_wrote_is_hers_once_however_often_she_taps(client: Client, learner: User) -> None:
    lesson = a_lesson("人口", title="身上的字")
    for _tap in range(2):
        response = client.post(f"/literacy/lesson/{lesson.pk}/4/")
        assert response["Location"] == f"/literacy/lesson/{lesson.pk}/5/"
    kept = LearnedCharacter.objects.get()
    assert (kept.learner, kept.char, kept.lesson, kept.lesson_title) == (learner, "人", lesson, "身上的字")
    assert client.get(f"/literacy/lesson/{lesson.pk}/")["Location"] == f"/literacy/lesson/{lesson.pk}/6/"


def test_looking_at_a_step_writes_nothing(client: Client, learner: User) -> None:
    lesson = a_lesson("人")
    for number in range(1, 7):
        page(client, f"/literacy/lesson/{lesson.pk}/{number}/")
    assert client.post(f"/literacy/lesson/{lesson.pk}/1/").status_code == 405
    assert not LearnedCharacter.objects.exists()


def test_what_an_editor_wrote_of_a_character_stands_instead_of_what_is_suggested(client: Client, learner: User) -> None:
    detail = {"char": "口", "pinyin": "kǒu", "words": "门口 路口", "sentence": "我在门口等您。"}
    lesson = a_lesson("口", details=[detail])
    assert "门口" in page(client, f"/literacy/lesson/{lesson.pk}/2/")
    assert "我在门口等您。" in page(client, f"/literacy/lesson/{lesson.pk}/5/")


def test_a_visitor_may_try_where_the_course_is_public_and_nothing_is_kept(client: Client, site: Site) -> None:
    lesson = a_lesson("人")
    assert client.post(f"/literacy/lesson/{lesson.pk}/4/").status_code == 302
    assert "登录以后" in page(client, f"/literacy/lesson/{lesson.pk}/6/")
    assert not LearnedCharacter.objects.exists()


def test_a_lesson_that_is_not_open_or_teaches_no_characters_is_not_found(client: Client, site: Site) -> None:
    kept = a_lesson("人", parent=CoursePageFactory(access="members"))
    for lesson in (kept, a_lesson("abc")):
        for address in ("", "1/", "sheet/"):
            assert client.get(f"/literacy/lesson/{lesson.pk}/{address}").status_code in {404, 302}
        assert client.get(f"/literacy/lesson/{lesson.pk}/1/").status_code == 404
        assert client.post(f"/literacy/lesson/{lesson.pk}/4/").status_code == 404


def test_her_own_name_is_the_first_lesson(client: Client, learner: User) -> None:
    learned(learner, "王")
    html = page(client, "/literacy/name/")
    assert 'href="/literacy/name/6/"' in html
    assert "我叫王秀兰。" in page(client, "/literacy/name/5/")
    client.post("/literacy/name/9/")
    assert LearnedCharacter.objects.of(learner).filter(char="秀", lesson=None).exists()


def test_a_rare_character_of_a_name_is_shown_large_and_written_on_paper(client: Client, site: Site) -> None:
    learner = UserFactory(display_name="李䶮")
    client.force_login(learner)
    rare = [page(client, f"/literacy/name/{number}/") for number in (6, 7, 8)]  # see, write, use
    assert all("䶮 ·" in html for html in rare)
    assert not any("data-strokes" in html for html in rare)
    assert "在纸上写几遍" in rare[1]


def test_who_has_no_chinese_name_reads_where_to_write_it(client: Client, site: Site) -> None:
    client.force_login(UserFactory(display_name="Ann Lee"))
    assert "里面没有汉字" in page(client, "/literacy/name/")
    assert client.get("/literacy/name/1/").status_code == 404


@pytest.mark.parametrize("characters", ["人", "人口手目耳足上下左右"])
def test_a_step_costs_the_same_with_one_character_and_with_ten(
    client: Client, learner: User, characters: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lesson = a_lesson(characters)
    page(client, f"/literacy/lesson/{lesson.pk}/1/")
    with django_assert_num_queries(4):  # session, person, lesson, course
        page(client, f"/literacy/lesson/{lesson.pk}/4/")


def test_a_lesson_leads_to_writing_its_characters_and_others_do_not(client: Client, learner: User) -> None:
    lesson = a_lesson("人口")
    html = page(client, lesson.url)
    assert f'href="/literacy/lesson/{lesson.pk}/"' in html
    assert "一步一步来：人口" in html
    assert "/literacy/lesson/" not in page(client, a_lesson("abc").url)


def test_a_sentence_that_the_teacher_recorded_is_heard_in_her_voice(client: Client, learner: User) -> None:
    recording = Recording.objects.create(seconds=2, made_by=learner)
    detail = {"char": "人", "pinyin": "rén", "words": "", "sentence": "人人都来。", "recording": str(recording.pk)}
    html = page(client, f"/literacy/lesson/{a_lesson('人', details=[detail]).pk}/5/")
    assert html.count(f'data-recording="{recording.url}"') == 2
    assert "data-recording=" not in page(client, f"/literacy/lesson/{a_lesson('口').pk}/5/")
