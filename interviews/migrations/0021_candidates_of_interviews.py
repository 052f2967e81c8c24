from django.db import migrations

BATCH = 500


def create_candidates(apps, schema_editor):
    """Create one candidate for each interview: equal names need not be the same person."""
    interview, candidate = apps.get_model("interviews", "Interview"), apps.get_model("interviews", "Candidate")
    invited = list(interview.objects.filter(practice=False).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(invited), BATCH):
        rows = list(interview.objects.filter(pk__in=invited[start : start + BATCH]).order_by("pk"))
        people = candidate.objects.bulk_create([candidate(name=row.practised_by or "?") for row in rows])
        for row, person in zip(rows, people, strict=True):
            row.candidate, row.practised_by = person, ""
        interview.objects.bulk_update(rows, ["candidate", "practised_by"])
        for row, person in zip(rows, people, strict=True):
            candidate.objects.filter(pk=person.pk).update(created_at=row.created_at)


def name_interviews(apps, schema_editor):
    """Give each interview its candidate's name back."""
    for interview in apps.get_model("interviews", "Interview").objects.filter(practice=False).select_related("candidate"):
        interview.practised_by = interview.candidate.name
        interview.save(update_fields=["practised_by"])


class Migration(migrations.Migration):
    dependencies = [("interviews", "0020_candidate")]

    operations = [migrations.RunPython(create_candidates, name_interviews)]
