"""Where a learner is in a package: part by part, and as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from college.packages.elements import NOT_ATTEMPTED
from college.packages.models import Package
from college.packages.outlines import Item, Outline
from college.packages.prerequisites import DONE, is_open
from college.progress.models import LessonProgress, PackageItem


@dataclass(frozen=True)
class Part:
    """What a person reads of a part of a package; `kind` as in `college.courses.hooks.State`."""

    item: Item
    kind: str
    words: str
    verb: str
    is_open: bool


def rows_of(progress: LessonProgress | None, package: Package) -> dict[str, PackageItem]:
    """By key, without what the package keeps for itself."""
    if progress is None:
        return {}
    return {row.key: row for row in PackageItem.objects.filter(progress=progress, package=package).defer("data")}


def parts_of(outline: Outline, rows: Mapping[str, PackageItem]) -> list[Part]:
    """A part that was opened once stays open."""
    statuses = _statuses(outline, rows)
    opened = [item.key in rows or is_open(item.prerequisites, _before(item, statuses)) for item in outline.items]
    if _is_at_an_end(outline, rows, opened):
        opened = [True] * len(opened)
    return [_part(item, rows.get(item.key), may_open=may) for item, may in zip(outline.items, opened, strict=True)]


def _is_at_an_end(outline: Outline, rows: Mapping[str, PackageItem], opened: list[bool]) -> bool:
    """Whether all that is open is done. What is closed then would stay so for ever: parts that wait for one another, or
    for an answer that was not given."""
    found = (rows.get(item.key) for item, may in zip(outline.items, opened, strict=True) if may)
    return all(row is not None and row.best_status in DONE for row in found)


def _statuses(outline: Outline, rows: Mapping[str, PackageItem]) -> dict[str, str]:
    """By identifier, of parts and of what stands above them."""
    found, within = {}, defaultdict(list)
    for item in outline.items:
        row = rows.get(item.key)
        found[item.identifier] = row.best_status if row else NOT_ATTEMPTED
        for block in item.blocks:
            within[block].append(found[item.identifier])
    return {block: _together(statuses) for block, statuses in within.items()} | found


def _together(statuses: list[str]) -> str:
    if all(status == "passed" for status in statuses):
        return "passed"
    if all(status in DONE for status in statuses):
        return "completed"
    return NOT_ATTEMPTED if all(status == NOT_ATTEMPTED for status in statuses) else "incomplete"


def _before(item: Item, statuses: Mapping[str, str]) -> Mapping[str, str]:
    """Without the part itself and what it lies in: nobody could open what waits for itself."""
    if not item.prerequisites:
        return statuses
    return {name: status for name, status in statuses.items() if name not in (item.identifier, *item.blocks)}


def _part(item: Item, row: PackageItem | None, *, may_open: bool) -> Part:
    status = row.best_status if row else NOT_ATTEMPTED
    if not may_open:
        return Part(item, "locked", _("学完前面的才打开"), _("开始"), False)
    kind, words = {
        "passed": ("done", _("通过了")),
        "completed": ("done", _("学完了")),
        "failed": ("current", _("没有通过，可以再学")),
    }.get(status, ("current", _("学到一半")) if row else ("new", _("还没学")))
    if row and row.score is not None:
        words = _("%(words)s，最好 %(score)s 分") % {"words": words, "score": row.score}
    verb = _("开始") if row is None else _("再看一遍") if kind == "done" else _("接着学")
    return Part(item, kind, words, verb, True)


def holds_completed(outline: Outline, rows: Mapping[str, PackageItem]) -> bool:
    found = [rows.get(item.key) for item in outline.items]
    return all(row is not None and (row.completed_at or row.passed_at) for row in found)


def holds_passed(outline: Outline, rows: Mapping[str, PackageItem]) -> bool:
    """Every part is done, those with a mark to reach are passed, and there is at least one that is. A page that is only
    looked at reaches no mark, whatever the manifest says of it."""
    found = [rows[item.key] for item in outline.items if item.key in rows]
    must = [rows.get(item.key) for item in outline.items if item.mastery is not None and item.reports]
    return (
        holds_completed(outline, rows)
        and any(row.passed_at for row in found)
        and all(row is not None and row.passed_at for row in must)
    )


def score_of(rows: Iterable[PackageItem]) -> int | None:
    """The mean of the best of each part that has any."""
    scores = [row.score for row in rows if row.score is not None]
    return round(sum(scores) / len(scores)) if scores else None
