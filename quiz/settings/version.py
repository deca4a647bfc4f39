"""The version, shown by ``flask version`` and ``/healthz``; CHANGELOG.md says what changed."""

VERSION = "0.6.0"
