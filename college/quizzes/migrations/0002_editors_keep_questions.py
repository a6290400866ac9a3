from django.db import migrations

GROUPS = ["Editors", "Moderators"]
NAMES = {"question": "题目", "quiz": "测验", "topic": "题目标签"}
ACTIONS = ["add", "change", "delete"]


def allow(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")

    groups = Group.objects.filter(name__in=GROUPS)
    for model, name in NAMES.items():
        kind, _ = ContentType.objects.get_or_create(app_label="quizzes", model=model)
        for action in ACTIONS:
            permission, _ = Permission.objects.get_or_create(
                content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {name}"}
            )
            for group in groups:
                group.permissions.add(permission)


def forbid(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ours = Permission.objects.filter(
        content_type__app_label="quizzes", codename__in=[f"{action}_{model}" for action in ACTIONS for model in NAMES]
    )
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.remove(*ours)


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(allow, forbid)]
