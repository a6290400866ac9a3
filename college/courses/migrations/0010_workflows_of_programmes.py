from django.db import migrations

TASK = "组织审核"


def give_each_a_workflow(apps, schema_editor):
    """As `college.courses.review.workflows` does for programmes that are added from now on."""
    programmes = apps.get_model("courses", "Programme").objects.filter(workflow=None)
    if not programmes.exists():
        return
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind = kinds.get_or_create(app_label="courses", model="reviewtask")[0]
    task = apps.get_model("courses", "ReviewTask").objects.create(name=TASK, content_type=kind)
    for programme in programmes:
        programme.workflow = apps.get_model("wagtailcore", "Workflow").objects.create(
            name=f"{programme.name}：审核以后公开"
        )
        programme.save(update_fields=["workflow"])
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=programme.workflow, task_id=task.pk, sort_order=0
        )


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0009_review_by_organisation"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_each_a_workflow, migrations.RunPython.noop)]
