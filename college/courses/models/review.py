from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, IntegerField, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Task, TaskState, get_default_page_content_type
from wagtail.permissions import policy_registry

from cms.publishing import lock_page
from college.courses.review.forms import ApprovalForm
from college.people.models import User
from college.people.querysets import UserQuerySet


class ReviewTask(Task):
    """Waits for one of those who may publish the page: by their group, and by where they work."""

    class Meta:
        verbose_name = gettext_lazy("组织审核")
        verbose_name_plural = gettext_lazy("组织审核")

    @classmethod
    def get_description(cls) -> str:
        return _("由能发布这一页的人审核：在主办组织或它的上级组织工作，并且所在的用户组有发布权限")

    def may_review(self, page: Page, user: User) -> bool:
        return page.permissions_for_user(user).can_publish()

    def reviewers(self, page: Page) -> UserQuerySet:
        policy = policy_registry.get_by_type(Page)
        found: UserQuerySet = policy.users_with_permission_for_instance("publish", page)
        return found

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return self.may_review(obj, user)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        """Its author waits, too; whoever handed it in may take it back."""
        return not self.may_review(obj, user)

    def user_can_lock(self, obj: Page, user: User) -> bool:
        return self.may_review(obj, user)

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        if not self.may_review(obj, user):
            return []
        return [("reject", _("退回修改"), True), ("approve", _("审核通过"), True)]

    def get_form_for_action(self, action: str) -> Any:
        return ApprovalForm if action == "approve" else super().get_form_for_action(action)

    def get_template_for_action(self, action: str) -> str:
        return "courses/checklist/approve.html" if action == "approve" else str(super().get_template_for_action(action))

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish")
        waiting = self.task_states.filter(
            status=TaskState.STATUS_IN_PROGRESS, revision__base_content_type=get_default_page_content_type()
        )
        found: QuerySet[TaskState] = waiting.filter(
            Exists(pages.filter(pk=Cast(OuterRef("revision__object_id"), IntegerField())))
        )
        return found

    @transaction.atomic
    def on_action(
        self,
        task_state: TaskState,
        user: User,
        action_name: str,
        go_live_at: datetime | str | None = None,
        **kwargs: Any,
    ) -> None:
        """`go_live_at`: when an approved page is to be published, if not now and not when its draft says.

        PermissionDenied for the second of two who decide at once, and for a page that is not this person's to review:
        Wagtail's views look at the page in the address, which need not be the one of the task.
        """
        lock_page(task_state.workflow_state.object_id)
        state: TaskState = TaskState.objects.select_for_update().get(pk=task_state.pk)
        page = state.workflow_state.content_object.specific
        if state.status != TaskState.STATUS_IN_PROGRESS or not self.may_review(page, user):
            raise PermissionDenied
        if action_name == "approve" and go_live_at:
            self._schedule(page, ApprovalForm.moment(go_live_at), user)
            state.refresh_from_db()
        super().on_action(state.specific, user, action_name, **kwargs)

    def _schedule(self, page: Page, moment: datetime, user: User) -> None:
        draft = page.get_latest_revision_as_object()
        draft.go_live_at = moment
        draft.save_revision(user=user, changed=False, clean=False)
