"""A Redis with replicas and sentinels, each a process: stands in for a Stack's one Redis."""

import os
from pathlib import Path

import redis

from ops.processes.ports import HOST, free_port
from ops.processes.process import Process, wait_until
from ops.processes.redis_server import RedisServer

MASTER = "interviews"
SENTINELS = 3
QUORUM = 2
DOWN_MS = 400
SECONDS = 20

_CONFIG = """\
port {port}
bind {host}
requirepass {password}
dir "{folder}"
sentinel monitor {master} {host} {master_port} {quorum}
sentinel auth-pass {master} {password}
sentinel down-after-milliseconds {master} {down_ms}
sentinel failover-timeout {master} 2000
"""


class Guarded:
    """`start`, then `fail_over` or `kill_master`. The URL goes to no host: only sentinels know the master."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        first = RedisServer(folder / "first")
        self._password = first.url.split("@")[0].removeprefix("redis://:")
        self._servers = [first, RedisServer(folder / "second", password=self._password)]
        self._ports = [free_port() for _ in range(SENTINELS)]
        self._folder = folder
        self._sentinels: list[Process] = []
        self.url = f"redis://:{self._password}@/0"

    @property
    def environment(self) -> dict[str, str]:
        addresses = ",".join(f"{HOST}:{port}" for port in self._ports)
        return {
            "REDIS_URL": self.url,
            "REDIS_SENTINELS": addresses,
            "REDIS_MASTER": MASTER,
            "REDIS_SENTINEL_PASSWORD": self._password,
        }

    def start(self) -> None:
        for server in self._servers:
            server.start()
            self._client(server).config_set("masterauth", self._password)
        self._client(self._servers[1]).replicaof(HOST, self._servers[0].port)
        self._sentinels = [self._sentinel(port).start() for port in self._ports]
        wait_until(lambda: self._knowing() == SENTINELS, SECONDS, "sentinels know each other and the replica")

    def stop(self) -> None:
        for process in (*self._sentinels, *self._servers):
            process.stop()

    def fail_over(self) -> None:
        """The sentinels make the replica the master; the old one lives on, and for ten seconds believes it still is."""
        self._ask(self._ports[0]).execute_command("SENTINEL", "FAILOVER", MASTER)

    def kill_master(self) -> None:
        self.server_of(self.master_port()).kill()

    def master_port(self) -> int:
        """By the first sentinel's word."""
        return int(self._ask(self._ports[0]).sentinel_get_master_addr_by_name(MASTER)[1])

    def server_of(self, port: int) -> RedisServer:
        return next(server for server in self._servers if server.port == port)

    def takes_writes(self, port: int) -> bool:
        """Whether that server believes to be a master."""
        with self._client(self.server_of(port)) as client:
            return client.role()[0] == b"master"

    def subscribers(self, port: int, channel: str) -> int:
        with self._client(self.server_of(port)) as client:
            return int(client.pubsub_numsub(channel)[0][1])

    def _knowing(self) -> int:
        """How many sentinels see the replica and all the others."""
        states = [self._ask(port).sentinel_masters().get(MASTER, {}) for port in self._ports]
        seen = [(state.get("num-slaves"), state.get("num-other-sentinels")) for state in states]
        return seen.count((1, SENTINELS - 1))

    def _sentinel(self, port: int) -> Process:
        folder = self._folder / f"sentinel{port}"
        folder.mkdir()
        config = folder / "sentinel.conf"
        first = self._servers[0]
        config.write_text(
            _CONFIG.format(
                port=port,
                host=HOST,
                folder=folder,
                master=MASTER,
                master_port=first.port,
                quorum=QUORUM,
                password=self._password,
                down_ms=DOWN_MS,
            )
        )
        os.chmod(config, 0o600)
        return Process([first.command()[0], str(config), "--sentinel"], log=folder / "sentinel.log")

    def _ask(self, port: int) -> redis.Redis:
        return redis.Redis(host=HOST, port=port, password=self._password, socket_timeout=5)

    @staticmethod
    def _client(server: RedisServer) -> redis.Redis:
        return redis.Redis.from_url(server.url, socket_timeout=5)
