from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0009_wording")]

    operations = [
        migrations.AddField(
            model_name="turn",
            name="retries",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="retries in a row"),
        ),
    ]
