import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0061_competencies_of_positions")]

    operations = [
        migrations.RemoveField(model_name="position", name="competencies"),
        migrations.AlterField(
            model_name="competency",
            name="position",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="competencies", to="interviews.position", verbose_name="position"),
        ),
    ]
