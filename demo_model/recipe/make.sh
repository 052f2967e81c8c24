#!/bin/sh
# Makes demo_model/demo.gguf from nothing: ./demo_model/recipe/make.sh [--minutes 45]
set -eu
cd "$(dirname "$0")/../.."
venv=demo_model/recipe/out/venv
[ -x "$venv/bin/python" ] || "${PYTHON:-python3.11}" -m venv "$venv"
"$venv/bin/pip" install --quiet -r demo_model/recipe/requirements.txt
# Threads that wait must sleep: spinning ones stall everything on a machine that others use too.
export OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=0
# At the lowest priority: it takes all cores for as long as it is given.
exec nice -n 19 "$venv/bin/python" -m demo_model.recipe.make "$@"
