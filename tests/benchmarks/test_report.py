"""The report of all benchmarks: what fails is named, and the rest is written."""

from __future__ import annotations

from benchmarks.report import FAILED, PARTS, Run, document, run


def test_a_part_that_fails_is_named_and_the_others_are_written() -> None:
    """With what it had printed until then."""
    runs = {name: Run(text=f"figures of {name}", took_s=1, failure="") for name in PARTS}
    runs["speed"] = Run(text="half of it", took_s=1, failure="ended with status 1")
    text = document(runs)
    for name, part in PARTS.items():
        assert f"## {part.title}" in text
        assert (f"figures of {name}" in text) is (name != "speed")
    assert text.count(FAILED) == 1
    assert f"half of it\n\n{FAILED}" in text


def test_a_part_is_measured_in_a_process_of_its_own() -> None:
    """Its Markdown comes back, or how it ended."""
    done = run("unseen")
    assert done.failure == ""
    assert done.text.startswith("| of | set |")
    assert run("no part").failure == "ended with status 1"
