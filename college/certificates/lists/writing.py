"""The files that an editor downloads: a list to fill in, and what came of one."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from college.certificates.desk.scope import organisations_seen_by
from college.certificates.lists import columns, papers
from college.certificates.lists.columns import heading
from college.certificates.lists.outcomes import Outcome
from college.certificates.lists.reading import EXAMPLE_ACCOUNT, MOST_ROWS
from college.certificates.models import Award
from college.people.models import User
from college.spreadsheets import Sheet, write

MOST_PLACES = 1000


def template(award: Award, editor: User) -> bytes:
    """With an example row, and on a second sheet what is written where."""
    keys = columns.keys_of(award)
    places = organisations_seen_by(editor).order_by("path").values_list("name", flat=True)[:MOST_PLACES]
    sheet = Sheet(
        str(columns.SHEET),
        [heading(key) for key in keys],
        [[example().get(key, "") for key in keys]],
        widths=[columns.WIDTHS.get(key, 14) for key in keys],
        typed=[keys.index(key) for key in columns.TYPED],
        choices={keys.index(columns.PAPER): papers.PAPERS, keys.index(columns.ORGANISATION): sorted(set(places))},
    )
    told = [(words, said) for key, words, said in instructions(award) if not key or key in keys]
    return write([sheet, Sheet(_("填写说明"), [_("列"), _("怎么填")], told, widths=(20, 96))])


def example() -> dict[str, str]:
    return {
        columns.NAME: _("示例：王秀兰"),
        columns.ACCOUNT: EXAMPLE_ACCOUNT,
        columns.ENGLISH: "Wang Xiulan",
        columns.SERVICE: _("社区图书室整理和借阅服务"),
        columns.HOURS: "24",
        columns.FROM: "2026-03-01",
        columns.UNTIL: "2026-06-30",
        columns.PAPER: papers.IDENTITY_CARD,
        columns.NUMBER: "110101194910010028",
    }


def instructions(award: Award) -> Iterator[tuple[str, str, str]]:
    """The key of the column, if it is about one; what it is called; how it is filled in."""
    general = _("总的")
    yield "", general, _("一行是一个人。有一处不对，整个名单都不会发，会告诉您是哪一行、哪一列。")
    words = _("一个文件最多 %(most)s 人。不要合并单元格，不要写公式；示例的那一行请删去。")
    yield "", general, words % {"most": MOST_ROWS}
    yield "", general, _("列可以换次序；不用的列可以删去，“姓名”和“手机号或登录名”两列要留着。")
    words = _("照账户里的姓名写，证书上印的就是账户里的姓名。只能发给%(kinds)s。")
    kinds = _("、").join(award.kind_labels)
    said = {
        columns.NAME: words % {"kinds": kinds},
        columns.ACCOUNT: _(
            "这个人登录用的手机号或登录名，用它找到这个人。空着就按姓名找，只有一个人叫这个名字时才找得到。"
        ),
        columns.ORGANISATION: _("可以空着。写了就会核对这个人是不是属于这个组织；同名的人也可以用它区分。"),
        columns.ENGLISH: _("用拉丁字母，例如 Wang Xiulan。印在英文证书上。"),
        columns.SERVICE: _("做了什么服务，或学了什么，会印在证书上。最多 %(most)s 个字，可以空着。"),
        columns.HOURS: _("大于 0 的数，例如 12 或 12.5，可以空着。"),
        columns.FROM: _("写成 2026-03-01、2026/3/1 或 2026年3月1日，可以空着。"),
        columns.UNTIL: _("写法和开始日期相同，不能比它早，可以空着。"),
        columns.PAPER: _("写其中一种：%(kinds)s。可以空着。") % {"kinds": _("、").join(papers.PAPERS)},
        columns.NUMBER: _("只用来核对：系统和证书都只留开头 3 位和最后 4 位，这个文件也不保存。可以空着。"),
        columns.VOLUNTEER: _("志愿者的注册编号，可以空着。"),
        columns.NOTES: _("会印在证书上。最多 %(most)s 个字，可以空着。"),
    }
    for key in columns.NAMES:
        yield (
            key,
            heading(key),
            said[key] % {"most": columns.LONGEST.get(key)} if "%(most)s" in said[key] else said[key],
        )


def results(outcomes: Iterator[Outcome]) -> bytes:
    headings = [_("行"), _("姓名"), _("结果"), _("证书编号"), _("查验地址")]
    rows: Iterator[list[Any]] = ([each.row, each.name, each.said, each.serial, each.address] for each in outcomes)
    return write([Sheet(_("发证结果"), headings, rows, widths=(8, 16, 40, 26, 80))])
