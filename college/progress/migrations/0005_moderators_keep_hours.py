from django.db import migrations

GROUP = "Moderators"
PERMISSIONS = {
    ("courses", "hourpolicy"): ["add", "change", "delete", "view"],
    ("courses", "hourrule"): ["add", "change", "delete", "view"],
    ("progress", "hourtarget"): ["add", "change", "delete", "view"],
    ("progress", "hourcredit"): ["view", "correct"],
}
NAMES = {"hourpolicy": "学时规则", "hourrule": "学时规则的一版", "hourtarget": "学时要求", "hourcredit": "学时记录"}


def codename(verb, model):
    return "correct_hours" if verb == "correct" else f"{verb}_{model}"


def allow(apps, schema_editor):
    """Rules and targets bind a whole college, and the ledger names people: those who publish keep them, not all editors."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    groups = apps.get_model("auth", "Group").objects.filter(name=GROUP)
    for (app, model), verbs in PERMISSIONS.items():
        content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model)
        for verb in verbs:
            name = "更正学时" if verb == "correct" else f"Can {verb} {NAMES[model]}"
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=codename(verb, model), defaults={"name": name}
            )
            for group in groups:
                group.permissions.add(permission)


def forbid(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.filter(name=GROUP):
        for (app, model), verbs in PERMISSIONS.items():
            ours = [codename(verb, model) for verb in verbs]
            group.permissions.remove(
                *Permission.objects.filter(content_type__app_label=app, codename__in=ours)
            )


class Migration(migrations.Migration):
    dependencies = [
        ("progress", "0004_targets_commonly_asked"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(allow, forbid)]
