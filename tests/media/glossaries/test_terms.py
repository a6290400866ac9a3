import pytest
from django.core.exceptions import ValidationError

from media.glossaries.terms import MOST_TERMS, check_terms, parted, terms_for
from media.models import Glossary
from tests.media.factories import VideoFactory


def test_terms_stand_on_lines_or_between_commas() -> None:
    assert parted("党群服务中心\r\n 公示 \n\n议事会、楼栋长，公示") == ["党群服务中心", "公示", "议事会", "楼栋长"]


@pytest.mark.django_db
def test_a_video_has_its_own_terms_and_those_for_all() -> None:
    for title, terms, is_everywhere in [("各处", "公示", True), ("选用", "望湖社区", False), ("没选", "药名", False)]:
        Glossary.objects.create(title=title, terms=terms, is_everywhere=is_everywhere)
    video = VideoFactory(terms="周老师")
    video.glossaries.set(Glossary.objects.filter(title="选用"))
    assert terms_for(video) == ["周老师", "望湖社区", "公示"]


def test_who_pastes_a_whole_article_is_told_how_terms_are_written() -> None:
    with pytest.raises(ValidationError, match="一行写一个词，最多 30 个字"):
        check_terms("这是一整段话没有一个逗号也没有换行所以谁也不知道里面哪些才是词语真是难办")
    with pytest.raises(ValidationError, match=f"一共 {MOST_TERMS + 1} 个词，太多了"):
        check_terms("\n".join(map(str, range(MOST_TERMS + 1))))
