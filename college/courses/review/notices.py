"""A letter to those who may review what was handed in, and to nobody else. The desk tells them, too."""

from typing import Any

from wagtail.admin.mail import BaseGroupApprovalTaskStateEmailNotifier
from wagtail.models import TaskState

from college.courses.models import ReviewTask
from college.people.querysets import UserQuerySet


class HandedInNotice(BaseGroupApprovalTaskStateEmailNotifier):
    notification = "submitted"

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return isinstance(instance, TaskState) and isinstance(instance.task.specific, ReviewTask)

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> UserQuerySet:
        page = task_state.workflow_state.content_object.specific
        reviewers: UserQuerySet = task_state.task.specific.reviewers(page)
        by = kwargs.get("user")
        return reviewers.exclude(pk=by.pk) if by else reviewers
