from django.db import migrations
from treebeard.mp_tree import MP_Node


def give(apps, schema_editor):
    """As rows, for trees have no methods here: each behind what lies in the collection of the organisation above."""
    Collection = apps.get_model("wagtailcore", "Collection")
    Organisation = apps.get_model("people", "Organisation")
    given = {"": Collection.objects.get(depth=1)}
    for organisation in Organisation.objects.order_by("depth", "name"):
        above = given[organisation.path[: -MP_Node.steplen]]
        last = Collection.objects.filter(depth=above.depth + 1, path__startswith=above.path).order_by("path").last()
        step = MP_Node._str2int(last.path[-MP_Node.steplen :]) + 1 if last else 1
        path = MP_Node._get_path(above.path, above.depth + 1, step)
        organisation.collection = given[organisation.path] = Collection.objects.create(
            name=organisation.name, path=path, depth=above.depth + 1, numchild=0
        )
        organisation.save(update_fields=["collection"])
        above.numchild += 1
        above.save(update_fields=["numchild"])


class Migration(migrations.Migration):
    dependencies = [("people", "0005_organisations_have_collections"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
