from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("certificates", "0004_fill_required_courses")]
    operations = [migrations.RemoveField(model_name="award", name="course")]
