from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.stack import Stack

from . import programs, servers
from .servers import Certificate, Proxy


@pytest.fixture(scope="package")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(params=["nginx", "caddy"])
def proxy(request: pytest.FixtureRequest, product: Stack, certificate: Certificate, tmp_path: Path) -> Iterator[Proxy]:
    """The proxy as deploy/ ships it, in front of the product's web processes."""
    try:
        program = programs.find(request.param)
    except programs.Missing as missing:
        pytest.skip(str(missing))
    make = {"nginx": servers.nginx, "caddy": servers.caddy}[request.param]
    with make(program, tmp_path / request.param, product.webs, certificate) as running:
        yield running
