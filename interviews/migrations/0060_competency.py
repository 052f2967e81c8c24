import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Create the table. The names are copied by 0061; 0062 removes the text that had them."""

    dependencies = [("interviews", "0033_membership")]

    operations = [
        migrations.CreateModel(
            name="Competency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                ("name", models.CharField(max_length=120, verbose_name="competency")),
                ("anchor_1", models.TextField(blank=True, default="", max_length=500, verbose_name="what earns a 1")),
                ("anchor_3", models.TextField(blank=True, default="", max_length=500, verbose_name="what earns a 3")),
                ("anchor_5", models.TextField(blank=True, default="", max_length=500, verbose_name="what earns a 5")),
                # The reverse name is the text field's until 0062.
                ("position", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="interviews.position", verbose_name="position")),
            ],
            options={
                "verbose_name": "competency",
                "verbose_name_plural": "competencies",
                "ordering": ["position", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=["position", "name"], name="competency_once_a_position", violation_error_message="Name each competency only once."),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="competency_has_a_name"),
                ],
            },
        ),
        migrations.RemoveConstraint(model_name="position", name="position_has_competencies"),
        # The default lets 0062 be undone.
        migrations.AlterField(
            model_name="position", name="competencies", field=models.TextField(blank=True, default="", max_length=2000)
        ),
    ]
