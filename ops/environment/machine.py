"""Finds what the system lacks. Each function returns one line per missing item, which says how to install it."""

import importlib.util
import os
import shutil
import sys

COMPILERS = ("c++", "g++", "clang++")


def missing_for_a_virtualenv() -> list[str]:
    """Return a line if `venv` or `ensurepip` is missing: Debian puts the latter into a separate package."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return []
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return [f"Python {version} cannot create virtual environments: sudo apt-get install python{version}-venv"]


def missing_for_a_build() -> list[str]:
    """Return a line if there is no C++ compiler. The environment variable CXX may name one."""
    named = os.environ.get("CXX", "").split()
    if any(shutil.which(name) for name in (*named[:1], *COMPILERS)):
        return []
    return ["Building llama-cpp-python needs a C++ compiler (c++, g++ or clang++): sudo apt-get install g++"]
