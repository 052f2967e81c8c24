"""What a browser sends of a position's form."""

from typing import Any

from interviews.models import Position


def competency_rows(*names: str, **more: Any) -> dict[str, Any]:
    """Return the fields of new competencies with these names. `more` are further fields, such as anchors."""
    rows: dict[str, Any] = {"competencies-TOTAL_FORMS": len(names), "competencies-INITIAL_FORMS": 0}
    for number, name in enumerate(names):
        rows[f"competencies-{number}-name"] = name
    return rows | more


def kept_rows(position: Position) -> dict[str, Any]:
    """Return the fields of the competencies that the position has, as its form shows them."""
    kept = list(position.competencies.all())
    rows: dict[str, Any] = {"competencies-TOTAL_FORMS": len(kept), "competencies-INITIAL_FORMS": len(kept)}
    for number, each in enumerate(kept):
        fields = ("id", "order", "name", "anchor_1", "anchor_3", "anchor_5")
        rows |= {f"competencies-{number}-{field}": getattr(each, field) for field in fields}
        rows[f"competencies-{number}-position"] = position.pk
        asked = position.bank.filter(topic=each.name).values_list("text", flat=True)
        rows[f"competencies-{number}-questions"] = "\r\n".join(asked)  # as browsers send lines
    return rows
