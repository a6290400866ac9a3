from django.db import migrations

WORKERS = ["social-worker", "community-worker", "party-worker"]
"""Of college.people.working."""
OWNERS = {("media", "Video"): "uploaded_by", ("cms", "Picture"): "uploaded_by_user", ("wagtaildocs", "Document"): "uploaded_by_user"}


def move(apps, schema_editor):
    """What lies in no collection goes where its uploader works, at the highest place, so that it stays theirs to change."""
    Membership = apps.get_model("people", "Membership")
    working = Membership.objects.filter(kind__in=WORKERS, organisation__collection__isnull=False)
    places = {}
    for user, collection in working.order_by("-organisation__depth", "-organisation__path").values_list(
        "user", "organisation__collection"
    ):
        places[user] = collection
    for (app, model), owner in OWNERS.items():
        loose = apps.get_model(app, model).objects.filter(collection__depth=1)
        for user in set(loose.order_by().values_list(owner, flat=True)) & set(places):
            loose.filter(**{owner: user}).update(collection=places[user])


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0011_packages_in_lessons"),
        ("people", "0005_organisations_have_collections"),
        ("cms", "0003_tables_in_pages"),
        ("media", "0004_editors_keep_glossaries"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
