from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0008_frozen_plan")]

    operations = [
        migrations.AddField(
            model_name="generation",
            name="wording",
            field=models.JSONField(
                db_default={},
                default=dict,
                editable=False,
                help_text="What a replay needs to make prompt and question again.",
                verbose_name="wording",
            ),
        ),
    ]
