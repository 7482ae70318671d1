"""What all parts of the settings have in common: identifiers, texts, moments, and that an unknown key is refused."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

IDENTIFIER = Annotated[str, Field(pattern=r"^[\w.-]+$", max_length=80)]
LANGUAGE = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Texts = tuple[str, ...]


def _midnight(value: object) -> object:
    """A bare date in a window means its midnight."""
    return datetime.combine(value, time()) if isinstance(value, date) and not isinstance(value, datetime) else value


Moment = Annotated[datetime, BeforeValidator(_midnight)]


class Part(BaseModel):
    """A table of the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
