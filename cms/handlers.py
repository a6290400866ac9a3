from typing import Any

from django.dispatch import receiver
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.editions import turn_the_page, watch
from cms.models import HomePage, Picture, StandardPage

watch(Collection, CollectionViewRestriction, HomePage, PageViewRestriction, Picture, Site, StandardPage)


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
def show_what_pages_now_say(**_: Any) -> None:
    turn_the_page()
