from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_rules_hours_quizzes"),
        ("progress", "0005_targets_commonly_asked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="enrolment", name="enrolments_by_activity"),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["course", "active_at", "id"], name="enrolments_by_activity"),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["course", "enrolled_at", "id"], name="enrolments_by_beginning"),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["course", "lessons_done", "id"], name="enrolments_by_lessons_done"),
        ),
    ]
