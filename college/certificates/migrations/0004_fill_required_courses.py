from django.db import migrations


def fill(apps, schema_editor):
    Award = apps.get_model("certificates", "Award")
    AwardCourse = apps.get_model("certificates", "AwardCourse")
    AwardCourse.objects.bulk_create(
        AwardCourse(award_id=pk, course_id=course, sort_order=0) for pk, course in Award.objects.values_list("pk", "course")
    )


class Migration(migrations.Migration):
    dependencies = [("certificates", "0003_awards_for_sets_of_courses")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
