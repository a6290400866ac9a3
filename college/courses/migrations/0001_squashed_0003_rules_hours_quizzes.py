import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('courses', '0001_initial'),
        ('courses', '0003_rules_hours_quizzes'),
    ]

    dependencies = [
        ('cms', '0001_initial'),
        ('media', '0004_editors_keep_glossaries'),
        ('people', '0001_initial'),
        ('quizzes', '0002_editors_keep_questions'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='HourPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='名称')),
            ],
            options={
                'verbose_name': '学时规则',
                'verbose_name_plural': '学时规则',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='HourRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='版本')),
                ('valid_from', models.DateField(verbose_name='从哪天起')),
                ('basis', models.CharField(choices=[('minutes', '按看过的分钟'), ('lesson', '每学完一课'), ('course', '学完整门课')], default='minutes', max_length=10, verbose_name='怎样计')),
                ('minutes_an_hour', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1)], verbose_name='多少分钟算一学时')),
                ('bands', models.JSONField(blank=True, default=list, verbose_name='每课学时')),
                ('daily_cap', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='每天最多几学时')),
                ('once', models.CharField(choices=[('ever', '只计一次'), ('day', '同一天内不重复计，同一门课里只计一次'), ('year', '同一年内不重复计，同一门课里只计一次'), ('three-years', '三年内不重复计，同一门课里只计一次')], default='ever', max_length=12, verbose_name='同一内容')),
                ('source', models.CharField(help_text='哪一级、哪份文件、哪一条', max_length=200, verbose_name='依据')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='courses.hourpolicy', verbose_name='学时规则')),
            ],
            options={
                'verbose_name': '学时规则的一版',
                'verbose_name_plural': '学时规则的各版',
                'ordering': ['policy', '-version'],
                'constraints': [models.UniqueConstraint(fields=('policy', 'version'), name='hour_rule_version_once'), models.UniqueConstraint(fields=('policy', 'valid_from'), name='one_hour_rule_from_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Audience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('slug', models.SlugField(allow_unicode=True, unique=True, verbose_name='网址名')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('kinds', models.JSONField(blank=True, default=list, verbose_name='哪些身份属于这个对象')),
            ],
            options={
                'verbose_name': '对象',
                'verbose_name_plural': '对象',
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('slug', models.SlugField(allow_unicode=True, unique=True, verbose_name='网址名')),
                ('summary', models.CharField(blank=True, max_length=160, verbose_name='简介')),
                ('character', models.CharField(blank=True, help_text='卡片上的大字，例如“字”', max_length=1, verbose_name='一个字')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
            ],
            options={
                'verbose_name': '项目',
                'verbose_name_plural': '项目',
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.CharField(blank=True, max_length=300, verbose_name='导语')),
            ],
            options={
                'verbose_name': '课程目录',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='CoursePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(max_length=200, verbose_name='简介')),
                ('description', wagtail.fields.RichTextField(blank=True, verbose_name='详细介绍')),
                ('hours', models.DecimalField(decimal_places=1, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='学时')),
                ('outcomes', wagtail.fields.StreamField([('outcome', 0)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': '学会什么', 'max_length': 80})}, verbose_name='学完以后')),
                ('access', models.CharField(choices=[('public', '任何人都可以看'), ('members', '登录后可以看')], default='members', max_length=10, verbose_name='谁可以看课时')),
                ('completion_rule', models.CharField(choices=[('all', '学完全部课时'), ('required', '学完标为“必学”的课时')], default='all', max_length=10, verbose_name='怎样算学完')),
                ('audiences', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='courses', to='courses.audience', verbose_name='适合谁学')),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.picture', verbose_name='封面')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='主办组织')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='courses.programme', verbose_name='项目')),
                ('available_from', models.DateTimeField(blank=True, null=True, verbose_name='从什么时候起可以学')),
                ('available_until', models.DateTimeField(blank=True, null=True, verbose_name='到什么时候为止')),
                ('is_in_order', models.BooleanField(default=False, help_text='前一课（必学的）学完，才打开后一课；不勾选就是自由学', verbose_name='按次序学')),
                ('minimum_hours', models.DecimalField(decimal_places=1, default=Decimal('0'), help_text='按真正看过、读过的内容算；0 就是不要求', max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='至少学满多少小时')),
                ('hour_policy', models.ForeignKey(blank=True, help_text='不选，这门课就不计继续教育学时', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='courses.hourpolicy', verbose_name='学时规则')),
            ],
            options={
                'verbose_name': '课程',
                'verbose_name_plural': '课程',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.CharField(blank=True, max_length=200, verbose_name='导语')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('picture', 4), ('callout', 7), ('steps', 11), ('document', 14), ('characters', 16)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': '小标题', 'max_length': 100, 'template': 'cms/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'h3', 'ol', 'ul', 'link', 'document-link', 'blockquote'], 'label': '文字', 'template': 'cms/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': '图片'}), 3: ('wagtail.blocks.CharBlock', (), {'label': '图注', 'max_length': 200, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('note', '记一记'), ('tip', '小窍门'), ('warning', '要当心')], 'label': '类型'}), 6: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link', 'ul'], 'label': '文字'}), 7: ('wagtail.blocks.StructBlock', [[('kind', 5), ('text', 6)]], {}), 8: ('wagtail.blocks.CharBlock', (), {'label': '标题', 'max_length': 100, 'required': False}), 9: ('wagtail.blocks.TextBlock', (), {'rows': 2}), 10: ('wagtail.blocks.ListBlock', (9,), {'label': '步骤', 'min_num': 1}), 11: ('wagtail.blocks.StructBlock', [[('title', 8), ('steps', 10)]], {}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': '文件'}), 13: ('wagtail.blocks.CharBlock', (), {'label': '说明', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('document', 12), ('description', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': '只写汉字，例如：人口手', 'label': '生字', 'max_length': 40}), 16: ('wagtail.blocks.StructBlock', [[('characters', 15)]], {})}, verbose_name='正文')),
                ('reading_minutes', models.PositiveSmallIntegerField(default=5, verbose_name='阅读时间（分钟）')),
                ('is_required', models.BooleanField(default=True, verbose_name='必学')),
                ('required_share', models.PositiveSmallIntegerField(default=90, help_text='只计真正播放过的部分；没有视频的课时，读到末尾并确认即为学完', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='视频看过多少算学完（%）')),
                ('video', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='media.video', verbose_name='视频')),
                ('asks_quiz', models.BooleanField(default=True, verbose_name='通过测验才算学完')),
                ('asks_reading', models.BooleanField(default=False, verbose_name='看完视频，正文也要读到末尾')),
                ('available_from', models.DateTimeField(blank=True, null=True, verbose_name='从什么时候起可以学')),
                ('available_until', models.DateTimeField(blank=True, null=True, verbose_name='到什么时候为止')),
                ('quiz', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='quizzes.quiz', verbose_name='测验')),
            ],
            options={
                'verbose_name': '课时',
                'verbose_name_plural': '课时',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='VideoQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('second', models.PositiveIntegerField(verbose_name='第几秒')),
                ('lesson', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='video_questions', to='courses.lessonpage')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked_in', to='quizzes.question', verbose_name='题目')),
            ],
            options={
                'verbose_name': '视频里的题目',
                'verbose_name_plural': '视频里的题目',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
