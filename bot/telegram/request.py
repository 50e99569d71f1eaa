"""HTTP requests of the Bot API, by aiohttp, and what is read of an answer.

The library's own requests, by httpx, take three times as long: `python -m benchmarks.throughput`.
"""

import json
import ssl
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram._utils.types import ODVInput, UploadFileDict
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.operations.settings import SettingsError

KEEP_ALIVE_S = 60.0  # of a connection that nobody uses; a new one takes two more ways to Telegram
MAX_CONNECTIONS = 256  # calls beyond them wait for one to come free
UPLOAD_S = 20.0  # of a file, beside the time until it is answered
MAX_DESCRIPTION = 200  # characters of Telegram's own words that are kept
MAX_WAIT_S = 7 * 86_400  # a longer wait is taken for a mistake

# A request that failed with one of these was not even begun to be written.
NEVER_BEGUN = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)


class BotApiRequest(BaseRequest):
    """Connections to one server; they are opened on first need.

    A request waits `connect_timeout_s` for its connection, `pool_timeout_s` more where all are in
    use, and `read_timeout_s` for each part of its answer.
    """

    def __init__(
        self,
        *,
        connect_timeout_s: float,
        read_timeout_s: float,
        pool_timeout_s: float = 0.0,
    ) -> None:
        """Raises SettingsError for a proxy or certificates of the environment that are useless."""
        self._connect_s, self._read_s = connect_timeout_s, read_timeout_s
        self._pool_s = pool_timeout_s
        self._proxies, self._certificates = _proxies(), trusted_certificates()
        self._session: aiohttp.ClientSession | None = None
        self._is_closed = False

    @property
    def read_timeout(self) -> float:
        """How long an answer is waited for, unless a call says otherwise."""
        return self._read_s

    async def initialize(self) -> None:
        """Allow requests again after a shutdown."""
        self._is_closed = False

    async def shutdown(self) -> None:
        """Close all connections."""
        self._is_closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 -- the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body. Raises TelegramError."""
        read_s = read_timeout if isinstance(read_timeout, int | float) else self._read_s
        files = request_data.multipart_data if request_data is not None else {}
        body, headers = _body(request_data, files)
        timeout = aiohttp.ClientTimeout(
            total=self._pool_s + self._connect_s + UPLOAD_S + read_s if files else None,
            connect=self._pool_s + self._connect_s,
            sock_connect=self._connect_s,
            sock_read=read_s,
        )
        try:
            async with self._opened().request(
                method,
                URL(url, encoded=True),
                data=body,
                headers=headers,
                proxy=self._proxy(url) if self._proxies else None,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                code, answer = response.status, await response.read()
        except TimeoutError as late:
            raise TimedOut from late
        except aiohttp.ClientError as fault:  # its words may quote the address with the token
            raise NetworkError(type(fault).__name__) from fault
        if not 200 <= code <= 299:
            answer = _refusal(code, answer)
        return code, answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object that holds a result or a refusal. Raises NetworkError."""
        answer = _parsed(payload, 200)
        if "result" not in answer and "description" not in answer:
            raise _no_answer(200)
        return answer

    def _opened(self) -> aiohttp.ClientSession:
        if self._is_closed:
            raise NetworkError("closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=MAX_CONNECTIONS,
                    keepalive_timeout=KEEP_ALIVE_S,
                    ssl=self._certificates,
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )
        return self._session

    def _proxy(self, url: str) -> str | None:
        parts = urlsplit(url)
        if proxy_bypass(parts.netloc):
            return None
        return self._proxies.get(parts.scheme) or self._proxies.get("all")


@cache
def trusted_certificates() -> ssl.SSLContext:
    """Those that httpx trusts, its own or the environment's. Raises SettingsError."""
    try:
        return httpx.create_ssl_context()
    except OSError as fault:
        msg = f"SSL_CERT_FILE, SSL_CERT_DIR: {fault.strerror}; expected certificates in PEM"
        raise SettingsError(msg) from fault


def _proxies() -> dict[str, str]:
    """The proxies that the environment names, by the scheme of what they are for."""
    proxies = {kind: url for kind, url in getproxies().items() if kind in {"http", "https", "all"}}
    try:
        are_usable = all(
            address.scheme in {"http", "https"} and address.host
            for address in map(URL, proxies.values())
        )
    except ValueError:
        are_usable = False
    if not are_usable:  # what was given is not shown: it may hold a password
        msg = "HTTP_PROXY, HTTPS_PROXY, ALL_PROXY: not usable; expected http://host:port"
        raise SettingsError(msg)
    return proxies


def _body(
    data: RequestData | None, files: UploadFileDict
) -> tuple[bytes | BytesIO | None, dict[str, str]]:
    """The body and its headers: JSON, or a form that holds the files."""
    if data is None:
        return None, {}
    if not files:
        return json.dumps(data.parameters).encode(), {"Content-Type": "application/json"}
    # httpx writes the names of files as browsers do, aiohttp does not.
    form = httpx.Request("POST", "http://form", data=data.json_parameters, files=files)
    return BytesIO(form.read()), {"Content-Type": form.headers["Content-Type"]}


def _refusal(code: int, body: bytes) -> bytes:
    """The parts of a refusal that the library understands, and nothing else."""
    answer = _parsed(body, code)
    description, parameters = answer.get("description"), answer.get("parameters")
    if answer.get("ok") is not False or not isinstance(description, str):
        raise _no_answer(code)
    known: dict[str, Any] = {"description": " ".join(description.split())[:MAX_DESCRIPTION]}
    if isinstance(parameters, dict):
        wait_s, chat_id = parameters.get("retry_after"), parameters.get("migrate_to_chat_id")
        if type(wait_s) is int and 0 < wait_s <= MAX_WAIT_S:
            known["parameters"] = {"retry_after": wait_s}
        elif type(chat_id) is int:
            known["parameters"] = {"migrate_to_chat_id": chat_id}
    return json.dumps(known).encode()


def _parsed(body: bytes, code: int) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise _no_answer(code) from None
    if not isinstance(answer, dict):
        raise _no_answer(code)
    return answer


def _no_answer(code: int) -> NetworkError:
    return NetworkError(f"no answer of the Bot API: HTTP {code}")
