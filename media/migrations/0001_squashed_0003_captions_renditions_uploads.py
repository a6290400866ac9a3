import django.db.models.deletion
import media.models.rendition
import media.models.video
import modelsearch.index
import taggit.managers
import uuid
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('media', '0001_initial'),
        ('media', '0003_captions_renditions_uploads'),
    ]

    dependencies = [
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Glossary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('terms', models.TextField(help_text='一行一个', verbose_name='词语')),
                ('is_everywhere', models.BooleanField(default=False, verbose_name='用于所有视频')),
            ],
            options={
                'verbose_name': '词表',
                'verbose_name_plural': '词表',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='Video',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('lease', models.UUIDField(editable=False, help_text="which worker's claim it is", null=True)),
                ('leased_until', models.DateTimeField(editable=False, null=True)),
                ('queued_at', models.DateTimeField(editable=False, null=True)),
                ('error', models.CharField(blank=True, editable=False, max_length=300, verbose_name='原因')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('file', models.FileField(storage=media.models.video.private_storage, upload_to=media.models.video.original_path, verbose_name='文件')),
                ('original_name', models.CharField(editable=False, max_length=255, verbose_name='原文件名')),
                ('size', models.PositiveBigIntegerField(default=0, editable=False, verbose_name='字节')),
                ('language', models.CharField(choices=[('zh', '中文'), ('en', '英文')], default='zh', max_length=5, verbose_name='讲话的语言')),
                ('state', models.CharField(choices=[('waiting', '等待检查'), ('running', '正在检查'), ('ready', '可以播放'), ('failed', '不能使用')], default='waiting', editable=False, max_length=10)),
                ('container', models.CharField(blank=True, editable=False, max_length=60)),
                ('video_codec', models.CharField(blank=True, editable=False, max_length=30)),
                ('audio_codec', models.CharField(blank=True, editable=False, max_length=30)),
                ('duration', models.FloatField(editable=False, null=True, verbose_name='时长（秒）')),
                ('width', models.PositiveIntegerField(editable=False, null=True)),
                ('height', models.PositiveIntegerField(editable=False, null=True)),
                ('has_audio', models.BooleanField(editable=False, null=True)),
                ('poster', models.FileField(blank=True, editable=False, storage=media.models.video.private_storage, upload_to=media.models.video.poster_path)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taggit.TaggedItem', to='taggit.Tag', verbose_name='标签')),
                ('uploaded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fault', models.CharField(blank=True, editable=False, help_text='the last accident, for whoever repairs', max_length=200)),
                ('not_before', models.DateTimeField(editable=False, help_text='after an accident: when to try again', null=True)),
                ('priority', models.SmallIntegerField(default=0, editable=False, help_text='higher goes first')),
                ('terms', models.TextField(blank=True, help_text='一行一个，转写和纠错时会参考', verbose_name='这个视频里的专名和术语')),
                ('glossaries', models.ManyToManyField(blank=True, related_name='videos', to='media.glossary', verbose_name='词表')),
            ],
            options={
                'verbose_name': '视频',
                'verbose_name_plural': '视频',
                'ordering': ['-created_at', '-pk'],
                'permissions': [('choose_video', 'Can choose video')],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Transcript',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('lease', models.UUIDField(editable=False, help_text="which worker's claim it is", null=True)),
                ('leased_until', models.DateTimeField(editable=False, null=True)),
                ('queued_at', models.DateTimeField(editable=False, null=True)),
                ('error', models.CharField(blank=True, editable=False, max_length=300, verbose_name='原因')),
                ('language', models.CharField(max_length=10)),
                ('state', models.CharField(choices=[('waiting', '等待转写'), ('running', '正在转写'), ('done', '字幕已就绪'), ('silent', '没有讲话声，不需要字幕'), ('failed', '转写失败'), ('cancelled', '转写已取消')], default='waiting', max_length=10)),
                ('engine', models.CharField(blank=True, help_text='转写所用的引擎与模型', max_length=40)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transcripts', to='media.video')),
                ('announced_revision', models.PositiveIntegerField(default=0, help_text='up to where the rooms above know of it')),
                ('fault', models.CharField(blank=True, editable=False, help_text='the last accident, for whoever repairs', max_length=200)),
                ('not_before', models.DateTimeField(editable=False, help_text='after an accident: when to try again', null=True)),
                ('priority', models.SmallIntegerField(default=0, editable=False, help_text='higher goes first')),
                ('revision', models.PositiveIntegerField(default=0, help_text='grows with every correction')),
            ],
            options={
                'verbose_name': '字幕',
                'verbose_name_plural': '字幕',
                'constraints': [models.UniqueConstraint(fields=('video', 'language'), name='one_transcript_a_language')],
            },
        ),
        migrations.CreateModel(
            name='Chunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('lease', models.UUIDField(editable=False, help_text="which worker's claim it is", null=True)),
                ('leased_until', models.DateTimeField(editable=False, null=True)),
                ('queued_at', models.DateTimeField(editable=False, null=True)),
                ('error', models.CharField(blank=True, editable=False, max_length=300, verbose_name='原因')),
                ('start', models.FloatField(help_text='s')),
                ('end', models.FloatField(help_text='s')),
                ('state', models.CharField(choices=[('waiting', '等待'), ('running', '进行中'), ('done', '完成'), ('failed', '失败'), ('cancelled', '已取消')], default='waiting', max_length=10)),
                ('done_until', models.FloatField(help_text='s')),
                ('transcript', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='media.transcript')),
                ('fault', models.CharField(blank=True, editable=False, help_text='the last accident, for whoever repairs', max_length=200)),
                ('not_before', models.DateTimeField(editable=False, help_text='after an accident: when to try again', null=True)),
                ('priority', models.SmallIntegerField(default=0, editable=False, help_text='higher goes first')),
                ('took', models.FloatField(help_text='s of wall-clock time that the successful attempt needed', null=True)),
            ],
            options={
                'ordering': ['start'],
                'constraints': [models.UniqueConstraint(fields=('transcript', 'start'), name='one_chunk_a_start'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='chunk_has_length')],
            },
        ),
        migrations.CreateModel(
            name='Cue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_ms', models.PositiveIntegerField()),
                ('end_ms', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('confidence', models.FloatField(help_text='0–1, probability of the least sure letter that lesson and glossaries do not confirm', null=True)),
                ('chunk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cues', to='media.chunk')),
                ('transcript', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cues', to='media.transcript')),
                ('is_corrected', models.BooleanField(default=False, help_text="a person's words: the engine never overwrites them")),
                ('repairs', models.JSONField(blank=True, default=list)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('sureness', models.JSONField(blank=True, default=list, help_text='hundredths, the probability of each character of what was heard')),
            ],
            options={
                'ordering': ['start_ms', 'pk'],
                'indexes': [models.Index(fields=['transcript', 'start_ms'], name='cue_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end_ms__gt', models.F('start_ms'))), name='cue_has_length')],
            },
        ),
        migrations.CreateModel(
            name='Waveform',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('levels', models.BinaryField()),
                ('video', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='waveform', to='media.video')),
            ],
        ),
        migrations.CreateModel(
            name='Chapter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_ms', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=80, verbose_name='标题')),
                ('is_suggested', models.BooleanField(default=False, help_text='no person has looked at it yet')),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chapters', to='media.video')),
            ],
            options={
                'ordering': ['start_ms'],
                'constraints': [models.UniqueConstraint(fields=('video', 'start_ms'), name='one_chapter_a_start')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField()),
                ('token', models.UUIDField(editable=False, null=True)),
                ('kind', models.CharField(choices=[('edit', '修改'), ('split', '拆分'), ('merge', '合并'), ('insert', '插入'), ('delete', '删除'), ('replace', '查找替换'), ('undo', '撤销'), ('import', '导入')], max_length=10)),
                ('before', models.JSONField(default=list)),
                ('after', models.JSONField(default=list)),
                ('user_name', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('transcript', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='media.transcript')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-revision'],
                'constraints': [models.UniqueConstraint(fields=('transcript', 'revision'), name='one_correction_a_revision'), models.UniqueConstraint(fields=('transcript', 'token'), name='one_correction_a_token')],
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('lease', models.UUIDField(editable=False, help_text="which worker's claim it is", null=True)),
                ('leased_until', models.DateTimeField(editable=False, null=True)),
                ('queued_at', models.DateTimeField(editable=False, null=True)),
                ('not_before', models.DateTimeField(editable=False, help_text='after an accident: when to try again', null=True)),
                ('priority', models.SmallIntegerField(default=0, editable=False, help_text='higher goes first')),
                ('error', models.CharField(blank=True, editable=False, max_length=300, verbose_name='原因')),
                ('fault', models.CharField(blank=True, editable=False, help_text='the last accident, for whoever repairs', max_length=200)),
                ('kind', models.CharField(choices=[('720p', '高清'), ('360p', '流畅'), ('audio', '只听声音'), ('storyboard', '缩略图')], max_length=10)),
                ('state', models.CharField(choices=[('waiting', '等待制作'), ('running', '正在制作'), ('done', '完成'), ('failed', '制作失败'), ('cancelled', '已取消')], default='waiting', max_length=10)),
                ('file', models.FileField(blank=True, storage=media.models.video.private_storage, upload_to=media.models.rendition.rendition_path)),
                ('size', models.PositiveBigIntegerField(default=0, help_text='bytes')),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('percent', models.PositiveSmallIntegerField(default=0)),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='media.video')),
            ],
            options={
                'ordering': ['kind'],
                'constraints': [models.UniqueConstraint(fields=('video', 'kind'), name='one_rendition_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('name', models.CharField(max_length=255)),
                ('size', models.PositiveBigIntegerField(help_text='bytes promised')),
                ('modified', models.BigIntegerField(help_text="the file's own date in ms: with name and size, the same file", null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='upload_promises_something')],
            },
        ),
    ]
