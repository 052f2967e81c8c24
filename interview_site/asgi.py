"""Composes the web process: Django serves pages and API, `streaming` serves the streams."""

import gc
import os
import resource
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interview_site.settings")

from django.core.asgi import get_asgi_application

django = get_asgi_application()  # loads the apps, which the imports below need

from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter
from django.conf import settings
from django.urls import get_resolver

from interviews.api.stream_host import InterviewHost
from interviews.chat.closings import Closings
from streaming.consumers.base import Streams
from streaming.fanout.body_limit import BodyLimit
from streaming.fanout.bounded_request import bound_requests
from streaming.fanout.daphne import Daphne, finishing
from streaming.fanout.hub import Hub
from streaming.fanout.limits import ConcurrencyLimit, StreamLimits
from streaming.log import RedisLog
from streaming.routing import http_routes, websocket_routes
from streaming.subscription import Subscription

from .body_limits import LIMITS, too_long
from .environment import stop
from .request_ids import RequestIds

if settings.STATIC_ROOT and not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
    stop("STATIC_ROOT", "nothing was collected there", "Run `manage.py collectstatic`, or unset it")

bound_requests(LIMITS)

# Each stream holds a file descriptor. The usual soft limit of 1,024 exists for programs that use select().
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def subscribing() -> Subscription:
    return Subscription(redis.connection_pool)


host = InterviewHost()
# For reading logs. A thousand readers may join at once: their commands wait for a connection rather than fail.
redis = settings.REDIS.client(max_connections=32, socket_timeout=5, socket_connect_timeout=2)
log = RedisLog(redis, settings.REDIS_PREFIX)
hub = Hub(subscribing, log, host, get_channel_layer())
closings = Closings(subscribing, settings.REDIS_PREFIX)
limits = StreamLimits(
    of_user=ConcurrencyLimit(settings.STREAMS_PER_USER), of_address=ConcurrencyLimit(settings.STREAMS_PER_ADDRESS)
)
streams = Streams(host, hub, limits)

site = ProtocolTypeRouter(
    {
        "http": http_routes(streams, otherwise=finishing(django, closings=closings)),
        "websocket": websocket_routes(streams),
    }
)
application = Daphne(RequestIds(BodyLimit(site, LIMITS, too_long), settings.REQUEST_ID_HEADER))

# Everything that is imported stays. Whenever the garbage collector went through it, all streams stood still.
_ = get_resolver().url_patterns  # imports what the first request would
gc.collect()
gc.freeze()
