from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0115_candidate_groups")]

    operations = [
        migrations.AddField(
            model_name="interview",
            name="stopped_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="clock stopped"),
        ),
    ]
