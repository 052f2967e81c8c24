from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0105_stopped_at")]

    operations = [
        migrations.AddField(model_name="exportpart", name="with_findings", field=models.BinaryField(null=True)),
    ]
