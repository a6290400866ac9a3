from django.db import migrations

SOCIAL_WORKERS = "《社会工作者继续教育办法》（民发〔2009〕123号）：每三年登记有效期内"
PARTY = "党员教育培训工作规划的通常要求：每年集中学习培训时间；以当地文件为准"
TARGETS = [
    ("助理社会工作师", 72, 3, SOCIAL_WORKERS),
    ("社会工作师", 90, 3, SOCIAL_WORKERS),
    ("高级社会工作师", 90, 3, SOCIAL_WORKERS),
    ("党员", 32, 1, PARTY),
    ("党组织书记和班子成员", 56, 1, PARTY),
]


def add(apps, schema_editor):
    HourTarget = apps.get_model("progress", "HourTarget")
    for name, hours, years, source in TARGETS:
        HourTarget.objects.get_or_create(name=name, defaults={"hours": hours, "years": years, "source": source})


def take_away(apps, schema_editor):
    """Those that nobody has taken as theirs."""
    HourTarget = apps.get_model("progress", "HourTarget")
    HourTarget.objects.filter(name__in=[name for name, *_ in TARGETS], learners=None).delete()


class Migration(migrations.Migration):
    dependencies = [("progress", "0001_squashed_0003_fill_where_learners_stand")]
    operations = [migrations.RunPython(add, take_away)]
