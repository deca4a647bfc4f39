"""`make test-pins`: the pins install on every Python that the README promises.

For each version a dry run: every pin has a wheel, and nothing that a pin needs is missing. uv reads
environment markers for that version, which `pip download --python-version` does not. Then a real
installation by each of these Pythons that is on this machine.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROMISED = ("3.11.0", "3.11.2", "3.12", "3.13", "3.14")
"""3.11.2 is Debian 12's."""
PLATFORMS = ("x86_64-manylinux_2_28", "aarch64-manylinux_2_28")
RUN = ("-r", "requirements.txt", "-r", "requirements-assets.txt")
DEVELOP = (*RUN, "-r", "requirements-dev.txt")
ONLY_WHEELS = ("--require-hashes", "--only-binary", ":all:", "--quiet")
SAY_VERSION = "import platform; print(platform.python_version())"


def dry_run(version: str, platform: str, folder: str) -> None:
    for_target = ("--python-version", version, "--python-platform", platform, "--target", folder)
    command = (sys.executable, "-m", "uv", "pip", "install", "--dry-run")
    subprocess.run([*command, *for_target, *ONLY_WHEELS, *DEVELOP], check=True)


def pythons() -> dict[str, str]:
    """Each version that is here, and its interpreter."""
    folders = [*os.get_exec_path(), "/usr/bin", "/usr/local/bin"]
    names = dict.fromkeys("python" + ".".join(version.split(".")[:2]) for version in PROMISED)
    found: dict[str, str] = {}
    for name in names:
        for here in filter(None, (shutil.which(name, path=folder) for folder in folders)):
            said = subprocess.run([here, "-c", SAY_VERSION], capture_output=True, text=True)
            if said.returncode == 0:
                found.setdefault(said.stdout.strip(), here)
    return found


def install(python: str, folder: str) -> None:
    """As `make` does it. Raises CalledProcessError."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    inside = Path(folder, "bin", "python")
    subprocess.run([inside, "-m", "pip", "install", *ONLY_WHEELS, *DEVELOP], check=True)
    subprocess.run([inside, "-c", "import quiz"], check=True)


def main() -> None:
    for version in PROMISED:
        for platform in PLATFORMS:
            with tempfile.TemporaryDirectory() as folder:
                dry_run(version, platform, folder)
        print(f"Python {version}: every pin has a wheel")
    for version, python in pythons().items():
        with tempfile.TemporaryDirectory() as folder:
            install(python, folder)
        print(f"Python {version}: installed by {python}")


if __name__ == "__main__":
    main()
