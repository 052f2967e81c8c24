"""The product's settings, but for pages that allow what Playwright does in them.

In Chromium no policy applies to a test's scripts. In Firefox they call `eval` and are bound to the page's policy.
"""

from interview_site.settings import *  # noqa: F403
from interview_site.settings import CONTENT_SECURITY_POLICY as POLICY

ALLOWED = {"script-src": ["'self'", "'unsafe-eval'", "blob:"], "style-src": ["'self'", "'unsafe-inline'"]}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": POLICY["DIRECTIVES"] | ALLOWED}
