from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("progress", "0007_fill_where_learners_stand")]

    operations = [
        migrations.AlterModelOptions(
            name="statement",
            options={
                "default_permissions": (),
                "ordering": ["made_at"],
                "verbose_name": "学习事件",
                "verbose_name_plural": "学习事件",
            },
        ),
    ]
