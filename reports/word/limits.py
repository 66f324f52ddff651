"""Sets limits on this process, then becomes the program it is told to run. Run by `pandoc.py` with `python -I -S`."""

import os
import resource
import sys


def main(memory, cpu, *command):
    """`memory` in bytes of address space, `cpu` in seconds; the program may write no file at all."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(cpu), int(cpu) + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(command[0], command)  # noqa: S606  a command of ours, without a shell


if __name__ == "__main__":
    main(*sys.argv[1:])
