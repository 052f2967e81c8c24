"""The programs behind the make targets: set-up (`ops.setup`, standard library only), `make run` (`ops.run`), others."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
