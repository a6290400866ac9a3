"""Below the admin's own address."""

from django.urls import path

from college.courses.checklist import views

app_name = "checklists"

urlpatterns = [
    path("<int:pk>/", views.ChecklistView.as_view(), name="list"),
    path("<int:pk>/panel/", views.PanelView.as_view(), name="panel"),
    path("<int:pk>/look/", views.LookView.as_view(), name="look"),
    path("<int:pk>/publish/", views.PublishView.as_view(), name="publish"),
]
