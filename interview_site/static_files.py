"""Static files for production: compressed, and with their hash in the name."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Django has patterns for modules, but they want a semicolon after each import. These leave types alone, which stand in
# comments: they refer to each other in circles.
IMPORT = r"""(?m)^(?P<matched>(?P<head>(?:import|export|\})[^\n"']*?)["'](?P<url>\.[^"'\n]*\.js)["'])"""
BESIDE = r"""(?P<matched>(?P<head>new URL\()["'](?P<url>[\w./]+\.js)["'](?=, import\.meta\.url\)))"""


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also renames what the room's modules import from each other."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((IMPORT, '%(head)s"%(url)s"'), (BESIDE, '%(head)s"%(url)s"'))),
    )
