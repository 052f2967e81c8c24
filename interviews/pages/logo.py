"""The company's logo, which is kept in the database."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from interviews.models import Organisation
from interviews.models.logo import kind_of


@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """Return the picture. Everybody may see it. Its address changes with it, so browsers may keep it."""
    picture = bytes(Organisation.current().logo)
    mime = kind_of(picture)
    if not mime:
        raise Http404
    response = HttpResponse(picture, content_type=mime)
    response["Cache-Control"] = "public, max-age=86400"
    return response
