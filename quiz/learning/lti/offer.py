"""What the last page of the self-check needs to offer completion."""

from quiz.learning.lti import launches, registered


def offered_to() -> str:
    """The name of the learning system that may get this check's completion; empty if there is
    none."""
    launch = launches.current()
    platform = registered.read(launch.platform) if launch else None
    return platform.name if platform else ""
