from django.urls import URLPattern, path
from wagtail import hooks

from college.voice import desk


@hooks.register("register_admin_urls")
def microphone() -> list[URLPattern]:
    return [path("recordings/", desk.record, name="voice_record")]
