"""What a call carries: fields, and files where there are any."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import HTTP
from urllib.parse import parse_qsl


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Form:
    """The fields as texts; a file's field holds its name."""

    fields: dict[str, str]
    files: dict[str, Upload] = field(default_factory=dict)


def form_from(content_type: str, body: bytes) -> Form:
    """Read a body in any of the three ways in which the Bot API takes it."""
    if content_type.startswith("application/json"):
        values = json.loads(body)
        return Form(fields={name: _as_text(value) for name, value in values.items()})
    if not content_type.startswith("multipart/form-data"):
        return Form(fields=dict(parse_qsl(body.decode(), keep_blank_values=True)))
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in message_from_bytes(head + body, policy=HTTP).iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if (filename := part.get_filename()) is None:
            fields[name] = content.decode()
        else:
            fields[name] = filename
            files[name] = Upload(name=filename, content=content)
    return Form(fields=fields, files=files)


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
