from django.db import migrations

GROUP = "发证员"
PERMISSIONS = {
    "award": ["add", "change", "delete", "view"],
    "issuer": ["add", "change", "delete", "view"],
    "certificate": ["view", "issue", "revoke"],
    "nomination": ["view", "review"],
    "publicitylist": ["view"],
}
NAMES = {
    "issue_certificate": "发证",
    "revoke_certificate": "撤销证书",
    "review_nomination": "审核拟发证书",
}


def allow(apps, schema_editor):
    """A group of its own: who edits pages does not therefore give certificates. Where they do, their organisation says."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for model, verbs in PERMISSIONS.items():
        content_type, _ = ContentType.objects.get_or_create(app_label="certificates", model=model)
        for verb in verbs:
            codename = f"{verb}_{model}"
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": NAMES.get(codename, f"Can {verb} {model}")}
            )
            group.permissions.add(permission)
    wagtail, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    entry, _ = Permission.objects.get_or_create(
        content_type=wagtail, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    group.permissions.add(entry)


def forbid(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0007_readymade_templates"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(allow, forbid)]
