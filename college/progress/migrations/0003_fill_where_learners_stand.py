from django.db import migrations
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    """From the rows of progress there are; later, whatever writes those keeps the enrolment's up.

    A learner who has begun none stays where they enrolled.
    """
    enrolments = apps.get_model("progress", "Enrolment").objects
    rows = apps.get_model("progress", "LessonProgress").objects.filter(enrolment=OuterRef("pk"))
    latest = rows.order_by("-updated_at", "-pk")
    done = rows.filter(completed_at__isnull=False).order_by().values("enrolment").annotate(count=Count("pk"))
    enrolments.update(
        active_at=Coalesce(Subquery(latest.values("updated_at")[:1]), F("enrolled_at")),
        current_lesson=Subquery(latest.values("lesson")[:1]),
        lessons_done=Coalesce(Subquery(done.values("count")), 0),
    )


class Migration(migrations.Migration):
    dependencies = [("progress", "0002_rules_hours_teaching")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
