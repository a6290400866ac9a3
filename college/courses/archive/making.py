"""Drafts out of an archive: all of them, or none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.fields import RichTextField
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from cms.models import Picture
from college.courses.archive import formats, texts
from college.courses.archive.choices import Choice
from college.courses.archive.contents import Content, a_dict, a_list, a_number, a_text, texts_in
from college.courses.archive.describing import Document
from college.courses.archive.fields import read
from college.courses.archive.files import Stored
from college.courses.archive.refusals import BadArchive
from college.courses.archive.words import add_words
from college.courses.models import (
    Audience,
    CoursePage,
    HourPolicy,
    HourRule,
    LessonPage,
    Programme,
    VideoQuestion,
)
from college.packages.actions import keep
from college.people.models import Organisation, User
from college.quizzes.drafts import LONGEST_TOPIC, DraftOption, as_kept, topic_name
from college.quizzes.models import Option, Question, Quiz, QuizDraw, QuizQuestion, Topic
from media.actions import enter_video
from media.glossaries.terms import check_terms
from media.models import Glossary, Video


@dataclass
class Maker:
    """`rows`: by kind and key, what the archive's names stand for on this site."""

    content: Content
    choice: Choice
    user: User
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    def make(self, here: Mapping[str, Mapping[str, int]], stored: Stored) -> CoursePage:
        """The course, a draft like its lessons. Raises BadArchive."""
        with transaction.atomic():
            self._take_what_is_here(here)
            self._glossaries()
            self._enter(stored)
            self._questions()
            self._quizzes()
            return self._pages()

    def named(self, kind: str, key: Any) -> Any:
        return None if self.content.row(kind, key) is None else self.rows[kind].get(key)

    def _take_what_is_here(self, here: Mapping[str, Mapping[str, int]]) -> None:
        models: dict[str, Any] = {"video": Video, "question": Question, "glossary": Glossary}
        models |= {"picture": Picture, "document": Document}
        for kind in self.content.of:
            known = here.get(kind, {})
            found = models[kind].objects.in_bulk(known.values()) if known else {}
            self.rows[kind] = {key: found[pk] for key, pk in known.items() if pk in found}
            if len(self.rows[kind]) < len(known):  # somebody has deleted what was to be used
                raise BadArchive("not-allowed")

    def _glossaries(self) -> None:
        """For the videos of this course alone, whatever they were for elsewhere."""
        if not self.choice.may_add_glossaries:
            return
        for key, row in self.content.of["glossary"].items():
            if key not in self.rows["glossary"]:
                title, terms = a_text(row.get("title"), 80), a_text(row.get("terms"), 200_000)
                check_terms(terms)
                made = Glossary.objects.create(title=title, terms=terms)
                made.tags.set(texts_in(row.get("tags", [])))
                self.rows["glossary"][key] = made

    def _enter(self, stored: Stored) -> None:
        for key, video in stored.videos.items():
            row = self.content.of["video"][key]
            enter_video(video=video, user=self.user, tags=texts_in(row.get("tags", [])))
            names = a_list(row.get("glossaries", []), 200)
            video.glossaries.set([found for name in names if (found := self.named("glossary", name))])
            add_words(video, row)
            self.rows["video"][key] = video
        for kind, kept in (("picture", stored.pictures), ("document", stored.documents)):
            for key, row in kept.items():
                row.save()
                row.tags.set(texts_in(self.content.of[kind][key].get("tags", [])))
                log(row, "wagtail.create", user=self.user)
                self.rows[kind][key] = row
        self.rows["recording"] = dict(stored.recordings)
        self.rows["package"] = {key: keep(package) for key, package in stored.packages.items()}

    def _questions(self) -> None:
        for key, row in self.content.of["question"].items():
            if key in self.rows["question"]:
                continue
            question = Question(**read(Question, row))
            question.picture = self.named("picture", row.get("picture"))
            question.clip = self.named("video", row.get("clip"))
            options = [read(Option, a_dict(one)) for one in a_list(row.get("options", []), 100)]
            kept = [as_kept(question.kind, DraftOption(**option)) for option in options]
            question.options = [Option(sort_order=place, **vars(one)) for place, one in enumerate(kept)]
            question.save()
            question.tags.set([topic_name(name)[:LONGEST_TOPIC] for name in texts_in(row.get("tags", []))])
            question.save()
            self.rows["question"][key] = question

    def _quizzes(self) -> None:
        """Always new ones: what somebody passed here is not passed there."""
        for key, row in self.content.of["quiz"].items():
            quiz = Quiz(**read(Quiz, row))
            quiz.chosen = [
                QuizQuestion(sort_order=place, question=self._asked(name))
                for place, name in enumerate(a_list(row.get("chosen", []), 5000))
            ]
            quiz.draws = [
                QuizDraw(sort_order=place, topic=_topic(one), count=a_number(one.get("count"), 1, 5000))
                for place, one in enumerate(map(a_dict, a_list(row.get("draws", []), 100)))
            ]
            quiz.save()
            self.rows["quiz"][key] = quiz

    def _asked(self, name: Any) -> Question:
        question = self.named("question", name)
        if question is None:
            raise BadArchive("content")
        return question

    def _pages(self) -> CoursePage:
        course = self._course()
        lessons = [self._lesson(course, row) for row in self.content.of["lesson"].values()]
        self.rows["lesson"] = {formats.key("lesson", number): page for number, page in enumerate(lessons, start=1)}
        for page, row in zip(lessons, self.content.of["lesson"].values(), strict=True):
            page.body = self._blocks(LessonPage._meta.get_field("body"), row.get("body", []))
            _keep(page, self.user)
        said, description = self.content.course, CoursePage._meta.get_field("description")
        course.outcomes = self._blocks(CoursePage._meta.get_field("outcomes"), said.get("outcomes", []))
        course.description = self._text(description, said.get("description", ""))
        _keep(course, self.user)
        return CoursePage.objects.get(pk=course.pk)

    def _course(self) -> CoursePage:
        said, catalogue = self.content.course, self.choice.catalogue
        course = CoursePage(**read(CoursePage, said))
        if (language := self.content.language) in dict(settings.LANGUAGES):
            course.locale = Locale.objects.get_or_create(language_code=language)[0]
        course.cover = self.named("picture", said.get("cover"))
        course.programme = self.choice.programme or self._programme()
        course.provider = Organisation.objects.get(pk=self.choice.provider.pk)
        course.hour_policy = self._hour_policy(said.get("hour_policy"))
        course.audiences = self._audiences()
        _put_below(catalogue, course, self.user)
        log(course, "wagtail.create", user=self.user)
        return course

    def _lesson(self, course: CoursePage, row: dict[str, Any]) -> LessonPage:
        lesson = LessonPage(**read(LessonPage, row))
        lesson.video = self.named("video", row.get("video"))
        lesson.quiz = self.named("quiz", row.get("quiz"))
        lesson.package = self.named("package", row.get("package"))
        lesson.video_questions = [
            VideoQuestion(
                sort_order=place, second=a_number(one.get("second")), question=self._asked(one.get("question"))
            )
            for place, one in enumerate(map(a_dict, a_list(row.get("video_questions", []), 500)))
        ]
        _put_below(course, lesson, self.user)
        return lesson

    def _programme(self) -> Programme:
        fields = read(Programme, a_dict(self.content.course.get("programme")))
        if not fields.get("name") or not fields.get("slug"):
            raise BadArchive("content")
        return Programme.objects.get_or_create(slug=fields.pop("slug"), defaults=fields)[0]

    def _audiences(self) -> list[Audience]:
        said = [a_dict(one) for one in a_list(self.content.course.get("audiences", []), 100)]
        known = {one.slug: one for one in Audience.objects.filter(slug__in=[str(one.get("slug")) for one in said])}
        if self.choice.may_add_audiences:
            for one in said:
                fields = read(Audience, one)
                slug = fields.get("slug")
                if slug and fields.get("name") and slug not in known:
                    known[slug] = Audience.objects.create(**fields)
        return list(known.values())

    def _hour_policy(self, said: Any) -> HourPolicy | None:
        if said is None:
            return None
        name = a_text(a_dict(said).get("name"), 60)
        found = HourPolicy.objects.filter(name=name).first()
        if found or not name or not self.choice.may_add_hour_policies:
            return found
        policy: HourPolicy = HourPolicy.objects.create(name=name)
        for version in a_list(said.get("versions", []), 100):
            HourRule.objects.create(policy=policy, **read(HourRule, a_dict(version)))
        return policy

    def _blocks(self, stream: Any, said: Any) -> list[dict[str, Any]]:
        raw = texts.taken_in(stream.stream_block, said, self._chosen, self._link)
        return stream.stream_block.to_python(raw)

    def _text(self, field: RichTextField, said: Any) -> str:
        return texts.cleaned(texts.linked(texts.text(said), self._link), texts.field_features(field))

    def _chosen(self, kind: str, key: Any) -> Any:
        """The number that a block keeps."""
        row = self.named(kind, key)
        return str(row.pk) if kind == "recording" and row else row.pk if row else None

    def _link(self, linktype: str, key: str) -> tuple[str, str] | None:
        kind = {"page": "lesson", "document": "document"}.get(linktype)
        row = self.rows.get(kind, {}).get(key) if kind else None
        return ("id", str(row.pk)) if row else None


def _topic(said: dict[str, Any]) -> Topic:
    name = topic_name(a_text(said.get("topic"), 100))[:LONGEST_TOPIC]
    if not name:
        raise BadArchive("content")
    return Topic.objects.filter(name=name).first() or Topic.objects.create(name=name)


def _put_below(parent: Page, page: Any, user: User) -> None:
    """A draft, behind what is there. Its address is its own, unless another page has it."""
    wanted = page.slug or slugify(page.title, allow_unicode=True) or page._meta.model_name
    page.slug = find_available_slug(parent, wanted)
    page.owner, page.live, page.draft_title = user, False, page.title
    parent.add_child(instance=page)


def _keep(page: Any, user: User) -> None:
    """As drafts are kept: what they still lack is asked for when they are to be published."""
    page.save()
    page.save_revision(user=user, clean=False)
