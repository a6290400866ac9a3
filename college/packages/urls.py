from django.urls import re_path

from college.packages import serving

app_name = "packages"

urlpatterns = [re_path(r"^(?P<token>[\w.-]{1,500})/(?P<path>.{1,500})$", serving.file, name="file")]
