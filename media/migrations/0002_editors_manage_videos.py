from django.db import migrations

GROUPS = ["Editors", "Moderators"]
PERMISSIONS = {
    "add_video": "Can add 视频",
    "change_video": "Can change 视频",
    "choose_video": "Can choose video",
}


def allow(apps, schema_editor):
    """Wagtail's own groups may add, change and choose videos in every collection, as they may images."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")

    video_type, _ = ContentType.objects.get_or_create(app_label="media", model="video")
    root = Collection.objects.get(depth=1)
    for codename, name in PERMISSIONS.items():
        permission, _ = Permission.objects.get_or_create(
            content_type=video_type, codename=codename, defaults={"name": name}
        )
        for group in Group.objects.filter(name__in=GROUPS):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def forbid(apps, schema_editor):
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        permission__content_type__app_label="media", permission__codename__in=PERMISSIONS
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0001_squashed_0003_captions_renditions_uploads"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(allow, forbid)]
