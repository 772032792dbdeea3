"""Draws how far each measured row is from its bar: plot.py FIGURES.json PLOT.png"""

import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

FINE, MISSED = "#2a7f62", "#c2452d"


def shares(rows):
    """(work, share of what the bar allows, text) for each row that has a bar."""
    for row in rows:
        bar, own = row.get("bar"), row["figures"][0]["best"]
        if bar is None:
            continue
        if against := bar.get("against"):
            measure = next(figure["best"] for figure in row["figures"] if figure["name"] == against)
            ratio = own / measure
            text = f"{ratio:.2f} × {against} (bar {bar['limit']:g})"
        else:
            ratio = own
            text = f"{amount(own, row['unit'])} (bar {amount(bar['limit'], row['unit'])})"
        share = ratio / bar["limit"] if bar["limit"] else (0 if ratio == 0 else 2)
        yield row["work"].replace("`", ""), share, text


def amount(value, unit):
    if unit == "bytes":
        return f"{value / 1024:.0f} KiB"
    if unit == "nanoseconds":
        return f"{value / 1000:.1f} µs"
    return f"{value:g}"


def main(figures, plot):
    with open(figures) as file:
        report = json.load(file)
    points = list(shares(report["rows"]))[::-1]
    works, values, texts = zip(*points)
    fig, axes = plt.subplots(figsize=(10, 0.32 * len(points) + 1.3), layout="constrained")
    colors = [FINE if value <= 1 else MISSED for value in values]
    axes.barh(works, [min(value, 2) for value in values], color=colors, height=0.7)
    for index, (value, text) in enumerate(zip(values, texts)):
        axes.text(min(value, 2) + 0.02, index, text, va="center", fontsize=8, color="#333333")
    axes.axvline(1, color="#333333", linewidth=1)
    axes.set_xlim(0, 2.6)
    axes.set_xticks([0, 0.5, 1, 1.5, 2], ["0", "0.5", "1 = the bar", "1.5", "2 or more"])
    axes.margins(y=0.01)
    axes.tick_params(axis="y", labelsize=8.5, length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_title(
        f"Terrarium beside its bars, CPython {report['environment']['python']} (shorter is better)",
        fontsize=11,
        loc="left",
    )
    fig.savefig(plot, dpi=110)


if __name__ == "__main__":
    main(*sys.argv[1:])
