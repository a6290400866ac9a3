from django.db import migrations

from college.certificates.readymade import all_designs


def add(apps, schema_editor):
    Template = apps.get_model("certificates", "Template")
    for name, design in all_designs().items():
        fields = {"orientation": design["orientation"], "language": design["language"]}
        rows = [{"type": row.pop("type"), "value": row} for row in design["rows"]]
        Template.objects.get_or_create(name=name, defaults={**fields, "rows": rows})


class Migration(migrations.Migration):
    dependencies = [("certificates", "0006_squashed_0017_attendance_asked")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
