import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0110_opened'),
    ]

    operations = [
        migrations.CreateModel(
            name='CandidateGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(max_length=60)),
                ('value', models.CharField(max_length=60)),
                ('imported_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.candidate')),
            ],
            options={
                'verbose_name': 'group of a candidate',
                'verbose_name_plural': 'groups of candidates',
                'ordering': ['pk'],
                'permissions': [('monitor_outcomes', 'Can import groups and read outcomes by group')],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('candidate', 'dimension'), name='one_group_a_dimension'), models.CheckConstraint(condition=models.Q(models.Q(('dimension', ''), _negated=True), models.Q(('value', ''), _negated=True)), name='group_has_names')],
            },
        ),
    ]
