from django.urls import path

from college.certificates import views

app_name = "certificates"
urlpatterns = [
    path("my/certificates/", views.mine, name="mine"),
    path("my/certificates/<str:serial>.pdf", views.pdf, name="pdf"),
    path("verify/", views.verify_form, name="verify_form"),
    path("verify/<str:serial>/", views.verify, name="verify"),
]
