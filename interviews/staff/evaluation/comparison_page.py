"""The page that compares the candidates of a position. Others than those who may evaluate there get 404."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from interviews.access import roles
from interviews.models import Position

from .comparison import MOST, comparison_of


@never_cache
@require_safe
def comparison_page(request: HttpRequest, position_id: int) -> HttpResponse:
    """Show what raters made of a position's candidates, as far as the user may read it."""
    position = Position.objects.filter(pk=position_id).first()
    if position is None or not roles.may_compare(request.user, position):
        raise Http404
    comparison = comparison_of(position, request.user)
    return render(request, "staff/comparison.html", {"position": position, "comparison": comparison, "most": MOST})
