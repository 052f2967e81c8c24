from django.db import migrations, models


def freeze(apps, schema_editor):
    """Freeze the plans of the interviews that have begun, as they are now: nobody kept what they were."""
    interviews = apps.get_model("interviews", "Interview").objects.filter(started_at__isnull=False)
    for interview in interviews.select_related("position").iterator():
        position = interview.position
        has_bank = interview.language == position.language
        bank = position.bank.order_by("pk").values_list("topic", "text") if has_bank else []
        lines = (line.strip() for line in position.competencies.splitlines())
        interview.frozen = {
            "title": position.title,
            "description": position.description,
            "topics": [line for line in lines if line],
            "questions": position.question_count,
            "follow_ups": position.follow_up_limit,
            "style": position.style if has_bank else "adaptive",
            "bank": [list(question) for question in bank],
            "time_limit_minutes": position.time_limit_minutes,
        }
        interview.save(update_fields=["frozen"])


class Migration(migrations.Migration):
    dependencies = [("interviews", "0007_skipped_and_rephrased")]

    operations = [
        migrations.AddField(
            model_name="interview", name="frozen", field=models.JSONField(editable=False, null=True)
        ),
        migrations.RunPython(freeze, migrations.RunPython.noop),
    ]
