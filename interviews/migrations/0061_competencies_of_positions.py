from django.db import migrations

NAME_CHARS = 120


def name_competencies(apps, schema_editor):
    """Give each position a row for each line of its text."""
    position, competency = apps.get_model("interviews", "Position"), apps.get_model("interviews", "Competency")
    for row in position.objects.all():
        lines = [line.strip()[:NAME_CHARS].strip() for line in row.competencies.splitlines()]
        names = dict.fromkeys(line for line in lines if line)
        competency.objects.bulk_create(
            competency(position=row, order=order, name=name) for order, name in enumerate(names, 1)
        )


def write_lines(apps, schema_editor):
    """Write the names into the text again. The anchors are lost."""
    position, competency = apps.get_model("interviews", "Position"), apps.get_model("interviews", "Competency")
    for row in position.objects.all():
        names = competency.objects.filter(position=row).order_by("order", "pk").values_list("name", flat=True)
        row.competencies = "\n".join(names)
        row.save(update_fields=["competencies"])


class Migration(migrations.Migration):
    dependencies = [("interviews", "0060_competency")]

    operations = [migrations.RunPython(name_competencies, write_lines)]
