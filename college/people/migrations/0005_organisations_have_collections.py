import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_moderators_keep_cards"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [
        migrations.AddField(
            model_name="organisation",
            name="collection",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="organisation",
                to="wagtailcore.collection",
                verbose_name="集合",
            ),
        ),
    ]
