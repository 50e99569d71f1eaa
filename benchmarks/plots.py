"""The plots of docs/benchmarks.md, as PNG files with Korean text."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.generated import QUESTION_KINDS
from benchmarks.quality import GUESSING, OURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.quality import Quality
    from benchmarks.speed import Speed

# Okabe and Ito's colours, which hold for every kind of colour vision.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#777777"
ALONE = "pledge bot, search alone"
LINES = {
    OURS: (BLUE, "o", "-"),
    ALONE: (BLUE, "o", ":"),
    "rapidfuzz WRatio, syllables": (ORANGE, "s", "--"),
    "rapidfuzz partial ratio, jamo": ("#CC79A7", "^", "--"),
    "tantivy n-grams": (GREEN, "D", ":"),
}
KOREAN = {kind.name: kind.korean for kind in QUESTION_KINDS}
DPI = 130
CLOSE = 2.0  # labels of lines that end within this ratio are moved apart
FONTS = ("NanumGothic", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", "DejaVu Sans")


def missing() -> bool:
    """Whether what draws is not installed."""
    return find_spec("matplotlib") is None


def draw_quality(quality: Quality, path: Path) -> None:
    """Each kind of fault by engine, coloured by how many were right; what beats us is framed.

    Two panels: one fault and two.
    """
    plt = _pyplot()
    engines = [engine for engine in quality.engines if engine != GUESSING]
    kinds = list(dict.fromkeys(kind for kind, _ in quality.tallies))
    figure, panels = plt.subplots(
        ncols=2, figsize=(14, 0.245 * len(kinds) + 1.9), layout="constrained", sharey=True
    )
    for axes, faults in zip(panels, (1, 2), strict=True):
        cells = [quality.tallies.get(_shown(quality, kind, faults), {}) for kind in kinds]
        values = [
            [cell[engine].kept_percent if engine in cell else float("nan") for engine in engines]
            for cell in cells
        ]
        axes.imshow(values, cmap="cividis", vmin=0, vmax=100, aspect="auto")
        for y, line in enumerate(values):
            for x, percent in enumerate(line):
                if percent != percent:  # noqa: PLR0124  (not a number: not measured)
                    continue
                axes.text(
                    x, y, f"{percent:.0f}", ha="center", va="center", fontsize=9,
                    color="black" if percent > 55 else "white",
                )  # fmt: skip
                if percent > line[0]:
                    axes.add_patch(
                        plt.Rectangle((x - 0.46, y - 0.42), 0.92, 0.84, fill=False, linewidth=1)
                    )
        axes.set_xticks(
            range(len(engines)),
            [engine.replace(", ", ",\n").replace(" + ", "\n+ ") for engine in engines],
            fontsize=9,
            rotation=35,
            ha="left",
            rotation_mode="anchor",
        )
        axes.xaxis.tick_top()
        for y in range(1, len(kinds)):
            axes.axhline(y - 0.5, color="white", linewidth=1)
        axes.axvline(0.5, color="white", linewidth=5)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_xlabel(f"{'한' if faults == 1 else '두'} 군데 틀린 질문 (faults: {faults})")
    panels[0].set_yticks(range(len(kinds)), map(_row_label, kinds), fontsize=9)
    figure.suptitle(
        f"첫 답이 맞은 비율 (%), 공약 {quality.size:,}건. 무관한 질문 100개 중 하나까지만 답할 때. "
        "테두리: 우리보다 나은 칸\n(right first answers of engines that answer at most 1 in 100 "
        "unrelated questions; framed where another engine is better)",
        x=0.01,
        ha="left",
        fontsize=11,
    )
    _save(figure, path)


def draw_latency(speeds: Sequence[Speed], path: Path) -> None:
    """Median latency by table size, both on logarithmic scales, lines labelled at their ends."""
    plt = _pyplot()
    figure, axes = plt.subplots(figsize=(8, 5), layout="constrained")
    speeds = [*{speed.size: speed for speed in reversed(speeds)}.values()][::-1]
    sizes = [speed.size for speed in speeds]
    series: dict[str, list[tuple[int, float]]] = {
        OURS: [(speed.size, speed.ours.median_ms) for speed in speeds],
        ALONE: [(speed.size, speed.search.median_ms) for speed in speeds],
    }
    for speed in speeds:
        for name, times in speed.others.items():
            series.setdefault(name, []).append((speed.size, times.median_ms))
    axes.fill_between(
        sizes,
        [speed.ours.median_ms for speed in speeds],
        [speed.ours.p99_ms for speed in speeds],
        color=BLUE,
        alpha=0.12,
        linewidth=0,
    )
    axes.annotate(
        f"{OURS}, p99", (sizes[0], speeds[0].ours.p99_ms), (4, 4), color=BLUE,
        textcoords="offset points", fontsize=8,
    )  # fmt: skip
    shift = 0
    above = 0.0
    for name, points in sorted(series.items(), key=lambda item: item[1][-1][1]):
        colour, marker, style = LINES.get(name, (GREY, "x", ":"))
        axes.plot(
            *zip(*points, strict=True),
            color=colour,
            marker=marker,
            linestyle=style,
            linewidth=2.5 if name == OURS else 1.5,
        )
        end = points[-1][1]
        shift = shift + 20 if end < CLOSE * above else 0
        above = end
        axes.annotate(
            f" {name}\n {_ms(end)}", points[-1], (6, shift - 6), color=colour,
            textcoords="offset points", fontsize=9,
        )  # fmt: skip
    axes.set(xscale="log", yscale="log", xlabel="공약 수 (pledges)", ylabel="중앙값 (median), ms")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.yaxis.set_major_formatter(lambda ms, _: f"{ms:g}")
    axes.minorticks_off()
    axes.set_xlim(right=sizes[-1] * 30)
    axes.set_title("답변 시간: 이해·검색·표현 전체 (whole way of a question)", loc="left")
    _plain(axes)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.8)
    _save(figure, path)


def draw_calibration(quality: Quality, path: Path) -> None:
    """How many hits of a score are right; the area of a point is the number of hits."""
    plt = _pyplot()
    figure, axes = plt.subplots(figsize=(6.5, 5.5), layout="constrained")
    axes.plot((0, 100), (0, 100), color=GREY, linewidth=1, linestyle=":")
    axes.annotate("점수 = 맞을 확률 (%)", (8, 11), rotation=40, color=GREY, fontsize=9)
    scores, right, hits = zip(*quality.calibration, strict=True)
    axes.plot(scores, right, color=BLUE, linewidth=1.5)
    sizes = [20 + 220 * count / max(hits) for count in hits]
    axes.scatter(scores, right, s=sizes, color=BLUE, alpha=0.75, linewidth=0)
    axes.set(
        xlim=(0, 103),
        ylim=(-3, 105),
        xlabel="점수 (score of the best hit)",
        ylabel="맞은 비율 (right), %",
    )
    axes.set_title("점수가 말하는 것 (오타 질문 + 무관한 질문)", loc="left")
    _plain(axes)
    axes.grid(color="#EEEEEE", linewidth=0.8)
    _save(figure, path)


def _shown(quality: Quality, kind: str, faults: int) -> tuple[str, int]:
    """The row to show for so many faults: a kind that comes only without any stands at one."""
    if faults == 1 and (kind, 1) not in quality.tallies:
        return kind, 0
    return kind, faults


def _ms(ms: float) -> str:
    return f"{ms:.2f} ms" if ms < 1 else f"{ms:.1f} ms" if ms < 10 else f"{ms:.0f} ms"


def _row_label(kind: str) -> str:
    korean = KOREAN[kind]
    return kind if kind == korean else f"{korean} · {kind}"


def _plain(axes: Any) -> None:
    axes.spines[["top", "right"]].set_visible(False)


def _save(figure: Any, path: Path) -> None:
    figure.savefig(path, dpi=DPI)
    _pyplot().close(figure)


def _pyplot() -> Any:
    """The drawing library, without a screen and with a Korean font."""
    import_module("matplotlib").use("Agg")
    plt = import_module("matplotlib.pyplot")
    fonts = import_module("matplotlib.font_manager").fontManager
    # Found, not imported: all we want of the package are its font files.
    spec = find_spec("koreanize_matplotlib")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("NanumGothic.ttf", "NanumGothicBold.ttf"):
            fonts.addfont(str(Path(folder) / "fonts" / name))
    installed = {font.name for font in fonts.ttflist}
    plt.rcParams["font.family"] = [font for font in FONTS if font in installed]
    plt.rcParams["axes.unicode_minus"] = False
    return plt
