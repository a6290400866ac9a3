from django.db import migrations


def mark(apps, schema_editor):
    unread = apps.get_model("progress", "Note").objects.filter(read_at=None)
    Enrolment = apps.get_model("progress", "Enrolment")
    Enrolment.objects.filter(pk__in=unread.values("enrolment")).update(has_unread_notes=True)


class Migration(migrations.Migration):
    dependencies = [("progress", "0008_unread_notes")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
