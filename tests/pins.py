"""`make test-pins`: check that the pins install on every Python that the README supports.

A dry run for each version: every pin has a wheel and every dependency is pinned. uv evaluates
environment markers for that version; `pip download --python-version` does not. Then a real
installation with each of these Pythons that this machine has.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SUPPORTED = ("3.11.0", "3.11.2", "3.12", "3.13", "3.14")
"""Debian 12 has 3.11.2."""
PLATFORMS = ("x86_64-manylinux_2_28", "aarch64-manylinux_2_28")
RUN = (
    "-r",
    "requirements-installer.txt",
    "-r",
    "requirements.txt",
    "-r",
    "requirements-assets.txt",
)
INSTALLER = ("-r", "requirements-installer.txt")
DEVELOP = (*INSTALLER, *RUN, "-r", "requirements-dev.txt", "-r", "requirements-audit.txt")
ONLY_WHEELS = ("--require-hashes", "--only-binary", ":all:", "--quiet")
PRINT_VERSION = "import platform; print(platform.python_version())"


def dry_run(version: str, platform: str, folder: str) -> None:
    for_target = ("--python-version", version, "--python-platform", platform, "--target", folder)
    command = (sys.executable, "-m", "uv", "pip", "install", "--dry-run")
    subprocess.run([*command, *for_target, *ONLY_WHEELS, *DEVELOP], check=True)


def pythons() -> dict[str, str]:
    """The supported Pythons on this machine: interpreter by version."""
    folders = [*os.get_exec_path(), "/usr/bin", "/usr/local/bin"]
    names = dict.fromkeys("python" + ".".join(version.split(".")[:2]) for version in SUPPORTED)
    found: dict[str, str] = {}
    for name in names:
        for path in filter(None, (shutil.which(name, path=folder) for folder in folders)):
            result = subprocess.run([path, "-c", PRINT_VERSION], capture_output=True, text=True)
            if result.returncode == 0:
                found.setdefault(result.stdout.strip(), path)
    return found


def install(python: str, folder: str) -> None:
    """Install as `make` does. Raises CalledProcessError."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    venv_python = Path(folder, "bin", "python")
    subprocess.run([venv_python, "-m", "pip", "install", *ONLY_WHEELS, *DEVELOP], check=True)
    subprocess.run([venv_python, "-c", "import quiz"], check=True)


def main() -> None:
    for version in SUPPORTED:
        for platform in PLATFORMS:
            with tempfile.TemporaryDirectory() as folder:
                dry_run(version, platform, folder)
        print(f"Python {version}: every pin has a wheel")
    for version, python in pythons().items():
        with tempfile.TemporaryDirectory() as folder:
            install(python, folder)
        print(f"Python {version}: installed with {python}")


if __name__ == "__main__":
    main()
