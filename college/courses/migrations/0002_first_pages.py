"""A site on an empty database: the home page as the root of the site, the catalogue below it, no welcome page."""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

WELCOME_PATH = "00010001"


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Page = apps.get_model("wagtailcore.Page")
    Site = apps.get_model("wagtailcore.Site")
    welcome = Page.objects.filter(path=WELCOME_PATH, content_type__app_label="wagtailcore", content_type__model="page")
    if Page.objects.count() != 2 or not welcome.exists():
        return
    Site.objects.all().delete()
    welcome.delete()
    home = add(apps, "cms", "HomePage", WELCOME_PATH, "/home/", title="明亮学堂", numchild=1, lead="认得字，心里亮。")
    add(apps, "courses", "ProgrammeIndexPage", f"{WELCOME_PATH}0001", "/home/courses/", title="课程")
    Site.objects.create(hostname="localhost", site_name="明亮学堂", root_page_id=home.pk, is_default_site=True)


def add(apps: Apps, app: str, name: str, path: str, url_path: str, *, title: str, numchild: int = 0, **fields: str):
    kind, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label=app, model=name.lower())
    locale, _ = apps.get_model("wagtailcore.Locale").objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    now = timezone.now()
    return apps.get_model(app, name).objects.create(
        title=title,
        draft_title=title,
        slug=url_path.split("/")[-2],
        path=path,
        depth=len(path) // 4,
        numchild=numchild,
        url_path=url_path,
        content_type=kind,
        locale=locale,
        live=True,
        first_published_at=now,
        last_published_at=now,
        **fields,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0001_squashed_0003_rules_hours_quizzes"),
        ("cms", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailsearch", "0009_remove_ngram_autocomplete"),
    ]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
