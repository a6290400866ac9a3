from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from bench.web.floor.models import Place


def upsert(request: HttpRequest) -> HttpResponse:
    place = Place(user_id=request.user.pk, second=timezone.now().second)
    Place.objects.bulk_create([place], update_conflicts=True, unique_fields=["user"], update_fields=["second"])
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [path("upsert/", upsert)]
