from django.db import migrations, models

STATUSES = [
    ("queued", "waiting for a worker"),
    ("running", "being asked"),
    ("asked", "asked"),
    ("failed", "failed"),
    ("answered", "answered"),
    ("skipped", "skipped"),
    ("rephrased", "put in other words"),
    ("closed", "closed"),
]


class Migration(migrations.Migration):
    dependencies = [("interviews", "0006_probe_and_cue")]

    operations = [
        migrations.AlterField(
            model_name="turn",
            name="status",
            field=models.CharField(choices=STATUSES, default="queued", max_length=10, verbose_name="status"),
        ),
        migrations.RemoveConstraint(model_name="turn", name="one_open_turn_an_interview"),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.UniqueConstraint(
                condition=~models.Q(status__in=["answered", "skipped", "rephrased", "closed"]),
                fields=("interview",),
                name="one_open_turn_an_interview",
            ),
        ),
    ]
