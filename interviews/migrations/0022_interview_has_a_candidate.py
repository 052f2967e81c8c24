from django.db import migrations, models


class Migration(migrations.Migration):
    """Not in one transaction with the rows of 0021, which PostgreSQL would refuse."""

    dependencies = [("interviews", "0021_candidates_of_interviews")]

    operations = [
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(("candidate__isnull", False), ("practice", True), _connector="OR"),
                name="interview_has_a_candidate",
            ),
        ),
    ]
