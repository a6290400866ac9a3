import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0004_editors_keep_glossaries"),
        ("progress", "0003_rules_to_settle"),
    ]

    operations = [
        migrations.CreateModel(
            name="HourTally",
            fields=[
                (
                    "progress",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="tally",
                        serialize=False,
                        to="progress.lessonprogress",
                    ),
                ),
                ("counted", models.BinaryField(default=bytes)),
                ("at", models.DateTimeField()),
                (
                    "video",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="media.video"
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RemoveField(model_name="lessonprogress", name="credited_seconds"),
    ]
