"""What each further place adds, as bars: a still picture in SVG."""

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

WIDTH, HEIGHT = 560, 180
_LEFT, _BOTTOM, _TOP = 8, 24, 20
_EVERY = 5


def gain_curve(gains: Sequence[float], *, chosen: int, label: str) -> Markup:
    """Bars of gains, those of the chosen places filled.

    Args:
        gains: of the first place, of the second, and so on.
        chosen: how many places are asked for.
        label: what the picture is, for those who do not see it.
    """
    most = max(gains, default=0.0) or 1.0
    step = (WIDTH - 2 * _LEFT) / max(len(gains), 1)
    room = HEIGHT - _BOTTOM - _TOP
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">'
    ]
    for number, gain in enumerate(gains, start=1):
        height = max(room * gain / most, 1.0)
        x, y = _LEFT + (number - 1) * step, HEIGHT - _BOTTOM - height
        look = "is-chosen" if number <= chosen else "is-further"
        parts.append(
            f'<rect class="curve-bar {look}" x="{x + 2:.1f}" y="{y:.1f}" '
            f'width="{step - 4:.1f}" height="{height:.1f}"/>'
        )
        if number == 1 or number % _EVERY == 0 or number == chosen:
            middle = x + step / 2
            parts.append(
                f'<text class="curve-text" x="{middle:.1f}" y="{HEIGHT - 8}">'
                f"{number}</text>"
            )
    parts.append("</svg>")
    # Numbers of ours, and a text that is escaped.
    return Markup("".join(parts))  # noqa: S704
