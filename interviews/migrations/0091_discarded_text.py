from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0052_reminders'),
    ]

    operations = [
        migrations.RenameField(model_name='generation', old_name='refused_text', new_name='discarded_text'),
        migrations.AlterField(
            model_name='generation',
            name='discarded_text',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='discarded text'),
        ),
    ]
