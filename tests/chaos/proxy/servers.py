"""nginx and Caddy as deploy/ ships them: only addresses, the certificate and the logs' folder are replaced."""

import getpass
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import trustme

from ops import ROOT
from ops.processes.ports import HOST, free_port, refusal
from ops.processes.process import Process
from ops.stack import Web

DEPLOY = ROOT / "deploy"

_NGINX = """\
daemon off;
{user}
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 8192; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/interviews.conf;
}}
"""


class Certificate:
    """A certificate for this machine, and the file of the authority that signed it."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        issued = authority.issue_cert("localhost", HOST)
        self.authority, self.chain, self.key = (folder / name for name in ("authority.pem", "chain.pem", "key.pem"))
        authority.cert_pem.write_to_path(self.authority)
        issued.private_key_pem.write_to_path(self.key)
        issued.cert_chain_pems[0].write_to_path(self.chain)


class Proxy(Process):
    """A proxy at `url`."""

    may_refuse_posts = False  # because it cannot send a body a second time

    def __init__(self, command: list[str], folder: Path, port: int, certificate: Certificate) -> None:
        super().__init__(command, env={"HOME": str(folder), "XDG_DATA_HOME": str(folder)}, log=folder / "proxy.log")
        self.url, self.authority, self._port = f"https://localhost:{port}", certificate.authority, port

    def __enter__(self) -> Self:
        started = super().__enter__()
        try:
            self.wait_for(lambda: refusal(self._port) is not None, 30, f"{self.url} answers")
        except BaseException:
            self.stop()
            raise
        return started


def nginx(program: str, folder: Path, webs: Sequence[Web], certificate: Certificate) -> Proxy:
    port, plain = free_port(), free_port()
    folder.mkdir()
    shipped = (DEPLOY / "nginx.conf").read_text()
    own = replaced(
        re.sub(r"^ *listen \[::\].*\n", "", shipped, flags=re.MULTILINE),  # a container may lack IPv6
        {
            "listen 443 ssl http2;": f"listen {HOST}:{port} ssl http2;",
            "listen 80;": f"listen {HOST}:{plain};",
            "/etc/ssl/interviews/fullchain.pem": str(certificate.chain),
            "/etc/ssl/interviews/key.pem": str(certificate.key),
            "/var/log/nginx/": f"{folder}/",
            **upstreams(webs),
        },
    )
    (folder / "interviews.conf").write_text(own)
    user = f"user {getpass.getuser()} root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, user=user))
    return Proxy([program, "-c", str(folder / "nginx.conf"), "-e", "stderr"], folder, port, certificate)


def buffering_nginx(program: str, folder: Path, inner: Proxy, certificate: Certificate) -> Proxy:
    """Return an nginx with its own defaults, as it stands in front of many sites: it buffers responses."""
    port = free_port()
    folder.mkdir()
    (folder / "interviews.conf").write_text(
        f"""server {{
            listen {HOST}:{port} ssl;
            access_log off;
            ssl_certificate {certificate.chain};
            ssl_certificate_key {certificate.key};
            location / {{
                proxy_pass {inner.url};
                proxy_http_version 1.1;
                proxy_set_header Host $host;
            }}
        }}"""
    )
    user = f"user {getpass.getuser()} root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, user=user))
    return Proxy([program, "-c", str(folder / "nginx.conf"), "-e", "stderr"], folder, port, certificate)


def caddy(program: str, folder: Path, webs: Sequence[Web], certificate: Certificate) -> Proxy:
    port = free_port()
    folder.mkdir()
    site = f"https://localhost:{port} {{\n\ttls {certificate.chain} {certificate.key}"
    own = replaced((DEPLOY / "Caddyfile").read_text(), {"interviews.example {": site, **upstreams(webs)})
    # Without HTTP/3, whose port of UDP may be taken: the free one is free for TCP.
    protocols = "\tservers {\n\t\tprotocols h1 h2\n\t}\n"
    alone = f"{{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n{protocols}}}\n"
    (folder / "Caddyfile").write_text(alone + own)
    command = [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    made = Proxy(command, folder, port, certificate)
    made.may_refuse_posts = True
    return made


def upstreams(webs: Sequence[Web]) -> dict[str, str]:
    return {f"{HOST}:{8001 + number}": urlsplit(web.url).netloc for number, web in enumerate(webs)}


def replaced(text: str, instead: Mapping[str, str]) -> str:
    """Replace what `instead` names. Raises AssertionError if the shipped file has no such words."""
    for old, new in instead.items():
        assert old in text, f"{old!r} is not in the shipped file"
        text = text.replace(old, new)
    return text
