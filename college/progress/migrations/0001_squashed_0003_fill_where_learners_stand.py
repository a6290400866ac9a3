import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('progress', '0001_initial'),
        ('progress', '0002_rules_hours_teaching'),
        ('progress', '0003_fill_where_learners_stand'),
    ]

    dependencies = [
        ('courses', '0001_squashed_0003_rules_hours_quizzes'),
        ('media', '0004_editors_keep_glossaries'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seats', models.JSONField(default=list)),
                ('learner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='attention', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enrolled_at', models.DateTimeField(auto_now_add=True, verbose_name='报名时间')),
                ('completed_at', models.DateTimeField(editable=False, null=True, verbose_name='学完时间')),
                ('course_title', models.CharField(blank=True, editable=False, max_length=255, verbose_name='学完时的课程名')),
                ('hours', models.DecimalField(decimal_places=1, editable=False, max_digits=5, null=True, verbose_name='学完时的学时')),
                ('rule', models.CharField(blank=True, editable=False, max_length=300, verbose_name='学完所依规则')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='courses.coursepage', verbose_name='课程')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to=settings.AUTH_USER_MODEL, verbose_name='学员')),
                ('active_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='最近学习')),
                ('current_lesson', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.lessonpage')),
                ('lessons_done', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='学完的课数')),
                ('rule_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='规则版本')),
            ],
            options={
                'verbose_name': '报名',
                'verbose_name_plural': '报名',
                'ordering': ['-enrolled_at'],
                'constraints': [models.UniqueConstraint(fields=('learner', 'course'), name='enrolled_once'), models.CheckConstraint(condition=models.Q(('completed_at', None), models.Q(models.Q(('course_title', ''), _negated=True), ('hours__isnull', False)), _connector='OR'), name='completed_course_keeps_its_title_and_hours')],
                'indexes': [models.Index(fields=['course', 'completed_at'], name='enrolments_by_completion'), models.Index(fields=['course', 'active_at', 'id'], name='enrolments_by_activity'), models.Index(fields=['course', 'current_lesson'], name='enrolments_by_lesson'), models.Index(fields=['course', 'enrolled_at', 'id'], name='enrolments_by_beginning'), models.Index(fields=['course', 'lessons_done', 'id'], name='enrolments_by_lessons_done')],
            },
        ),
        migrations.CreateModel(
            name='LessonProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('watched', models.BinaryField(default=bytes)),
                ('covered', models.PositiveIntegerField(default=0, verbose_name='看过的秒数')),
                ('position', models.FloatField(default=0, verbose_name='停在（秒）')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='未采信的秒数')),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('completed_at', models.DateTimeField(null=True, verbose_name='学完时间')),
                ('lesson_title', models.CharField(blank=True, max_length=255, verbose_name='学完时的课时名')),
                ('rule', models.CharField(blank=True, max_length=300, verbose_name='学完所依规则')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='progress.enrolment')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.lessonpage')),
                ('video', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.video')),
                ('quiz_passed_at', models.DateTimeField(null=True, verbose_name='通过测验时间')),
                ('read_at', models.DateTimeField(null=True, verbose_name='读完时间')),
                ('replayed', models.BinaryField(default=bytes)),
                ('rule_version', models.PositiveIntegerField(null=True, verbose_name='规则版本')),
            ],
            options={
                'verbose_name': '课时进度',
                'verbose_name_plural': '课时进度',
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'lesson'), name='one_progress_a_lesson'), models.CheckConstraint(condition=models.Q(('completed_at', None), models.Q(('lesson_title', ''), _negated=True), _connector='OR'), name='completed_lesson_keeps_its_title')],
                'indexes': [models.Index(condition=models.Q(('completed_at__isnull', False)), fields=['completed_at'], name='lessons_by_completion')],
            },
        ),
        migrations.CreateModel(
            name='HourCredit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule_words', models.CharField(max_length=200, verbose_name='所依规则')),
                ('title', models.CharField(max_length=255, verbose_name='内容')),
                ('content', models.CharField(max_length=60)),
                ('period', models.CharField(max_length=20)),
                ('number', models.PositiveIntegerField(default=1)),
                ('seconds', models.PositiveIntegerField(default=0, verbose_name='依据的秒数')),
                ('evidence', models.JSONField(default=dict)),
                ('hours', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='学时')),
                ('day', models.DateField(verbose_name='日期')),
                ('credited_at', models.DateTimeField(auto_now_add=True)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='更正原因')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='progress.enrolment')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hour_credits', to=settings.AUTH_USER_MODEL, verbose_name='学员')),
                ('lesson', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.lessonpage')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='courses.hourrule', verbose_name='规则')),
            ],
            options={
                'verbose_name': '学时记录',
                'verbose_name_plural': '学时记录',
                'ordering': ['-day', '-pk'],
                'permissions': [('correct_hours', '更正学时')],
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['learner', 'day'], name='progress_ho_learner_bd222d_idx')],
                'constraints': [models.UniqueConstraint(fields=('learner', 'content', 'period', 'number'), name='hours_credited_once_a_period'), models.CheckConstraint(condition=models.Q(('hours__gte', 0), models.Q(('reason', ''), _negated=True), _connector='OR'), name='hours_taken_back_have_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='HourTally',
            fields=[
                ('progress', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='tally', serialize=False, to='progress.lessonprogress')),
                ('counted', models.BinaryField(default=bytes)),
                ('at', models.DateTimeField()),
                ('video', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.video')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='HourTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='名称')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0.1'))], verbose_name='学时')),
                ('years', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='几年')),
                ('source', models.CharField(max_length=200, verbose_name='依据')),
            ],
            options={
                'verbose_name': '学时要求',
                'verbose_name_plural': '学时要求',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('years__gte', 1), ('years__lte', 10)), name='hour_target_can_be_met')],
            },
        ),
        migrations.CreateModel(
            name='LearnerTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='登记日期')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hour_targets', to=settings.AUTH_USER_MODEL)),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='learners', to='progress.hourtarget', verbose_name='学时要求')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('learner', 'target'), name='one_target_a_learner')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('note', '留言'), ('reminder', '提醒')], default='note', max_length=10, verbose_name='种类')),
                ('text', models.CharField(max_length=300, verbose_name='内容')),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='progress.enrolment')),
            ],
            options={
                'verbose_name': '老师的话',
                'verbose_name_plural': '老师的话',
                'ordering': ['-sent_at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RecordExtract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='查验码')),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64, verbose_name='PDF 的 SHA-256')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='开具时间')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='record_extracts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RuleVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('words', models.CharField(max_length=300, verbose_name='怎样算学完')),
                ('terms', models.JSONField()),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'ordering': ['page', '-number'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='rules_to_settle')],
                'constraints': [models.UniqueConstraint(fields=('page', 'number'), name='one_rule_version_a_number')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('statement', models.JSONField()),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'verbose_name': '学习事件',
                'verbose_name_plural': '学习事件',
                'ordering': ['made_at'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False), ('sent_at', None)), fields=['due_at'], name='statements_due'), models.Index(fields=['made_at', 'id'], name='statements_by_making'), models.Index(fields=['sent_at'], name='statements_by_arrival')],
            },
        ),
        migrations.CreateModel(
            name='WatchCurve',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.PositiveSmallIntegerField()),
                ('learners', models.PositiveIntegerField()),
                ('played', models.JSONField(default=list)),
                ('replayed', models.JSONField(default=list)),
                ('stopped', models.JSONField(default=list)),
                ('computed_at', models.DateTimeField()),
                ('lesson', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='watch_curve', to='courses.lessonpage')),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='media.video')),
            ],
            options={
                'default_permissions': (),
            },
        ),
    ]
