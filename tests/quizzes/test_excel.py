"""Question banks go out as Excel files and come in again: all of a file or nothing of it."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from openpyxl import Workbook, load_workbook
from wagtail.models import ModelLogEntry

from college.people.models import StaffKind, User
from college.quizzes.excel.importing import ChangedMeanwhile, import_bank
from college.quizzes.excel.plans import plan_for, read_bank, whole
from college.quizzes.excel.rows import draft_of, number_of
from college.quizzes.models import Option, Question
from college.spreadsheets import XLSX, Sheet, write
from media.models import Video
from tests.factories import MembershipFactory, UserFactory, the_district
from tests.media.factories import VideoFactory
from tests.quizzes.bank import a_question

pytestmark = pytest.mark.django_db

LIST = "/admin/snippets/quizzes/question/"
HEADINGS = ["题型", "题目", "选项A", "选项B", "选项C", "答案"]
GOOD = ["单选", "火警打哪个号码？", "110", "119", "120", "B"]
Kind = Question.Kind
Cells = list[object]


@pytest.fixture
def editor(db: None) -> User:
    user = MembershipFactory(organisation=the_district(), kind=StaffKind.COMMUNITY_WORKER).user
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def a_file(*rows: Cells, headings: list[str] = HEADINGS, sheet: str = "题目") -> bytes:
    return write([Sheet(sheet, headings, rows)])


def edited(edit: Callable[[Workbook], object]) -> bytes:
    """A good file after somebody has done something to it in Excel."""
    book = load_workbook(io.BytesIO(a_file(GOOD)))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def send(desk: Client, content: bytes) -> str:
    return desk.post(f"{LIST}import/", {"file": SimpleUploadedFile("题库.xlsx", content)}).text


def agree(desk: Client, content: bytes) -> str:
    """Sends a file, reads what it would do, and says yes."""
    shown = desk.post(f"{LIST}import/", {"file": SimpleUploadedFile("题库.xlsx", content)}).context
    return desk.post(f"{LIST}import/", {"kept": shown["kept"], "seen": shown["plan"].fingerprint}, follow=True).text


def everything() -> dict[int, object]:
    return {question.pk: draft_of(question) for question in whole()}


def test_topics_that_look_alike_are_one_and_an_option_stands_on_one_line(desk: Client) -> None:
    headings = [*HEADINGS, "标签"]
    wide = ["单选", "急救？", "先看\n再说", "119", "120", "C", "安全ＡＢ"]
    agree(desk, a_file([*GOOD, "　安全AB、安全ＡＢ"], wide, headings=headings))
    assert [question.tags.get().name for question in Question.objects.all()] == ["安全AB"] * 2
    assert Option.objects.filter(text="先看 再说").exists()
    before = everything()
    agree(desk, desk.get(f"{LIST}export/").content)
    assert everything() == before


def test_more_than_can_come_in_again_does_not_go_out(desk: Client) -> None:
    Question.objects.bulk_create(Question(text="一样的题" if place else "火警") for place in range(5001))
    refused = desk.get(f"{LIST}export/", follow=True)
    assert "一共 5001 道题，一个文件最多 5000 道" in refused.text
    assert desk.get(f"{LIST}export/?q=火警")["Content-Type"] == XLSX


def test_nothing_is_imported_before_its_sender_agrees(desk: Client) -> None:
    page = send(desk, a_file(GOOD))
    assert "导入以后会这样" in page
    assert "火警打哪个号码" in page
    assert not Question.objects.exists()
    assert "已导入：新增 1 题" in agree(desk, a_file(GOOD))
    options = Question.objects.get().options.values_list("text", "is_correct")
    assert list(options) == [("110", False), ("119", True), ("120", False)]


def test_the_template_has_an_example_of_every_kind_and_can_be_sent_as_it_is(desk: Client) -> None:
    template = desk.get(f"{LIST}template/").content
    assert load_workbook(io.BytesIO(template)).sheetnames == ["题目", "填写说明"]
    agree(desk, template)
    assert {question.kind for question in Question.objects.all()} == set(Kind.values)


@pytest.mark.on_postgres
def test_a_bank_that_comes_back_as_it_went_out_changes_nothing(desk: Client, site: object) -> None:
    for kind in Kind:
        a_question(kind, text=f"{kind}：\n=1+1 是“二”吗？", topics=("安全", "a, b", '引"号'))
    a_question(Kind.SINGLE, text="两道一样的题")
    a_question(Kind.SINGLE, text="两道一样的题")
    Question.objects.filter(kind=Kind.MULTIPLE).update(clip=VideoFactory(), explanation="讲\n解")
    Option.objects.filter(text="110").update(feedback="这是报警电话")
    before, options = everything(), set(Option.objects.values_list("pk", "text"))
    bank = desk.get(f"{LIST}export/").content
    assert "文件和题库一样" in send(desk, bank)
    Question.objects.update(explanation="改过了", clip=None)
    Option.objects.filter(text="119").update(is_correct=False, feedback="x")
    for link in Question.objects.first().topics.all():
        link.delete()
    agree(desk, bank)
    assert (everything(), set(Option.objects.values_list("pk", "text"))) == (before, options)


def test_a_bank_is_read_in_whatever_language_it_was_written(desk: Client, editor: User) -> None:
    a_question(Kind.TRUE_FALSE)
    with override("en"):
        bank = desk.get(f"{LIST}export/", headers={"accept-language": "en"}).content
    assert "文件和题库一样" in send(desk, bank)


def test_only_what_the_list_shows_is_exported(desk: Client) -> None:
    a_question(text="火警打哪个号码？")
    a_question(Kind.FILL_IN, text="省会是哪里？")
    sheet = load_workbook(io.BytesIO(desk.get(f"{LIST}export/?kind=fill-in&q=省会").content)).active
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["省会是哪里？"]


@pytest.mark.on_postgres
def test_the_same_file_twice_makes_no_doubles_and_a_changed_one_changes(desk: Client) -> None:
    agree(desk, a_file(GOOD))
    kept = Option.objects.get(text="119").pk
    assert "文件和题库一样" in send(desk, a_file(GOOD))
    agree(desk, a_file(["单选", GOOD[1], "119", "122", "", "A"]))
    assert list(Question.objects.get().options.values_list("text", "is_correct")) == [("119", True), ("122", False)]
    assert Option.objects.get(text="119").pk == kept


def test_what_a_file_has_no_column_for_stays_as_it_was(desk: Client) -> None:
    question = a_question(topics=("安全",))
    Question.objects.update(explanation="讲解")
    question.options.filter(text="110").update(feedback="报警")
    agree(desk, a_file([*GOOD[:-1], "A"]))
    kept = draft_of(whole().get())
    assert (kept.explanation, kept.topics, kept.options[0].feedback) == ("讲解", ("安全",), "报警")
    assert kept.options[0].is_correct


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        (["单选", "题", "甲", "乙", "", ""], "答案", "请写正确选项的字母"),
        (["单选", "题", "甲", "乙", "", "C"], "答案", "请写正确选项的字母"),
        (["单选", "题", "甲", "乙", "", "AB"], "选项A", "这种题只能有一个正确的选项"),
        (["单选", "题", "甲", "", "丙", "A"], "选项B", "这一格是空的，后面却还有选项"),
        (["单选", "", "甲", "乙", "", "A"], "题目", "还没有写题目"),
        (["单选", "题" * 601, "甲", "乙", "", "A"], "题目", "有 601 个字，最多 600 个"),
        (["单选", "题", "甲" * 201, "乙", "", "A"], "选项A", "有 201 个字，最多 200 个"),
        (["多选", "题", "甲", "乙", "", "A、B"], "选项A", "至少要有一个不正确的选项"),
        (["判断", "题", "", "", "", "也许"], "答案", "判断题写“对”或“错”"),
        (["排序", "题", "甲", "乙", "", "BA"], "答案", "排序题不用填答案"),
        (["连线配对", "题", "甲", "乙", "", ""], "配对A", "“甲”还没有配对"),
        (["填空", "题", "", "", "", ""], "选项A", "至少要写一个可以接受的答案"),
        (["问答", "题", "甲", "乙", "", ""], "题型", "没有“问答”这种题型"),
        (["", "题", "甲", "乙", "", ""], "题型", "还没有写题型"),
        (GOOD, "题目", "和第 2 行是同一道题"),
    ],
)
def test_a_bad_row_is_told_by_row_and_column_and_nothing_is_imported(
    desk: Client, cells: Cells, column: str, said: str
) -> None:
    response = desk.post(f"{LIST}import/", {"file": SimpleUploadedFile("题库.xlsx", a_file(GOOD, cells))})
    misfit = response.context["plan"].misfits[0]
    assert (misfit.row, misfit.column) == (3, column)
    assert said in misfit.sentence
    assert "什么都没有导入" in response.text
    kept, seen = response.context["kept"], response.context["plan"].fingerprint
    desk.post(f"{LIST}import/", {"kept": kept, "seen": seen})
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("cells", "right"),
    [
        (["判断", "题", "", "", "", "√"], "对"),
        (["判断", "题", "真的", "假的", "", "假的"], "假的"),
        (["判断", "题", "", "", "", False], "错"),
        (["多选", "题", "甲", "乙", "丙", "ｂ，"], "乙"),
        (["单选", "题", 110, 119.5, True, "a"], "110"),
    ],
)
def test_answers_are_read_as_people_write_them(desk: Client, cells: Cells, right: str) -> None:
    agree(desk, a_file(cells))
    assert Option.objects.get(is_correct=True).text == right


def test_a_number_of_another_site_or_of_a_deleted_question_changes_nothing(desk: Client) -> None:
    question = a_question()
    for number in (f"{question.pk}-abcdef", str(question.pk), number_of(question.pk + 1), "9" * 400, "²-1"):
        page = send(desk, a_file([*GOOD, number], headings=[*HEADINGS, "编号"]))
        assert "本站没有这个编号的题目" in page


def test_pictures_and_videos_are_those_the_editor_may_use(desk: Client, editor: User, site: object) -> None:
    video = VideoFactory()
    row = a_file([*GOOD, f"{video.pk} · 随便"], headings=[*HEADINGS, "声音或视频"])
    editor.groups.get().collection_permissions.filter(permission__content_type__app_label="media").delete()
    assert "视频库里没有这个编号的视频" in send(desk, row)
    editor.groups.clear()
    User.objects.filter(pk=editor.pk).update(is_superuser=True)
    agree(desk, row)
    assert Question.objects.get().clip == Video.objects.get()


def test_the_title_of_a_video_that_the_editor_may_not_use_is_not_told(desk: Client, editor: User, site: object) -> None:
    a_question(clip=VideoFactory(title="内部会议"))
    assert "内部会议" in cells_of(desk.get(f"{LIST}export/").content)
    editor.groups.get().collection_permissions.filter(permission__content_type__app_label="media").delete()
    exported = desk.get(f"{LIST}export/").content
    assert "内部会议" not in cells_of(exported)
    before = everything()
    agree(desk, exported)
    assert everything() == before


def cells_of(content: bytes) -> str:
    rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return " ".join(str(cell) for row in rows for cell in row)


def bomb() -> bytes:
    """A hundred MB of nothing, sent as some hundred KB."""
    stream = io.BytesIO(a_file(GOOD))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/image1.png", bytes(100 * 1024**2))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "这是旧的 .xls 文件"),
        ("姓名,分数\n".encode(), "这不是 Excel 的 .xlsx 文件"),
        (b"PK\x03\x04" + bytes(100), "这不是 Excel 的 .xlsx 文件"),
        (b"", "这个文件是空的"),
        (bytes(6 * 1024**2), "请分成几个文件"),
        (a_file(GOOD, sheet="别的"), "没有叫“题目”的工作表"),
        (a_file(GOOD, headings=["题型", "题目", "选项A", "选项B", "备注", "答案"]), "不认识的列：备注"),
        (a_file(GOOD, headings=["题型", "题目", "选项A", "选项A", "选项B", "答案"]), "重复的列：选项A"),
        (a_file(GOOD[:-1], headings=HEADINGS[:-1]), "缺少这些列：答案"),
        (write([Sheet("题目", [], [])]), "缺少这些列"),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_sentence(desk: Client, content: bytes, said: str) -> None:
    assert said in send(desk, content)
    assert not Question.objects.exists()


def test_a_file_that_would_fill_the_memory_is_not_unpacked(desk: Client) -> None:
    assert "这个文件展开以后太大" in send(desk, bomb())


def test_a_hundred_thousand_rows_are_too_many(desk: Client) -> None:
    rows = "".join(f'<row r="{n}"><c t="inlineStr"><is><t>单选</t></is></c></row>' for n in range(2, 100_000))
    good = io.BytesIO(a_file(GOOD))
    sent = io.BytesIO()
    with zipfile.ZipFile(good) as parts, zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in parts.infolist():
            text = parts.read(part).decode()
            copy.writestr(part, text.replace("</sheetData>", rows + "</sheetData>"))
    assert "行太多了：一次最多 5000 行" in send(desk, sent.getvalue())


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda book: book.active.merge_cells("A1:B1"), "有合并的单元格"),
        (lambda book: book.active.__setitem__("B2", "=1+1"), "这一格是公式"),
        (lambda book: book.active.__setitem__("B2", "#REF!"), "这一格是 Excel 的错误值"),
        (lambda book: setattr(book.active["C2"], "value", __import__("datetime").date(2026, 3, 5)), "当成了日期"),
        (lambda book: book.active.__setitem__("H2", "备注"), "这一列上面没有标题"),
    ],
)
def test_what_excel_does_to_a_cell_is_told_in_words(
    desk: Client, edit: Callable[[Workbook], object], said: str
) -> None:
    assert said in send(desk, edited(edit))


def test_who_agrees_to_what_has_changed_meanwhile_is_asked_again(desk: Client) -> None:
    a_question()
    file = SimpleUploadedFile("题库.xlsx", a_file([*GOOD[:-1], "A"]))
    shown = desk.post(f"{LIST}import/", {"file": file}).context
    Question.objects.update(explanation="另一位编辑刚写的")
    page = desk.post(f"{LIST}import/", {"kept": shown["kept"], "seen": shown["plan"].fingerprint}).text
    assert "题库刚才有别的改动" in page
    assert Option.objects.get(is_correct=True).text == "119"


@pytest.mark.on_postgres
def test_two_taps_on_import_bring_each_question_once(editor: User) -> None:
    table = read_bank(SimpleUploadedFile("a.xlsx", a_file(GOOD)))
    seen = plan_for(table, editor).fingerprint
    import_bank(table=table, user=editor, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        import_bank(table=table, user=editor, seen=seen)


def test_one_editor_cannot_agree_for_another(desk: Client, client: Client) -> None:
    shown = desk.post(f"{LIST}import/", {"file": SimpleUploadedFile("a.xlsx", a_file(GOOD))}).context
    client.force_login(UserFactory(is_superuser=True))
    page = client.post(f"{LIST}import/", {"kept": shown["kept"], "seen": shown["plan"].fingerprint}, follow=True).text
    assert "文件已经不在了" in page
    assert not Question.objects.exists()


def test_a_learner_neither_takes_nor_brings_questions(client: Client) -> None:
    client.force_login(UserFactory())
    for name in ("import", "export", "template"):
        assert client.get(f"{LIST}{name}/").status_code == 302


@pytest.mark.on_postgres
def test_a_large_bank_costs_as_many_statements_as_a_small_one(editor: User) -> None:
    def statements(number: int) -> int:
        rows = [["单选", f"{number} 题里的第 {n} 题", "甲", "乙", "", "A"] for n in range(number)]
        table = read_bank(SimpleUploadedFile("a.xlsx", a_file(*rows)))
        plan = plan_for(table, editor)
        with CaptureQueriesContext(connection) as captured:
            import_bank(table=table, user=editor, seen=plan.fingerprint)
        return len(captured)

    statements(1)
    assert statements(2) == statements(40)
    assert ModelLogEntry.objects.filter(action="wagtail.create", user=editor).count() == 43
