from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0005_uploads_know_their_file'),
    ]

    operations = [
        migrations.AddField(
            model_name='cue',
            name='sureness',
            field=models.JSONField(blank=True, default=list, help_text='hundredths, the probability of each character of what was heard'),
        ),
        migrations.AlterField(
            model_name='cue',
            name='confidence',
            field=models.FloatField(help_text='0–1, probability of the least sure letter that lesson and glossaries do not confirm', null=True),
        ),
    ]
