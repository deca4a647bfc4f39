"""What a check found in the content."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something to correct: the item (or form), the field, and what to do."""

    where: str
    field: str
    what_to_do: str

    def __str__(self) -> str:
        return f"{self.where} > {self.field}: {self.what_to_do}"
