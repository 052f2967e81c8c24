from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0011_api_key_expiry_and_limits")]

    operations = [
        migrations.AddField(
            model_name="position",
            name="voice_name",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="If empty, the site's default voice.",
                max_length=255,
                verbose_name="voice name",
            ),
        ),
        migrations.AlterField(
            model_name="interview",
            name="voice_name",
            field=models.CharField(
                blank=True, help_text="If empty, the position's voice.", max_length=255, verbose_name="voice name"
            ),
        ),
    ]
