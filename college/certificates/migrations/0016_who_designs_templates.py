from django.db import migrations

GROUP = "发证员"
VERBS = ["add", "change", "delete", "view"]


def allow(apps, schema_editor):
    """Who gives certificates designs them, for the issuers where they work."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    content_type, _ = ContentType.objects.get_or_create(app_label="certificates", model="template")
    for verb in VERBS:
        permission, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=f"{verb}_template", defaults={"name": f"Can {verb} template"}
        )
        group.permissions.add(permission)


def forbid(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=GROUP):
        group.permissions.remove(
            *group.permissions.filter(content_type__app_label="certificates", content_type__model="template")
        )


class Migration(migrations.Migration):
    dependencies = [("certificates", "0011_who_gives_certificates")]
    operations = [migrations.RunPython(allow, forbid)]
