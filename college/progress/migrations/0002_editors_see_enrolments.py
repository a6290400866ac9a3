from django.db import migrations

GROUPS = ["Editors", "Moderators"]


def allow(apps, schema_editor):
    """Wagtail's own groups may look through who is enrolled."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="progress", model="enrolment"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="view_enrolment", defaults={"name": "Can view 报名"}
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(permission)


def forbid(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects
    for permission in permissions.filter(content_type__app_label="progress", codename="view_enrolment"):
        permission.group_set.clear()


class Migration(migrations.Migration):
    dependencies = [
        ("progress", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(allow, forbid)]
