"""Run one program that ends when the process that started it ends, as another account where asked.

This file is run by its path, not imported: it must work before anything of Kring can be loaded, and the account
that it changes to may not be able to read the package. It replaces itself by the program, so nothing stands between.

    python -I -S leash.py SIGNAL PARENT UID GID PROGRAM [ARGUMENT...]

SIGNAL is the number that the kernel sends to the program when PARENT (a process id) ends; UID and GID of -1 keep the
account.
"""

from __future__ import annotations

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Change account, tie this process to PARENT, and become PROGRAM."""
    signal_number, parent, uid, gid = (int(text) for text in arguments[:4])
    program = arguments[4:]
    if uid != -1:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    # After the change of account: the kernel forgets the wish when credentials change.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the process that asked for this program is already gone")
    os.execv(program[0], program)  # noqa: S606 - to become it is the point


if __name__ == "__main__":
    main(sys.argv[1:])
