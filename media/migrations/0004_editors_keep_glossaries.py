from django.db import migrations

GROUPS = ["Editors", "Moderators"]
PERMISSIONS = {
    "add_glossary": "Can add 词表",
    "change_glossary": "Can change 词表",
    "delete_glossary": "Can delete 词表",
}


def allow(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")

    glossary_type, _ = ContentType.objects.get_or_create(app_label="media", model="glossary")
    for codename, name in PERMISSIONS.items():
        permission, _ = Permission.objects.get_or_create(
            content_type=glossary_type, codename=codename, defaults={"name": name}
        )
        for group in Group.objects.filter(name__in=GROUPS):
            group.permissions.add(permission)


def forbid(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ours = Permission.objects.filter(content_type__app_label="media", codename__in=PERMISSIONS)
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.remove(*ours)


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0002_editors_manage_videos"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(allow, forbid)]
