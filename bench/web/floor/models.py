from django.conf import settings
from django.db import models


class Place(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    second = models.IntegerField()

    def __str__(self) -> str:
        return str(self.user_id)
