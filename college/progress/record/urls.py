from django.urls import path

from college.progress.record import views

urlpatterns = [
    path("my/record/", views.record, name="record"),
    path("my/record.xlsx", views.spreadsheet, name="record_xlsx"),
    path("my/record.pdf", views.pdf, name="record_pdf"),
    path("record/", views.check_form, name="check_records"),
    path("record/<str:code>/", views.check, name="check_record"),
]
