"""What the make targets do: set-up (`ops.setup`, standard library only) and the launcher (`ops.run`)."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
