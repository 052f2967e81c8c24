from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0092_more_time'),
    ]

    operations = [
        migrations.AddField(
            model_name='exportpart',
            name='with_judgements',
            field=models.BinaryField(null=True),
        ),
    ]
