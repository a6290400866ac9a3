"""A question on a screen: its options at their places, what was answered, and what that was worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from college.quizzes.asking import Shown, ShownOption
from college.quizzes.marking import Answer, accepted
from college.quizzes.models import Question
from media.models import Video

Kind = Question.Kind


@dataclass(frozen=True)
class Row:
    """An option at its place, counted from 1. `match`: the place of the partner chosen for it, 0 for none.
    `up` and `down`: what the order would be if it moved, as the address of the page says it; empty at the ends."""

    place: int
    option: ShownOption
    is_chosen: bool = False
    match: int = 0
    up: str = ""
    down: str = ""


@dataclass(frozen=True)
class Pair:
    """What was matched with what, and what it belongs to."""

    text: str
    chosen: str
    right: str

    @property
    def is_right(self) -> bool:
        return self.chosen == self.right


@dataclass
class Asked:
    shown: Shown
    answer: Answer | None = None
    order: str = ""
    """Of an ordering question: places joined by "-", as moved so far; anything else counts as not moved."""
    clips: Mapping[int, Video] | None = None
    """Videos that were looked up already; None to look up this question's own."""

    @cached_property
    def clip(self) -> Video | None:
        key = self.shown["clip"]
        if key is None:
            return None
        video = Video.objects.filter(pk=key).first() if self.clips is None else self.clips.get(key)
        return video if video and video.is_playable else None

    @cached_property
    def by_key(self) -> dict[str, ShownOption]:
        return {option["key"]: option for option in self.shown["options"]}

    @property
    def is_several(self) -> bool:
        return self.shown["kind"] == Kind.MULTIPLE

    @property
    def rows(self) -> list[Row]:
        """To choose from, to match, or to order: then in the order that is given so far."""
        if self.shown["kind"] == Kind.ORDERING:
            return self._ordered_rows()
        return [
            Row(place, option, is_chosen=option["key"] in self._chosen, match=self._match_of(option["key"]))
            for place, option in enumerate(self.shown["options"], 1)
        ]

    @property
    def partners(self) -> list[str]:
        return [self.by_key[key]["match"] for key in self.shown["matches"]]

    @property
    def pairs(self) -> list[Pair]:
        chosen = self.answer if isinstance(self.answer, dict) else {}
        return [
            Pair(option["text"], self.by_key[chosen[key]]["match"] if key in chosen else "", option["match"])
            for key, option in self.by_key.items()
        ]

    @property
    def given_order(self) -> list[str]:
        return [self.by_key[key]["text"] for key in self.answer] if isinstance(self.answer, list) else []

    @property
    def right_order(self) -> list[str]:
        return [self.by_key[key]["text"] for key in self.shown["order"]]

    @property
    def feedback(self) -> list[str]:
        """What the editor says to what was chosen or typed, matched wrongly, or put in a wrong place."""
        keys = self.shown["order"] or list(self.by_key)
        said = (self.by_key[key]["feedback"] for key in keys if key in self._chosen | self._misplaced)
        return [sentence for sentence in said if sentence]

    @cached_property
    def _chosen(self) -> set[str]:
        match self.shown["kind"], self.answer:
            case Kind.FILL_IN, str() as typed:
                return {accepted(self.shown, typed) or ""}
            case _, str() as key:
                return {key}
            case Kind.MULTIPLE, list() as keys:
                return set(keys)
        return set()

    @property
    def _misplaced(self) -> set[str]:
        match self.shown["kind"], self.answer:
            case Kind.MATCHING, dict() as chosen:
                return {key for key, partner in chosen.items() if partner != key}
            case Kind.ORDERING, list() as given:
                return {key for key, right in zip(given, self.shown["order"], strict=True) if key != right}
        return set()

    def _match_of(self, key: str) -> int:
        chosen = self.answer if isinstance(self.answer, dict) else {}
        return self.shown["matches"].index(chosen[key]) + 1 if key in chosen else 0

    def _ordered_rows(self) -> list[Row]:
        places = self._places()
        return [
            Row(
                place,
                self.shown["options"][place - 1],
                up=_swapped(places, at - 1) if at else "",
                down=_swapped(places, at) if at + 1 < len(places) else "",
            )
            for at, place in enumerate(places)
        ]

    def _places(self) -> list[int]:
        keys = list(self.by_key)
        moved = [int(place) for place in self.order.split("-") if place.isascii() and place.isdigit()][: len(keys) + 1]
        if sorted(moved) == list(range(1, len(keys) + 1)):
            return moved
        return [keys.index(key) + 1 for key in (self.answer if isinstance(self.answer, list) else keys)]


def _swapped(places: list[int], at: int) -> str:
    """The order in which the one at this index and the next have changed places."""
    moved = [*places[:at], places[at + 1], places[at], *places[at + 2 :]]
    return "-".join(map(str, moved))


def clips_of(questions: Iterable[Shown]) -> dict[int, Video]:
    """The videos these questions play, with what a player needs. Two queries at most."""
    keys = {shown["clip"] for shown in questions} - {None}
    return Video.objects.prefetch_related("renditions").in_bulk(keys) if keys else {}
