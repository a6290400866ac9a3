import taggit.managers
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0004_editors_keep_glossaries"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]
    operations = [
        migrations.AddField(
            model_name="glossary",
            name="tags",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="taggit.TaggedItem",
                to="taggit.Tag",
                verbose_name="标签",
            ),
        ),
    ]
