"""A workflow for each programme, with the one task that they share."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowTask

from college.courses.models import Programme, ReviewTask


@transaction.atomic
def give_workflow(programme: Programme) -> Workflow:
    task = ReviewTask.objects.filter(active=True).first() or ReviewTask.objects.create(name=_("组织审核"))
    workflow = Workflow(name=_("%(programme)s：审核以后公开") % {"programme": programme.name})
    workflow.workflow_tasks = [WorkflowTask(task=task, sort_order=0)]
    workflow.save()
    Programme.objects.filter(pk=programme.pk).update(workflow=workflow)
    programme.workflow = workflow
    return workflow
