from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certificates", "0011_who_gives_certificates")]
    operations = [
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                condition=models.Q(("revoked_at__isnull", False), ("superseded_at__isnull", False), _connector="OR"),
                fields=["serial"],
                name="certificate_withdrawn",
            ),
        ),
    ]
