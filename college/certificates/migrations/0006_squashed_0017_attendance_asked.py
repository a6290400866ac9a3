import college.certificates.fields
import django.core.validators
import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What was added while nothing yet wrote lists, nominations and templates: so the table of lists is simply made anew."""

    replaces = [
        ('certificates', '0006_designed_rows'),
        ('certificates', '0008_find_by_file'),
        ('certificates', '0009_lists_are_work'),
        ('certificates', '0010_reviewers_and_the_public'),
        ('certificates', '0012_withdrawn_index'),
        ('certificates', '0013_artwork_help'),
        ('certificates', '0014_no_attendance_yet'),
        ('certificates', '0015_templates_of_issuers'),
        ('certificates', '0017_attendance_asked'),
    ]

    dependencies = [
        ('certificates', '0001_squashed_0005_remove_award_course'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name='IssueList'),
        migrations.CreateModel(
            name='IssueList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(blank=True, max_length=60, verbose_name='事由')),
                ('file_name', models.CharField(max_length=200, verbose_name='文件')),
                ('rows', models.JSONField(default=list)),
                ('total', models.PositiveIntegerField(verbose_name='人数')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='已处理')),
                ('failures', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('waiting', '排队中'), ('running', '正在发证'), ('done', '已完成'), ('failed', '停下了')], default='waiting', max_length=10, verbose_name='状态')),
                ('made_at', models.DateTimeField(verbose_name='时间')),
                ('finished_at', models.DateTimeField(null=True)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='certificates.award', verbose_name='发证规则')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('error', models.CharField(blank=True, editable=False, max_length=300, verbose_name='原因')),
                ('fault', models.CharField(blank=True, editable=False, help_text='the last accident, for whoever repairs', max_length=200)),
                ('key', models.CharField(editable=False, max_length=64, unique=True)),
                ('lease', models.UUIDField(editable=False, help_text="which worker's claim it is", null=True)),
                ('leased_until', models.DateTimeField(editable=False, null=True)),
                ('not_before', models.DateTimeField(editable=False, help_text='after an accident: when to try again', null=True)),
                ('priority', models.SmallIntegerField(default=0, editable=False, help_text='higher goes first')),
                ('queued_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'default_permissions': (),
                'verbose_name': '批量发证',
                'verbose_name_plural': '批量发证',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='award',
            name='minimum_attendance_share',
            field=models.PositiveSmallIntegerField(blank=True, help_text='到过的课占这些课程全部课时的百分比。不填就不要求。', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='至少到课（%）'),
        ),
        migrations.AddField(
            model_name='template',
            name='rows',
            field=wagtail.fields.StreamField([('issuer', 3), ('title', 4), ('divider', 5), ('holder', 6), ('kinds', 7), ('sentence', 9), ('outcomes', 11), ('facts', 18), ('notes', 19), ('signatures', 20), ('closing', 24), ('check', 25), ('space', 27)], block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('small', '小'), ('regular', '标准'), ('large', '大'), ('huge', '特大')]}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('left', '靠左'), ('center', '居中'), ('right', '靠右')]}), 2: ('wagtail.blocks.BooleanBlock', (), {'label': '和上一行并排', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2)]], {'icon': 'group', 'label': '发证单位'}), 4: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2)]], {'icon': 'title', 'label': '证书名称'}), 5: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2)]], {'icon': 'minus', 'label': '分隔线'}), 6: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2)]], {'icon': 'user', 'label': '姓名'}), 7: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2)]], {'icon': 'tag', 'label': '身份'}), 8: ('wagtail.blocks.TextBlock', (), {'help_text': '花括号里的项印成证书上的内容；方括号里的话，在其中一项没有内容时整段不印。可以用的项： 姓名、证件、志愿者编号、身份、所在组织、课程、学习内容、服务内容、时长、起止日期、发证单位、发证日期、有效期至、备注、证书名称', 'label': '文字', 'max_length': 600, 'rows': 3, 'validators': [college.certificates.fields.validate_sentence]}), 9: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2), ('text', 8)]], {'label': '一段话'}), 10: ('wagtail.blocks.CharBlock', (), {'label': '前面的字', 'max_length': 30, 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2), ('label', 10)]], {'icon': 'list-ul', 'label': '学习内容'}), 12: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('holder', '姓名'), ('identity', '证件'), ('volunteer_number', '志愿者编号'), ('kinds', '身份'), ('organisation', '所在组织'), ('courses', '课程'), ('outcomes', '学习内容'), ('service', '服务内容'), ('hours', '时长'), ('period', '起止日期'), ('issuer', '发证单位'), ('head', '负责人'), ('handler', '经办人'), ('contact', '联系方式'), ('issued_on', '发证日期'), ('valid_until', '有效期至'), ('notes', '备注'), ('title', '证书名称')], 'label': '印什么'}), 13: ('wagtail.blocks.CharBlock', (), {'help_text': '不填就用原来的名称', 'label': '换个叫法', 'max_length': 30, 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': '占一整行', 'required': False}), 15: ('wagtail.blocks.StructBlock', [[('field', 12), ('label', 13), ('wide', 14)]], {}), 16: ('wagtail.blocks.ListBlock', (15,), {'label': '内容', 'max_num': 16, 'min_num': 1}), 17: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('1', '一栏'), ('2', '两栏')], 'label': '几栏'}), 18: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2), ('facts', 16), ('columns', 17)]], {'label': '逐项列出'}), 19: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2), ('label', 10)]], {'icon': 'comment', 'label': '备注'}), 20: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2)]], {'icon': 'edit', 'label': '签名'}), 21: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': '印负责人', 'required': False}), 22: ('wagtail.blocks.BooleanBlock', (), {'label': '印经办人', 'required': False}), 23: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': '盖章', 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2), ('head', 21), ('handler', 22), ('seal', 23)]], {'label': '落款、日期和印章'}), 25: ('wagtail.blocks.StructBlock', [[('size', 0), ('align', 1), ('beside', 2)]], {'icon': 'link', 'label': '二维码和编号'}), 26: ('wagtail.blocks.IntegerBlock', (), {'default': 1, 'help_text': '页面余下的空白按份数分给各处留白', 'label': '份数', 'max_value': 9, 'min_value': 1}), 27: ('wagtail.blocks.StructBlock', [[('share', 26)]], {'label': '留白'})}, default=list, verbose_name='从上到下的内容'),
        ),
        migrations.AddField(
            model_name='template',
            name='issuer',
            field=models.ForeignKey(blank=True, help_text='只给这个单位的证书用。空着的是学院共用的，由管理员设计。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='templates', to='certificates.issuer', verbose_name='发证单位'),
        ),
        migrations.RemoveField(
            model_name='publicitylist',
            name='started_by',
        ),
        migrations.AddConstraint(
            model_name='publicitylist',
            constraint=models.UniqueConstraint(fields=('award', 'starts_on', 'ends_on'), name='one_publicity_list_a_day'),
        ),
        migrations.RemoveConstraint(
            model_name='nomination',
            name='one_open_nomination',
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'published'))), fields=('award', 'person', 'occasion'), name='one_open_nomination'),
        ),
        migrations.AddIndex(
            model_name='certificate',
            index=models.Index(fields=['pdf_sha256'], name='certificate_pdf_sha256'),
        ),
        migrations.AddIndex(
            model_name='certificate',
            index=models.Index(condition=models.Q(('revoked_at__isnull', False), ('superseded_at__isnull', False), _connector='OR'), fields=['serial'], name='certificate_withdrawn'),
        ),
    ]
