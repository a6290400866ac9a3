import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('certificates', '0001_initial'),
        ('certificates', '0002_erased_holders'),
        ('certificates', '0003_awards_for_sets_of_courses'),
        ('certificates', '0004_fill_required_courses'),
        ('certificates', '0005_remove_award_course'),
    ]

    dependencies = [
        ('courses', '0001_squashed_0003_rules_hours_quizzes'),
        ('people', '0001_initial'),
        ('progress', '0005_moderators_keep_hours'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('public', models.CharField(max_length=80, unique=True)),
                ('created_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Artwork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('media_type', models.CharField(max_length=20)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Layout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('design', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='名称')),
                ('orientation', models.CharField(choices=[('landscape', '横向'), ('portrait', '纵向')], default='landscape', max_length=10, verbose_name='方向')),
                ('language', models.CharField(choices=[('zh', '中文'), ('en', '英文')], default='zh', max_length=2, verbose_name='语言')),
                ('background', models.ForeignKey(blank=True, help_text='铺满整页，代替画好的边框；PNG 或 JPEG。保存以后在预览里看得到。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.artwork', verbose_name='背景图')),
            ],
            options={
                'ordering': ['pk'],
                'verbose_name': '证书模板',
                'verbose_name_plural': '证书模板',
            },
        ),
        migrations.CreateModel(
            name='Issuer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='2–6 个大写字母，例如 HFML；印在每张证书的编号里，发过证书以后不能再改。', max_length=6, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z]{2,6}$', '代码是 2–6 个大写字母。')], verbose_name='代码')),
                ('signatory', models.CharField(blank=True, max_length=60, verbose_name='负责人')),
                ('contact', models.CharField(blank=True, help_text='印在证书上，供核对时联系', max_length=60, verbose_name='联系方式')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='issuer', to='people.organisation', verbose_name='组织')),
                ('handler', models.CharField(blank=True, max_length=60, verbose_name='经办人')),
                ('name_en', models.CharField(blank=True, help_text='印在英文证书上', max_length=120, verbose_name='英文名称')),
                ('seal', models.ForeignKey(blank=True, help_text='白底或透明底的 PNG 或 JPEG；不传就画一枚写着单位名称的电子章。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.artwork', verbose_name='印章')),
            ],
            options={
                'verbose_name': '发证单位',
                'verbose_name_plural': '发证单位',
            },
        ),
        migrations.CreateModel(
            name='Signatory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('name_en', models.CharField(blank=True, max_length=60, verbose_name='英文姓名')),
                ('post', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('post_en', models.CharField(blank=True, max_length=60, verbose_name='英文职务')),
                ('issuer', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatories', to='certificates.issuer')),
                ('signature', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.artwork', verbose_name='签名')),
            ],
            options={
                'verbose_name': '签发人',
                'verbose_name_plural': '签发人',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SerialCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counters', to='certificates.issuer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issuer', 'year'), name='one_counter_a_year')],
            },
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='印在证书最上方，例如“结业证书”', max_length=60, verbose_name='证书名称')),
                ('kinds', models.JSONField(default=list, verbose_name='哪些身份可以获得')),
                ('is_active', models.BooleanField(default=True, help_text='启用后，以前学完而符合条件的人也会得到证书；停用后不再发新的。', verbose_name='启用')),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='certificates.issuer', verbose_name='发证单位')),
                ('minimum_attendance', models.PositiveSmallIntegerField(blank=True, help_text='老师在课堂上点到的课，同一课只算一次。不填就不要求。', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='至少到课（课）')),
                ('minimum_hours', models.DecimalField(blank=True, decimal_places=1, help_text='在这些课程里记下的学时合计。不填就不要求。', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='至少学时')),
                ('minimum_mark', models.PositiveSmallIntegerField(blank=True, help_text='百分制；课程里每个测验的最好成绩都要达到。不填就不要求。', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='测验至少得分')),
                ('needs_approval', models.BooleanField(default=False, verbose_name='发证前要审核')),
                ('publicity_days', models.PositiveSmallIntegerField(default=0, help_text='0 表示不公示；公示至少 7 天（《志愿服务记录与证明出具办法（试行）》）。', verbose_name='公示天数')),
                ('reminder_days', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='到期前几天提醒')),
                ('reviewers', models.ManyToManyField(blank=True, help_text='由他们审核，公示中有人提出异议也由他们处理。', related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审核人')),
                ('title_en', models.CharField(blank=True, help_text='印在英文证书上', max_length=120, verbose_name='英文证书名称')),
                ('valid_months', models.PositiveSmallIntegerField(blank=True, help_text='不填就长期有效。', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='有效期（月）')),
                ('signatories', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='+', to='certificates.signatory', verbose_name='签发人')),
                ('template', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='certificates.template', verbose_name='证书模板')),
            ],
            options={
                'verbose_name': '发证规则',
                'verbose_name_plural': '发证规则',
                'constraints': [models.CheckConstraint(condition=models.Q(('publicity_days', 0), ('publicity_days__gte', 7), _connector='OR'), name='publicity_of_a_week')],
            },
        ),
        migrations.CreateModel(
            name='AwardCourse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('award', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='required', to='certificates.award')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awarded_by', to='courses.coursepage', verbose_name='课程')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                ('code', models.CharField(help_text='印在二维码里，证明查验的人见过证书', max_length=12, verbose_name='查验码')),
                ('content', models.JSONField(verbose_name='证书内容')),
                ('issued_at', models.DateTimeField(verbose_name='发证时间')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('revocation_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDF 的 SHA-256')),
                ('pdf', models.BinaryField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='certificates.award', verbose_name='发证规则')),
                ('enrolment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='progress.enrolment', verbose_name='报名')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to=settings.AUTH_USER_MODEL, verbose_name='持证人')),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人')),
                ('erased_at', models.DateTimeField(editable=False, null=True, verbose_name='删除个人资料的时间')),
                ('credential', models.TextField(blank=True)),
                ('credential_jwt', models.TextField(blank=True)),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发证人')),
                ('occasion', models.CharField(blank=True, max_length=60, verbose_name='事由')),
                ('predecessor', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successor', to='certificates.certificate', verbose_name='原证书')),
                ('reminded_at', models.DateTimeField(null=True, verbose_name='到期提醒时间')),
                ('renewed_at', models.DateTimeField(null=True, verbose_name='续期时间')),
                ('share_token', models.CharField(editable=False, max_length=32, null=True, unique=True)),
                ('succession', models.CharField(blank=True, choices=[('correction', '更正'), ('renewal', '续期'), ('reissue', '重新发证')], max_length=10, verbose_name='换发')),
                ('succession_reason', models.CharField(blank=True, max_length=200, verbose_name='换发说明')),
                ('superseded_at', models.DateTimeField(null=True, verbose_name='更正时间')),
                ('valid_until', models.DateField(null=True, verbose_name='有效期至')),
                ('layout', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.layout')),
                ('key', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.signingkey')),
            ],
            options={
                'verbose_name': '证书',
                'verbose_name_plural': '证书',
                'ordering': ['-issued_at', '-pk'],
                'permissions': [('revoke_certificate', '撤销证书'), ('issue_certificate', '发证')],
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('renewed_at', None), ('revoked_at', None), ('superseded_at', None)), fields=('award', 'holder', 'occasion'), name='one_standing_certificate'), models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('credential', ''), ('credential_jwt', ''), ('pdf', b'')), _connector='OR'), name='erased_certificate_has_no_pdf'), models.CheckConstraint(condition=models.Q(models.Q(('predecessor', None), ('succession', '')), models.Q(('predecessor__isnull', False), models.Q(('succession', ''), _negated=True)), _connector='OR'), name='successor_says_why')],
                'indexes': [models.Index(fields=['valid_until'], name='certificate_valid_until')],
            },
        ),
        migrations.CreateModel(
            name='PublicityList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publicity', to='certificates.award', verbose_name='发证规则')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
            ],
            options={
                'verbose_name': '公示',
                'verbose_name_plural': '公示',
                'ordering': ['-starts_on', '-pk'],
                'default_permissions': ('view',),
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='publicity_takes_time')],
            },
        ),
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(blank=True, max_length=60, verbose_name='事由')),
                ('details', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('waiting', '待审核'), ('published', '公示中'), ('issued', '已发证'), ('refused', '未通过')], max_length=10, verbose_name='状态')),
                ('made_at', models.DateTimeField(verbose_name='提名时间')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='审核时间')),
                ('remark', models.CharField(blank=True, max_length=200, verbose_name='意见')),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='certificates.award', verbose_name='发证规则')),
                ('certificate', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='nomination', to='certificates.certificate', verbose_name='证书')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审核人')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提名人')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to=settings.AUTH_USER_MODEL, verbose_name='姓名')),
                ('publicity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='certificates.publicitylist', verbose_name='公示')),
            ],
            options={
                'verbose_name': '拟发证书',
                'verbose_name_plural': '拟发证书',
                'ordering': ['made_at', 'pk'],
                'permissions': [('review_nomination', '审核拟发证书')],
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'approved', 'published'))), fields=('award', 'person', 'occasion'), name='one_open_nomination'), models.CheckConstraint(condition=models.Q(models.Q(('certificate__isnull', False), ('state', 'issued')), models.Q(models.Q(('state', 'issued'), _negated=True), ('certificate', None)), _connector='OR'), name='issued_nomination_has_a_certificate')],
            },
        ),
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
                ('state', models.CharField(choices=[('running', '正在发证'), ('done', '已完成')], default='running', max_length=10, verbose_name='状态')),
                ('made_at', models.DateTimeField(verbose_name='时间')),
                ('finished_at', models.DateTimeField(null=True)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='certificates.award', verbose_name='发证规则')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
            ],
            options={
                'verbose_name': '批量发证',
                'verbose_name_plural': '批量发证',
                'ordering': ['-made_at', '-pk'],
            },
        ),
    ]
