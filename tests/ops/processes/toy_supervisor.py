"""Supervises the children in argv[1], which is JSON: {"grace_seconds": 5, "children": {name: command}}"""

import asyncio
import json
import os
import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))  # a script finds only the modules in its own folder

from ops.processes.keeper import BackOff, Service
from ops.processes.output import Output
from ops.processes.supervisor import Supervisor

plan = json.loads(sys.argv[1])


async def script(supervisor: Supervisor) -> None:
    for name, command in plan["children"].items():
        supervisor.start(Service(name, command, dict(os.environ), plan["grace_seconds"]))


async def main() -> int:
    return await Supervisor(Output(sys.stdout.buffer), partial(BackOff, first_seconds=0.05)).run(script)


sys.exit(asyncio.run(main()))
