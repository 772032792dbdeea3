"""Draws how far each measured row is from its bar: plot.py FIGURES.json PLOT.png"""

import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from PIL import Image

FINE, MISSED, INK = "#2a7f62", "#c2452d", "#333333"
# Longer bars are cut here.
LONGEST = 2


def measure(row):
    """How much of what its bar allows a row takes, and the two in words."""
    bar, own = row["bar"], row["figures"][0]["best"]
    against = bar.get("against")
    if against is None:
        value, text = own, f"{amount(own, row['unit'])}, bar {amount(bar['limit'], row['unit'])}"
    else:
        value = own / next(figure["best"] for figure in row["figures"] if figure["name"] == against)
        text = f"{value:.2f} × {against}, bar {bar['limit']:g}"
    if bar["limit"] == 0:
        return (0 if value == 0 else LONGEST), text
    return value / bar["limit"], text


def amount(value, unit):
    if unit == "bytes":
        return f"{value / 1024:.0f} KiB"
    if unit == "nanoseconds":
        return f"{value / 1000:.1f} µs"
    return f"{value:g}"


def main(figures, plot):
    with open(figures) as file:
        report = json.load(file)
    fig, axes = plt.subplots(layout="constrained")
    position, section, ticks = 0, None, []
    for row in report["rows"]:
        if "bar" not in row:
            continue
        if row["section"] != section:
            section = row["section"]
            position += 1.4
            axes.text(-0.02, position, section, va="center", ha="right", fontsize=9, fontweight="bold", color=INK)
        position += 1
        share, text = measure(row)
        axes.barh(position, min(share, LONGEST), height=0.7, color=FINE if share <= 1 else MISSED)
        axes.text(LONGEST + 0.06, position, text, va="center", fontsize=8.5, color=INK)
        ticks.append((position, row["work"].replace("`", "")))
    fig.set_size_inches(10.5, 0.21 * position + 1)
    axes.axvline(1, color=INK, linewidth=1)
    axes.set_yticks([tick for tick, _ in ticks], [work for _, work in ticks], fontsize=8.5)
    axes.set_ylim(position + 0.8, 0.6)
    axes.set_xlim(0, LONGEST + 1.35)
    axes.set_xticks([0, 0.5, 1, 1.5, LONGEST], ["0", "0.5", "the bar", "1.5", "2 or more"], fontsize=8.5)
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    version = report["environment"]["python"]
    axes.set_title(f"Terrarium beside its bars, CPython {version}: shorter is better", fontsize=11, loc="left")
    fig.savefig(plot, dpi=100)
    # A few colours are enough, and a quarter of the size.
    Image.open(plot).convert("RGB").quantize(32).save(plot, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
