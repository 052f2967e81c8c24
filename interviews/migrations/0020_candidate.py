import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0015_withdrawn")]

    operations = [
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "external_id",
                    models.CharField(
                        blank=True, help_text="The person's number in your other systems.", max_length=120,
                        verbose_name="external ID",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
            ],
            options={"verbose_name": "candidate", "verbose_name_plural": "candidates", "ordering": ["name", "pk"]},
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(django.db.models.functions.text.Lower("email"), name="candidate_email"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True), fields=("external_id",),
                name="candidate_external_id_once",
                violation_error_message="Another candidate has this external ID.",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="candidate_has_a_name"
            ),
        ),
        migrations.RenameField(model_name="interview", old_name="candidate", new_name="practised_by"),
        migrations.AlterField(
            model_name="interview",
            name="practised_by",
            field=models.CharField(
                blank=True, db_default="", editable=False, max_length=120, verbose_name="practised by"
            ),
        ),
        migrations.AddField(
            model_name="interview",
            name="candidate",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="interviews",
                to="interviews.candidate", verbose_name="candidate",
            ),
        ),
    ]  # fmt: skip
