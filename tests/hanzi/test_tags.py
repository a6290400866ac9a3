from django.template import Context, Template

RUBY = '<ruby>{}<rt lang="zh-Latn-pinyin" aria-hidden="true">{}</rt></ruby>'


def rendered(source: str, **context: object) -> str:
    return Template("{% load hanzi %}" + source).render(Context(context))


def test_pinyin_stands_above_each_character() -> None:
    assert rendered("{% pinyin text %}", text="银行，A") == RUBY.format("银", "yín") + RUBY.format("行", "háng") + "，A"


def test_a_reader_who_knows_a_character_is_not_told_again() -> None:
    html = rendered("{% pinyin text 'unknown' known %}", text="银行", known={"行"})
    assert html == RUBY.format("银", "yín") + "行"


def test_all_means_all_and_none_means_none() -> None:
    assert rendered("{% pinyin text 'all' known %}", text="行", known={"行"}) == RUBY.format("行", "xíng")
    assert rendered("{% pinyin text 'none' %}", text="银行 <b>") == "银行 &lt;b&gt;"


def test_what_a_person_typed_stays_text() -> None:
    assert "<b>" not in rendered("{% pinyin text %}{{ text|marked:'行' }}", text="<b>行</b>")
