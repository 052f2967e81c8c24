"""A child process that prints what happens to it: toy_child.py NAME [slow | stubborn | fails | parent | floods]"""

import os
import signal
import subprocess
import sys
import time

name, behaviour = sys.argv[1], (sys.argv[2:] or [""])[0]


def leave(number: int, frame: object) -> None:
    print(f"{name} got SIGTERM", flush=True)
    if behaviour == "stubborn":
        return
    if behaviour == "slow":
        time.sleep(0.3)  # long enough for another child to print first if it gets SIGTERM too early
    print(f"{name} exits", flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, leave)
if behaviour == "parent":
    grandchild = subprocess.Popen(["sleep", "600"])
    print(f"{name} has the grandchild {grandchild.pid}", flush=True)
print(f"{name} runs as {os.getpid()}", flush=True)
if behaviour == "fails":
    sys.exit(3)
if behaviour == "floods":
    for number in range(20_000):
        print(f"{number:05}", "x" * (number % 200))
    print("y" * 300_000)
    sys.stdout.write("the end, without a line end")
    sys.stdout.flush()
while True:
    signal.pause()
