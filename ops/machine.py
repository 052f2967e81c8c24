"""What the system must provide. Each missing thing is reported in one line that says how to install it."""

import importlib.util
import os
import shutil
import sys

COMPILERS = ("c++", "g++", "clang++")


def missing_for_a_virtualenv() -> list[str]:
    """Return a line if `venv` is missing: Debian has `ensurepip` in a package of its own."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return []
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return [f"Python {version} cannot make a virtual environment here: sudo apt-get install python{version}-venv"]


def missing_for_a_build() -> list[str]:
    named = os.environ.get("CXX", "").split()
    if any(shutil.which(name) for name in (*named[:1], *COMPILERS)):
        return []
    return ["No C++ compiler (c++, g++, clang++), and llama-cpp-python is built from source: sudo apt-get install g++"]
