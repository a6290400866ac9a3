"""What the site itself holds of a person: pages, pictures and files they made, and what they said beside them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.models import Comment, CommentReply, Page, PageLogEntry, PageSubscription, Revision, TaskState
from wagtail.models import WorkflowState as Workflow

from cms.models import Picture
from college.people.privacy.holdings import Held

if TYPE_CHECKING:
    from college.people.models import User
    from college.people.privacy.pseudonyms import Pseudonym


@hooks.register("person_data", order=50)
def work_on_the_site(person: "User") -> list[Held]:
    """What was written there belongs to the site; a person learns what is known of their part in it."""
    return [
        Held(
            key="pages",
            title=_("您建立的页面"),
            rows=Page.objects.filter(owner=person).order_by("pk"),
            of=("wagtailcore.Page.owner",),
            columns={"title": "title", "published_at": "first_published_at"},
        ),
        Held(
            key="page_edits",
            title=_("您对页面做过的操作"),
            rows=PageLogEntry.objects.filter(user=person).order_by("timestamp"),
            of=("wagtailcore.PageLogEntry.user",),
            columns={"at": "timestamp", "action": "action", "page": "label"},
        ),
        Held(
            key="revisions",
            title=_("您保存过的版本"),
            rows=Revision.objects.filter(user=person).order_by("created_at"),
            of=("wagtailcore.Revision.user",),
            columns={"at": "created_at", "page": "object_str"},
        ),
        Held(
            key="comments",
            title=_("您在编辑页面时写的批注"),
            rows=Comment.objects.filter(user=person).order_by("created_at"),
            of=("wagtailcore.Comment.user",),
            columns={"at": "created_at", "page": "page__title", "text": "text"},
        ),
        Held(
            key="comment_replies",
            title=_("您对批注的回复"),
            rows=CommentReply.objects.filter(user=person).order_by("created_at"),
            of=("wagtailcore.CommentReply.user",),
            columns={"at": "created_at", "text": "text"},
        ),
        Held(
            key="pictures",
            title=_("您上传的图片"),
            rows=Picture.objects.filter(uploaded_by_user=person).order_by("pk"),
            of=("cms.Picture.uploaded_by_user",),
            columns={"title": "title", "at": "created_at"},
        ),
        Held(
            key="documents",
            title=_("您上传的文件"),
            rows=get_document_model().objects.filter(uploaded_by_user=person).order_by("pk"),
            of=("wagtaildocs.Document.uploaded_by_user",),
            columns={"title": "title", "at": "created_at"},
        ),
        Held(
            key="workflows",
            title=_("您提交审核的页面"),
            rows=Workflow.objects.filter(requested_by=person).order_by("created_at"),
            of=("wagtailcore.WorkflowState.requested_by",),
            columns={"at": "created_at", "status": "status"},
        ),
        Held(
            key="reviews",
            title=_("您做过的审核"),
            rows=TaskState.objects.filter(finished_by=person).order_by("finished_at"),
            of=("wagtailcore.TaskState.finished_by",),
            columns={"at": "finished_at", "status": "status", "text": "comment"},
        ),
    ]


@hooks.register("person_data_left_out")
def left_out() -> dict[str, str]:
    return {
        "wagtailcore.Page.locked_by": "that a page is locked at this moment",
        "wagtailcore.Comment.resolved_by": "who ticked off somebody's comment",
        "wagtailcore.PageSubscription.user": "which pages' comments are mailed",
        "wagtailimages.Image.uploaded_by_user": "a table this site does not use; pictures are cms.Picture",
        "wagtailcore.CommentReply.comment": "replies to a comment are their writers' own",
    }


@hooks.register("erase_person")
def erase(person: "User", pseudonym: "Pseudonym") -> None:
    """Pages keep their history under the pseudonym; nobody waits for a person who is gone."""
    PageSubscription.objects.filter(user=person).delete()
    Page.objects.filter(locked_by=person).update(locked=False, locked_by=None, locked_at=None)
