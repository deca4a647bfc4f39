"""How a service stops listening without breaking a connection.

The system breaks the connections that wait at a listening socket when the last process closes it.
However fast a worker accepts them first, one more can arrive before the close. So new connections
are turned away first, then all that wait are accepted, then the socket is closed.

A socket that systemd opened stays open while the service is away: connections wait at it.
"""

import ctypes
import os
import socket
import struct
import sys

_ATTACH_FILTER = 26
"""SO_ATTACH_FILTER of Linux, on all processors that Python's packages are built for."""
_FLAGS_OF_TCP, _SYN_AND_ACK, _SYN = 13, 0x12, 0x02
_INSTRUCTIONS = (
    (0x30, 0, 0, _FLAGS_OF_TCP),  # load a byte
    (0x54, 0, 0, _SYN_AND_ACK),  # keep these two bits of it
    (0x15, 0, 1, _SYN),  # is it a first segment?
    (0x06, 0, 0, 0),  # then drop it
    (0x06, 0, 0, 0xFFFFFFFF),  # else keep all of it
)
"""A program of Linux's packet filter (socket(7)): code, jump if true, jump if false, number."""

_FIRST_HANDED_OVER = 3
"""The file descriptor of the first socket that systemd hands over (sd_listen_fds(3))."""


def handed_over() -> list[tuple[str, int]]:
    """Host and port of each TCP socket that systemd opened for this process; mostly none."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()):
        return []
    numbers = range(_FIRST_HANDED_OVER, _FIRST_HANDED_OVER + int(os.environ["LISTEN_FDS"]))
    names = []
    for number in numbers:
        with socket.socket(fileno=os.dup(number)) as copy:
            names.append(copy.getsockname())
    return [(name[0], name[1]) for name in names if isinstance(name, tuple)]


def take_no_more(listener: socket.socket) -> bool:
    """Let nobody begin a connection; those that have begun can still be accepted.

    It holds for all processes that share the socket. A client sends its first segment again after
    a second, and is refused then, or reaches the next service. False where the system does not
    allow it: only Linux can do this, and some of its kernels let only root. Then the queue of the
    socket is cut to one, and a connection that arrives in the last moment breaks.
    """
    if sys.platform != "linux":
        return False
    program = b"".join(struct.pack("HBBI", *instruction) for instruction in _INSTRUCTIONS)
    kept = ctypes.create_string_buffer(program)
    pointer = struct.pack("@HP", len(_INSTRUCTIONS), ctypes.addressof(kept))
    try:
        listener.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, pointer)
    except OSError:
        listener.listen(0)
        return False
    return True
