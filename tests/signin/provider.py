"""A real OpenID Connect provider in its own process, on a local port."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.server import free_port


class Provider:
    """A running provider."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet)

    def add_user(self, subject: str, **claims: Any) -> None:
        """Add a user with these claims, or change their claims."""
        found = requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=10)
        found.raise_for_status()

    def approve(self, url: str, subject: str) -> str:
        """Sign a user in; returns the path and query that the browser is sent back to."""
        answer = requests.post(url, data={"sub": subject}, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return self._back(answer)

    def deny(self, url: str) -> str:
        """Press Deny; returns the path and query that the browser is sent back to."""
        answer = requests.post(url, data={"action": "deny"}, allow_redirects=False, timeout=10)
        return self._back(answer)

    @staticmethod
    def _back(answer: requests.Response) -> str:
        back = urlsplit(answer.headers["Location"])
        assert f"{back.scheme}://{back.netloc}" == "https://look.example.org"
        return f"{back.path}?{back.query}"


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider(free_port())
    try:
        for _ in range(150):
            try:
                requests.get(provider.issuer, timeout=5)
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        yield provider
    finally:
        provider.process.terminate()
        provider.process.wait(timeout=30)


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """One provider for all tests; each test has subjects of its own."""
    with running() as found:
        yield found
