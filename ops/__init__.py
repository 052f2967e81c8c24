"""What the make targets run: set-up (`ops.setup`, standard library only), the launcher (`ops.run`) and more."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
