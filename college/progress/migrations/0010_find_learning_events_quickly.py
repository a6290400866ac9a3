from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("progress", "0009_hour_targets_can_be_met"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="lessonprogress",
            index=models.Index(
                condition=models.Q(("completed_at__isnull", False)),
                fields=["completed_at"],
                name="lessons_by_completion",
            ),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["made_at", "id"], name="statements_by_making"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["sent_at"], name="statements_by_arrival"),
        ),
    ]
