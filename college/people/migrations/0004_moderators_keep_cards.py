from django.db import migrations

HELPERS = "助学员"
PERMISSIONS = {
    "manage_cards": ("signincard", "制作和作废登录卡", ["Moderators"]),
    "help_sign_in": ("assistedsignin", "帮所在组织的学员登录", ["Editors", "Moderators", HELPERS]),
}


def allow(apps, schema_editor):
    """Who publishes makes cards; who teaches helps people in, and so may helpers, who have no desk at all."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    Group.objects.get_or_create(name=HELPERS)
    for codename, (model, name, groups) in PERMISSIONS.items():
        content_type, _ = ContentType.objects.get_or_create(app_label="people", model=model)
        permission, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        for group in Group.objects.filter(name__in=groups):
            group.permissions.add(permission)


def forbid(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    ours = Permission.objects.filter(content_type__app_label="people", codename__in=PERMISSIONS)
    for group in apps.get_model("auth", "Group").objects.filter(permissions__in=ours):
        group.permissions.remove(*ours)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_sign_in_cards"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(allow, forbid)]
