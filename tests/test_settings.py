"""What the operator sets is checked before anything starts."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.operations.settings import Settings, SettingsError, settings_from, unknown_setting

EXAMPLE = Path(".env.example")


def test_nothing_set_gives_the_defaults() -> None:
    """An empty environment is enough to start."""
    assert settings_from({}) == Settings()


def test_the_example_lists_every_setting_with_its_default() -> None:
    """Copied as it stands, it changes nothing."""
    assert settings_from({}, EXAMPLE) == Settings()
    listed = {line.partition("=")[0] for line in EXAMPLE.read_text("utf-8").splitlines()}
    settings = {f"BOT_{name.upper()}" for name in Settings.__slots__} - {"BOT_UNKNOWN"}
    assert settings <= listed


def test_each_office_has_databases_of_its_own() -> None:
    """Its people are no other office's, unless a setting says so."""
    other = settings_from({"BOT_OFFICE": "관악구청"})
    assert other.pledges_db == Path("data/pledges-관악구청.db")
    assert other.state_db == Path("data/state-관악구청.db")
    assert settings_from({"BOT_OFFICE": "금천구청"}) == Settings()
    named = settings_from({"BOT_OFFICE": "관악구청", "BOT_STATE_DB": "state.db"})
    assert named.state_db == Path("state.db")


def test_values_are_read() -> None:
    """Every setting in another shape than its default."""
    environment = {
        "BOT_TOKEN": " 123:abc ",
        "BOT_ADMINS": "1, 22;333 4444",
        "BOT_API_URL": "http://127.0.0.1:8081/",
        "BOT_PLEDGES_DB": "elsewhere/table.db",
        "BOT_STATE_DB": "elsewhere/state.db",
        "BOT_ACCESS": "open",
        "BOT_TIMEZONE": "UTC",
        "BOT_POLL_TIMEOUT_S": "5",
        "BOT_READ_TIMEOUT_S": "2.5",
        "BOT_CONNECT_TIMEOUT_S": "1",
        "PATH": "/bin",
    }
    assert settings_from(environment) == Settings(
        token="123:abc",  # noqa: S106 -- opens nothing
        admins=frozenset({1, 22, 333, 4444}),
        api_url="http://127.0.0.1:8081",
        pledges_db=Path("elsewhere/table.db"),
        state_db=Path("elsewhere/state.db"),
        access="open",
        timezone=ZoneInfo("UTC"),
        poll_timeout_s=5,
        read_timeout_s=2.5,
        connect_timeout_s=1.0,
    )


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """Even by being empty."""
    env_file = tmp_path / ".env"
    env_file.write_text(
        "BOT_TOKEN=1:file\nBOT_ADMINS=1\nBOT_TIMEZONE='UTC' # a note\nBOT_API_URL=\n"
    )
    settings = settings_from({"BOT_TOKEN": "", "BOT_ADMINS": "2"}, env_file)
    assert settings.token is None
    assert settings.admins == {2}
    assert settings.timezone == ZoneInfo("UTC")


def test_a_file_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    """Most machines have none."""
    assert settings_from({}, tmp_path / ".env") == Settings()


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """It was saved by an editor that does not write UTF-8."""
    env_file = tmp_path / ".env"
    env_file.write_bytes("BOT_ADMINS=1 # 총괄".encode("cp949"))
    with pytest.raises(SettingsError, match=r"\.env: not in UTF-8; expected .*UTF-8"):
        settings_from({}, env_file)
    with pytest.raises(SettingsError, match="Is a directory; expected a readable"):
        settings_from({}, tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "secret"),
        ("BOT_TOKEN", "abc:secret"),
        ("BOT_TOKEN", "123:sec ret"),
        ("BOT_ADMINS", "abc"),
        ("BOT_ADMINS", "-100"),
        ("BOT_ADMINS", "0"),
        ("BOT_ADMINS", "１２"),
        ("BOT_ADMINS", "1,@name"),
        ("BOT_BACKUP_DIR", __file__),
        ("BOT_API_URL", "api.telegram.org"),
        ("BOT_API_URL", "ftp://api.telegram.org"),
        ("BOT_API_URL", "http://[::1"),
        ("BOT_API_URL", "https://"),
        ("BOT_API_URL", "https://host:99999"),
        ("BOT_API_URL", "https://host/?a=b"),
        ("BOT_API_URL", "https://host..go.kr"),
        ("BOT_STATE_DB", "~nobody-of-this-name/state.db"),
        ("BOT_ACCESS", "closed"),
        ("BOT_TIMEZONE", "Seoul"),
        ("BOT_TIMEZONE", "../etc/passwd"),
        ("BOT_TIMEZONE", "Asia"),
        ("BOT_POLL_TIMEOUT_S", "0"),
        ("BOT_POLL_TIMEOUT_S", "51"),
        ("BOT_POLL_TIMEOUT_S", "1.5"),
        ("BOT_READ_TIMEOUT_S", "soon"),
        ("BOT_READ_TIMEOUT_S", "nan"),
        ("BOT_READ_TIMEOUT_S", "-1"),
        ("BOT_CONNECT_TIMEOUT_S", "inf"),
        ("BOT_WEBHOOK_URL", "http://bot.example.go.kr"),
        ("BOT_WEBHOOK_URL", "bot.example.go.kr"),
        ("BOT_WEBHOOK_LISTEN", "8080"),
        ("BOT_WEBHOOK_LISTEN", "127.0.0.1:0"),
        ("BOT_WEBHOOK_LISTEN", "127.0.0.1:99999"),
        ("BOT_WEBHOOK_SECRET", "sec ret"),
        ("BOT_WEBHOOK_SECRET", "secret" * 50),
        ("BOT_BACKUP_EVERY_H", "0"),
        ("BOT_BACKUP_EVERY_H", "daily"),
        ("BOT_BACKUP_KEEP", "0"),
        ("BOT_BACKUP_KEEP", "2.5"),
        ("BOT_LOG_FORMAT", "xml"),
        ("BOT_METRICS_LISTEN", "9100"),
        ("BOT_METRICS_LISTEN", "[::1:9100"),
        ("BOT_METRICS_LISTEN", f"{'x' * 64}.go.kr:9100"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(name: str, value: str) -> None:
    """The line tells what was expected, and never the token."""
    with pytest.raises(SettingsError) as wrong:
        settings_from({name: value})
    [fault] = wrong.value.faults
    assert fault.startswith(f"{name}: ")
    assert "expected" in fault
    assert "\n" not in fault
    assert "secret" not in fault


@pytest.mark.parametrize(("value", "wrong"), [("soon", "is no number"), ("0", "is out of range")])
def test_what_is_no_number_is_not_called_too_large(value: str, wrong: str) -> None:
    """Only a number can be out of a range."""
    with pytest.raises(SettingsError, match=f"'{value}' {wrong}; expected seconds, from"):
        settings_from({"BOT_READ_TIMEOUT_S": value})


def test_a_name_that_stands_twice_in_the_file_is_named(tmp_path: Path) -> None:
    """One of its values would be ignored without a word."""
    (tmp_path / ".env").write_text("BOT_KEEP_YEARS=3\nBOT_ADMINS=1\nBOT_KEEP_YEARS=5\n")
    with pytest.raises(
        SettingsError, match=r"\.env: BOT_KEEP_YEARS stands there twice; expected one line"
    ):
        settings_from({}, tmp_path / ".env")


def test_all_wrong_values_are_named_at_once() -> None:
    """Nobody has to try again for each."""
    with pytest.raises(SettingsError) as wrong:
        settings_from({"BOT_TOKEN": "x", "BOT_ADMINS": "y", "BOT_TIMEZONE": "z"})
    assert len(wrong.value.faults) == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_API_URL", "ftp://me:hunter2@proxy"),
        ("BOT_WEBHOOK_URL", "http://me:hunter2@bot.example.go.kr"),
    ],
)
def test_a_password_in_an_address_is_not_shown(name: str, value: str) -> None:
    """Proxies may want one."""
    with pytest.raises(SettingsError) as wrong:
        settings_from({name: value})
    assert "hunter2" not in wrong.value.faults[0]


@pytest.mark.parametrize("name", ["BOT_ADMIN", "bot_admins", "BOT-ADMINS", "Bot_Admins"])
def test_names_that_mean_nothing_are_kept_to_be_reported(name: str) -> None:
    """A misspelt name is worth a word, which says what it should be."""
    assert settings_from({name: "1"}).unknown == (name,)
    assert unknown_setting(name).endswith(", BOT_ADMINS is")


@pytest.mark.parametrize(
    "line",
    [
        *("1234:secret", "BOT_TOKEN 1234:secret", "BOT_TOKEN: 1:secret", 'BOT_TOKEN="1:secret'),
        *(
            "BOT_TOKEN",
            "export BOT_OFFICE",
            "관악구청",
            "BOT_OFFICE 관악구청",
            "BOT OFFICE=관악구청",
        ),
    ],
)
def test_a_line_that_gives_no_name_a_value_is_named(tmp_path: Path, line: str) -> None:
    """By its number: it may be the token. An empty line or a comment gives none either."""
    env_file = tmp_path / ".env"
    env_file.write_text(f"\n# 금천\n\n  \nBOT_CONTACT=총괄\n\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as wrong:
        settings_from({}, env_file)
    assert wrong.value.faults == (f"{env_file}: line 7 cannot be read; expected NAME=value",)
    env_file.write_text(f"\n# {line}\n\n  \nBOT_CONTACT=총괄\n", encoding="utf-8")
    assert settings_from({}, env_file).contact == "총괄"


def test_the_token_does_not_show_in_the_settings() -> None:
    """Settings end up in logs."""
    assert "secret" not in repr(settings_from({"BOT_TOKEN": "1:secret"}))
