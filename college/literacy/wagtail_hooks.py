from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college.literacy import panels
from college.progress.mine import MyPage

hooks.register("lesson_panels", panels.lesson_panels)
hooks.register("my_sections", panels.my_sections)


@hooks.register("my_pages")
def own_pages() -> list[MyPage]:
    return [MyPage(_("我的字"), "literacy:book", 25), MyPage(_("读给我听"), "literacy:read", 26)]
