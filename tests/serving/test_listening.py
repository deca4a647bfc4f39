"""A socket that takes no further connections still gives those that have begun."""

import socket

import pytest

from quiz.serving.listening import take_no_more


@pytest.mark.parametrize(
    ("host", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)]
)
def test_connections_that_have_begun_are_kept_and_no_other_begins(
    host: str, family: socket.AddressFamily
) -> None:
    with socket.create_server((host, 0), family=family) as listener:
        address = listener.getsockname()[:2]
        with socket.create_connection(address, timeout=5) as begun:
            assert take_no_more(listener)
            with pytest.raises(TimeoutError):
                socket.create_connection(address, timeout=0.2)
            begun.sendall(b"a form")
            accepted, _ = listener.accept()
            with accepted:
                listener.close()
                assert accepted.recv(10) == b"a form"
                accepted.sendall(b"kept")
            assert begun.recv(10) == b"kept"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=5)


class Refused(socket.socket):
    """A socket of a system that lets only root filter what arrives."""

    def setsockopt(self, *_: object) -> None:
        raise PermissionError(1, "Operation not permitted")


def test_a_system_that_allows_no_filter_still_stops_and_keeps_what_has_begun() -> None:
    with Refused(fileno=socket.create_server(("127.0.0.1", 0)).detach()) as listener:
        address = listener.getsockname()
        with (
            socket.create_connection(address, timeout=5) as first,
            socket.create_connection(address, timeout=5) as second,
        ):
            assert not take_no_more(listener)
            with pytest.raises(TimeoutError):
                socket.create_connection(address, timeout=0.2)
            for begun in (first, second):
                accepted, peer = listener.accept()
                with accepted:
                    assert peer == begun.getsockname()
