"""Calendar files: whole days, shown as free time."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Response

if TYPE_CHECKING:
    from icalendar import Event


def whole_day(day: date, uid: UUID, stamped: date, summary: str, description: str) -> "Event":
    """An event of one day. ``stamped``: the day on which it was made, without the time."""
    from icalendar import Event  # 3 MB
    from icalendar.enums import TRANSP

    return Event.new(
        uid=uid,
        stamp=datetime.combine(stamped, time.min, UTC),
        start=day,
        end=day + timedelta(days=1),
        summary=summary,
        description=description,
        transparency=TRANSP.TRANSPARENT,
    )


def calendar_file(content: bytes, name: str) -> Response:
    """A calendar to save under this name."""
    return Response(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )
