from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0005_plain_help_texts")]

    operations = [
        migrations.RemoveField(model_name="turn", name="focus"),
        migrations.AddField(
            model_name="turn",
            name="probe",
            field=models.CharField(db_default="case", default="case", max_length=10, verbose_name="asks for"),
        ),
        migrations.AddField(
            model_name="turn",
            name="cue",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=10, verbose_name="asked again because"
            ),
        ),
    ]
