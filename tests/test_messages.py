"""Every text a person reads can be read in English: it goes through gettext, and locale/en has it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import LazySettings
from django.template import engines
from django.template.base import Lexer, Token, TokenType
from django.utils import translation

ROOT = Path(__file__).parents[1]
ENGLISH = ROOT / "locale/en/LC_MESSAGES/django.po"
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|{\w*}")


def source_messages(root: Path) -> Catalog:
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    catalog = Catalog()
    for path, line, text, _comments, context in extract_from_dir(root, methods, options):
        catalog.add(text, locations=[(path, line)], context=context)
    return catalog


@pytest.fixture(scope="module")
def source() -> Catalog:
    return source_messages(ROOT)


@pytest.fixture(scope="module")
def english() -> Catalog:
    return read_po(ENGLISH.open("rb"), locale="en")


def texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def where(message: Message) -> str:
    return f"{message.locations[0][0]}:{message.locations[0][1]} {texts(message.id)[0]}"


def test_every_text_has_its_english(source: Catalog, english: Catalog) -> None:
    def is_missing(message: Message) -> bool:
        translated = english.get(message.id, message.context)
        return not translated or not all(texts(translated.string))

    missing = [where(message) for message in source if message.id and is_missing(message)]
    assert not missing, "\n".join(missing)


def test_no_english_is_a_guess_or_left_over(source: Catalog, english: Catalog) -> None:
    assert not english.fuzzy
    assert [message.id for message in english if message.id and message.fuzzy] == []
    assert [message.id for message in english if message.id and not source.get(message.id, message.context)] == []


def test_english_keeps_the_placeholders(english: Catalog) -> None:
    def names(*parts: str) -> set[str]:
        return {name for part in parts for name in PLACEHOLDER.findall(part)}

    wrong = [m.id for m in english if m.id and names(*texts(m.string)) != names(*texts(m.id))]
    assert wrong == []


def test_no_english_says_everything_twice(english: Catalog) -> None:
    repeated = re.compile(r"(.{15,}?)\1+", re.DOTALL)
    assert [m.id for m in english if m.id and any(map(repeated.fullmatch, texts(m.string)))] == []


# The college's name, and the character drawn for a programme that has none of its own.
SAME_IN_EVERY_LANGUAGE = re.compile('"明亮学堂"|"学"')


def left_in_template(template: Path) -> Iterator[str]:
    is_translated = is_comment = False
    for token in Lexer(template.read_text()).tokenize():
        word = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
        if word in {"blocktranslate", "endblocktranslate"}:
            is_translated = word == "blocktranslate"
        elif word in {"comment", "endcomment"}:
            is_comment = word == "comment"
        elif not is_translated and not is_comment:
            yield from left_in_token(token)


def left_in_token(token: Token) -> Iterator[str]:
    if token.token_type == TokenType.COMMENT:
        return
    contents = token.contents
    if token.token_type != TokenType.TEXT:
        contents = re.sub(r"""(?:^translate\s+|_\()("[^"]*"|'[^']*')""", "", contents)
        contents = SAME_IN_EVERY_LANGUAGE.sub("", contents)
    # What says that it is Chinese is meant to be read as Chinese: a character drawn large, the name of the language.
    lines = (line.strip() for line in contents.splitlines() if 'lang="zh' not in line)
    yield from (line for line in lines if CHINESE.search(line))


def test_no_template_has_chinese_that_cannot_be_translated() -> None:
    found = {
        f"{template.relative_to(ROOT)}: {text}"
        for template in (ROOT / "templates").rglob("*.*")
        for text in left_in_template(template)
    }
    assert not found, "\n".join(sorted(found))


GETTEXT = {"_", *(f"{kind}gettext{when}" for kind in ("", "n", "p", "np") for when in ("", "_lazy", "_noop"))}
# What is matched, drawn or printed in Chinese whatever language its reader chose.
CHINESE_IN_CODE = (
    "cms/search/",
    "cms/templatetags/typesetting.py",
    "college/certificates/badges/criteria.py",
    "college/certificates/content.py",
    "college/certificates/desk/previews.py",
    "college/certificates/drawing.py",
    "college/certificates/fields.py",
    "college/certificates/lists/papers.py",
    "college/certificates/lists/typed.py",
    "college/certificates/readymade.py",
    "college/certificates/verifying/comparing.py",
    "college/certificates/verifying/surnames.py",
    "college/courses/checklist/file_names.py",
    "college/courses/videos/names.py",
    "college/hanzi/neighbours.py",
    "college/literacy/exercises.py",
    "college/voice/numbers.py",
    "college/voice/spelling.py",
    "college/management/commands/demo.py",
    "college/people/names.py",
    "college/progress/xapi/statements.py",
    "college/quizzes/excel/typed.py",
    "college/quizzes/marking.py",
    "college/quizzes/writing.py",
    "college/settings/",
    "college/typesetting.py",
    "media/captions/formats/",
    "media/captions/languages.py",
    "media/chapters/suggest.py",
    "media/chapters/titles.py",
    "media/glossaries/terms.py",
    "media/moments.py",
    "media/running_text.py",
    "media/speech/",
)


class ChineseLiterals(ast.NodeVisitor):
    """Strings with Chinese that are neither docstrings nor arguments of gettext, with the line they stand on."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in GETTEXT:
            self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and CHINESE.search(node.value):
            self.found.append((node.lineno, node.value))


def code() -> Iterator[Path]:
    for room in ("college", "cms", "media"):
        yield from (path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)


def test_no_code_has_chinese_that_cannot_be_translated() -> None:
    found = []
    for path in code():
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(CHINESE_IN_CODE):
            literals = ChineseLiterals()
            literals.visit(ast.parse(path.read_text()))
            found += [f"{name}:{line} {text}" for line, text in literals.found]
    assert not found, "\n".join(found)


TEMPLATE = """{% load i18n %}
　<p>{% translate "我的学习" %}　{% translate "证书" as word %}{{ word }}</p>
  {% blocktranslate trimmed with title=course.title %}
    继续
    {{ title }}：100%
  {% endblocktranslate %}
    {% blocktranslate count n=n %}{{ n }} 课{% plural %}{{ n }} 课{% endblocktranslate %}
      {% translate "月" context "月份" %} {{ _("无") }} {{ nothing|default:_('没有') }} {% firstof nothing _("空") %}
"""
CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy
words = _("名称"), ngettext("%(n)d 人", "%(n)d 人们", 2), pgettext_lazy("月份", "日"), gettext_lazy("长"
    "句")
"""
WORDS = {
    "我的学习": "My learning",
    "证书": "Certificate",
    "继续 %(title)s：100%%": "Continue %(title)s: 100%%",
    ("%(n)s 课", "%(n)s 课"): ("%(n)s lesson", "%(n)s lessons"),
    ("月份", "月"): "month",
    "无": "none",
    "没有": "nothing",
    "空": "empty",
    "名称": "Name",
    ("%(n)d 人", "%(n)d 人们"): ("%(n)d person", "%(n)d people"),
    ("月份", "日"): "day",
    "长句": "Long sentence",
}


def test_what_is_read_out_of_a_template_is_what_django_asks_for(tmp_path: Path, settings: LazySettings) -> None:
    for path, content in {"templates/page.html": TEMPLATE, "room/code.py": CODE}.items():
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(content)
    found = source_messages(tmp_path)
    catalog = Catalog(locale="en", fuzzy=False)
    for message in found:
        if message.id:
            key = (message.context, message.id) if message.context else message.id
            catalog.add(message.id, WORDS.pop(key), context=message.context)
    assert WORDS == {}
    compiled = tmp_path / "locale/en/LC_MESSAGES/django.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, catalog)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    with translation.override("en"):
        page = engines["django"].from_string(TEMPLATE).render({"course": {"title": "Reading"}, "n": 2})
        assert translation.ngettext("%(n)d 人", "%(n)d 人们", 1) == "%(n)d person"
        assert translation.pgettext("月份", "日") == "day"
    assert page.split() == [
        *["<p>My", "learning", "Certificate</p>", "Continue", "Reading:", "100%", "2", "lessons"],
        *["month", "none", "nothing", "empty"],
    ]
