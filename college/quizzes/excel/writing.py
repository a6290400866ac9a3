"""The files a person downloads: the bank, and a template to fill in."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from college.quizzes.drafts import Kind
from college.quizzes.excel import columns
from college.quizzes.excel.plans import MOST_ROWS
from college.quizzes.excel.rows import row_of
from college.quizzes.models import Question
from college.spreadsheets import Sheet, write
from media.models import Video

if TYPE_CHECKING:
    from college.people.models import User


def bank(questions: Iterable[Question], user: "User") -> bytes:
    """Sent in again unchanged, it changes nothing."""
    questions = list(questions)
    most = max((len(question.options.all()) for question in questions), default=0)
    keys = columns.keys(max(most, columns.LETTERS_OF_THE_TEMPLATE))
    clips = {question.clip_id for question in questions} - {None}
    named = set(Video.objects.choosable_by(user).filter(pk__in=clips).values_list("pk", flat=True))
    return write([_sheet(keys, [row_of(question, keys, named=named) for question in questions])])


def template() -> bytes:
    """An example of every kind, and on a second sheet what is written where."""
    keys = columns.keys(columns.LETTERS_OF_THE_TEMPLATE)
    rows = [[cells.get(key, "") for key in keys] for cells in _examples()]
    return write([_sheet(keys, rows), Sheet(_("填写说明"), [_("列"), _("怎么填")], _instructions(), widths=(20, 90))])


def _sheet(keys: list[str], rows: list[list[str]]) -> Sheet:
    widths = [columns.WIDTHS.get(key, 16) for key in keys]
    return Sheet(str(columns.SHEET), [columns.heading(key) for key in keys], rows, widths)


def _example(kind: Kind, text: str, options: list[str], answer: str = "", **said: str) -> dict[str, str]:
    lettered = dict(zip((columns.OPTION + letter for letter in columns.LETTERS), options, strict=False))
    cells = {columns.KIND: str(kind.label), columns.TEXT: text, columns.ANSWER: answer, columns.TOPICS: _("示例")}
    return cells | lettered | said


def _examples() -> list[dict[str, str]]:
    return [
        _example(
            Kind.SINGLE,
            _("家里着火了，应当打哪个号码？"),
            ["110", "119", "120"],
            "B",
            explanation=_("火警是 119，通话时先说清地址。"),
            feedbackA=_("110 是报警电话。"),
        ),
        _example(
            Kind.MULTIPLE,
            _("离开家以前，要关好什么？"),
            [_("煤气"), _("门窗"), _("路灯")],
            "AB",
        ),
        _example(Kind.TRUE_FALSE, _("着火的时候可以坐电梯。"), [], _("错")),
        _example(
            Kind.MATCHING,
            _("哪个号码管哪件事？"),
            [_("火警"), _("急救")],
            matchA="119",
            matchB="120",
        ),
        _example(Kind.ORDERING, _("按次序排好：居民的意见怎样办理？"), [_("收集"), _("讨论"), _("公示")]),
        _example(Kind.FILL_IN, _("安徽省的省会是哪个城市？"), [_("合肥"), _("合肥市")]),
    ]


def _instructions() -> list[tuple[str, str]]:
    kinds = _("、").join(str(kind.label) for kind in Kind)
    return [
        (_("总的"), _("一行是一道题。有一处不对，整个文件都不会导入，会告诉您是哪一行、哪一列。")),
        (
            _("总的"),
            _("一个文件最多 %(most)s 道题。不要合并单元格，不要写公式；示例的行请删去。") % {"most": MOST_ROWS},
        ),
        (columns.heading(columns.KIND), _("写其中一种：%(kinds)s") % {"kinds": kinds}),
        (columns.heading(columns.TEXT), _("学员看到的题目")),
        (_("选项A、选项B……"), _("从选项A起一个一个写，中间不要空。判断题可以不写，就是“对”和“错”。")),
        (_("选项A、选项B……"), _("排序题按正确的次序写；填空题每一格是一种可以接受的答案。")),
        (
            columns.heading(columns.ANSWER),
            _("单选写一个字母，例如 B；多选写几个，例如 AC；判断写“对”或“错”。其他题型空着。"),
        ),
        (columns.heading(columns.EXPLANATION), _("答完以后给学员看，可以空着")),
        (columns.heading(columns.TOPICS), _("几个标签之间用顿号或逗号分开，可以空着")),
        (_("配对A、配对B……"), _("只用于配对题：和选项A、选项B……相配的那一个")),
        (_("提示A、提示B……"), _("学员选了、填了这个选项，或者把它配错、排错位置，看答案时看到的话，可以空着")),
        (columns.heading(columns.PICTURE), _("图片库里图片的编号，可以空着")),
        (columns.heading(columns.CLIP), _("视频库里视频的编号，可以空着")),
        (
            columns.heading(columns.NUMBER),
            _("导出的文件里才有，请不要改：照它修改原来的题。空着时，题型和题目都相同的算同一道题，其余的是新题。"),
        ),
    ]
