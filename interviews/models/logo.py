"""The file types and the size that are allowed for a logo."""

MAX_LOGO_BYTES = 100 * 1024
STARTS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def kind_of(picture: bytes) -> str:
    """Return the MIME type of a PNG, JPEG or WebP picture, or "". An SVG may hold scripts, so it is none."""
    if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
        return "image/webp"
    return next((mime for start, mime in STARTS.items() if picture.startswith(start)), "")
