"""Where the site is put together: pages and API go to Django, streams to `streaming`."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interview_site.settings")

from django.core.asgi import get_asgi_application

django = get_asgi_application()  # loads the apps, which the imports below need

from channels.auth import AuthMiddlewareStack
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter
from django.conf import settings
from redis.asyncio import Redis

from interviews.stream_host import InterviewHost
from streaming.hub import Hub
from streaming.log import RedisLog
from streaming.routing import http_routes, websocket_routes
from streaming.subscription import Subscription

host = InterviewHost()
# One client for reading logs; commands wait for a connection of the pool rather than fail.
log = RedisLog(Redis.from_url(settings.REDIS_URL, socket_timeout=5, socket_connect_timeout=2), settings.REDIS_PREFIX)
hub = Hub(lambda: Subscription(settings.REDIS_URL), log, host, get_channel_layer())

application = ProtocolTypeRouter(
    {
        "http": http_routes(host, hub, AuthMiddlewareStack, otherwise=django),
        "websocket": AuthMiddlewareStack(websocket_routes(host, hub)),
    }
)
