"""The rule of a page on its form: a sentence with fields in it, and below it the rule in words as it stands."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.staticfiles import versioned_static

from college.courses.terms import course_terms, lesson_terms, words


class RuleField(FieldPanel):
    """A field with the words of the sentence before and after it.

    `said` is what the rule says of it when it is ticked or filled in, with {value} for what stands in it: while typing
    a script shows the rule with them. It says so only if the field `only_with` is filled in, and in any case while
    `anyway_without` is not.
    """

    WORDS = ("before", "after", "said", "only_with", "anyway_without")

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        self.words = {name: kwargs.pop(name, "") for name in self.WORDS}
        super().__init__(field_name, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), **self.words}

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.help_text = ""  # the sentence says it

        @property
        def words(self) -> dict[str, str]:
            return self.panel.words


class RulePanel(MultiFieldPanel):
    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "courses/admin/rule.html"

        @cached_property
        def in_words(self) -> str:
            """Empty for a page that was never saved."""
            page = self.instance
            if not page.pk:
                return ""
            is_course = hasattr(page, "completion_rule")
            return words(course_terms(page, page.lessons()) if is_course else lesson_terms(page))

        @property
        def media(self) -> forms.Media:
            script: Any = forms.Script(versioned_static("js/courses/rule.js"), type="module")
            return super().media + forms.Media(js=[script], css={"all": [versioned_static("css/courses-desk.css")]})


def times() -> list[RuleField]:
    """From when until when a page's content is open."""
    return [
        RuleField(
            "available_from",
            before=pgettext_lazy("rule", "从"),
            after=pgettext_lazy("rule", "起可以学（不填就是现在）"),
            said=_("从 {value} 起可以学"),
        ),
        RuleField(
            "available_until",
            before=pgettext_lazy("rule", "到"),
            after=pgettext_lazy("rule", "为止（不填就是一直可以）"),
            said=_("到 {value} 为止"),
        ),
    ]


def lesson_rule() -> RulePanel:
    return RulePanel(
        [
            RuleField(
                "required_share",
                before=_("视频真正看过"),
                after=_("% 才算看完，只计真正播放过的部分（没有视频，就是读到末尾、点“我读完了”）"),
                said=_("视频看过 {value} %"),
                only_with="id_video",
            ),
            RuleField(
                "asks_reading",
                after=_("看完视频，正文也要读到末尾"),
                said=_("正文读到末尾"),
                anyway_without="id_video",
            ),
            RuleField("quiz", before=_("测验")),
            RuleField(
                "asks_quiz",
                after=_("通过测验才算学完；不勾选，测验就是自愿做的"),
                said=_("通过测验"),
                only_with="id_quiz",
            ),
            RuleField("package", before=_("课件"), after=_("（用课时上面“放进课件”的按钮放进来；选空就是拿掉）")),
            RuleField("package_rule", before=_("课件要"), said="{value}", only_with="id_package"),
            RuleField("reading_minutes", before=_("读正文、学课件大约要"), after=pgettext_lazy("rule", "分钟")),
            RuleField("is_required", after=_("这一课必学（课程只要求必学的课时，才有分别）")),
            *times(),
        ],
        heading=_("怎样算学完"),
    )


def course_rule() -> RulePanel:
    return RulePanel(
        [
            RuleField("completion_rule", before=pgettext_lazy("rule", "要"), said="{value}"),
            RuleField(
                "minimum_hours",
                before=_("至少学满"),
                after=_("小时的内容，按真正看过、读过的算（0 就是不要求）"),
                said=_("至少学满 {value} 小时的内容"),
            ),
            RuleField(
                "is_in_order",
                after=_("按次序一课一课学：前一课（必学的）学完，才打开后一课"),
                said=_("按次序一课一课学"),
            ),
            *times(),
        ],
        heading=_("怎样算学完"),
    )
