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
    statuses = _statuses(outline, rows)
    return [_part(item, rows.get(item.key), _before(item, statuses)) for item in outline.items]


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


def _part(item: Item, row: PackageItem | None, statuses: Mapping[str, str]) -> Part:
    status = row.best_status if row else NOT_ATTEMPTED
    if row is None and not is_open(item.prerequisites, statuses):
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
    """Every part is done, those with a mark to reach are passed, and there is at least one of them."""
    found = [rows[item.key] for item in outline.items if item.key in rows]
    must = [rows.get(item.key) for item in outline.items if item.mastery is not None]
    return (
        holds_completed(outline, rows)
        and any(row.passed_at for row in found)
        and all(row is not None and row.passed_at for row in must)
    )


def score_of(rows: Iterable[PackageItem]) -> int | None:
    """The mean of the best of each part that has any."""
    scores = [row.score for row in rows if row.score is not None]
    return round(sum(scores) / len(scores)) if scores else None
