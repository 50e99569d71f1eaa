"""Addresses of this machine that something listens on."""

from __future__ import annotations

import socket

from bot.operations.settings import SettingsError


def listening_socket(setting: str, address: tuple[str, int]) -> socket.socket:
    """Listen on the address of a setting. Raises SettingsError."""
    host, port = address
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server(address, family=family)
    except OSError as taken:
        why = (taken.strerror or str(taken)).partition(" (while")[0]
        msg = f"{setting}: {host}:{port}: {why}; expected this machine's, with nobody listening"
        raise SettingsError(msg) from taken
    listening.setblocking(False)
    return listening
