"""How charts look here, and the two kinds that come again and again. Colours can be told apart by everybody (Okabe and Ito,
https://jfly.uni-koeln.de/color/); whatever is a rate shows how many people it is about, and how sure it is."""

import math

import altair as alt

COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000"]
GREY = "#8c8c8c"
Z = 1.959964

alt.renderers.enable("mimetype")


@alt.theme.register("tributary", enable=True)
def theme():
    """Quiet axes, wide enough for a notebook."""
    return alt.theme.ThemeConfig(
        config={
            "view": {"continuousWidth": 560, "continuousHeight": 260, "discreteWidth": 560, "stroke": None},
            "range": {"category": COLOURS, "heatmap": {"scheme": "viridis"}, "diverging": {"scheme": "blueorange"}},
            "axis": {"gridColor": "#eeeeee", "domainColor": "#999999", "labelLimit": 240},
            "axisBand": {"grid": False},
            "legend": {"symbolOpacity": 1},
            "title": {"anchor": "start", "fontSize": 14, "subtitleColor": "#555555"},
            "mark": {"tooltip": True, "color": COLOURS[0]},
        }
    )


def interval(successes, n):
    """The 95 % interval of a share (Wilson, 1927): right for small groups, and never beyond 0 or 1."""
    if n is None or n == 0:
        return (math.nan, math.nan)
    share = successes / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return (middle - half, middle + half)


def with_interval(rows, successes, n):
    """The rows with columns `low` and `high` for the share of one column in another."""
    ends = [interval(s, of) for s, of in zip(rows[successes], rows[n])]
    return rows.assign(low=[low for low, _ in ends], high=[high for _, high in ends])


def shares(rows, name, value, low="low", high="high", n="customers", title="", axis="%", order=None, reference=None):
    """A dot and its 95 % interval for each name, with n behind the name; `reference` draws a line to compare with.

    The largest value stands on top, or `order` names the column to sort by.
    """
    rows = rows.assign(label=[f"{label}  (n={count:,.0f})" for label, count in zip(rows[name], rows[n])])
    # A list, because Vega-Lite does not sort layers by another channel.
    y = alt.Y("label:N", sort=rows.sort_values(order or value, ascending=bool(order))["label"].tolist(), title=None)
    base = alt.Chart(rows)
    tooltip = [c for c in (name, value, low, high, n, "q") if c in rows]
    layers = [
        base.mark_rule(color=GREY, strokeWidth=2).encode(y=y, x=alt.X(f"{low}:Q", title=None), x2=f"{high}:Q"),
        base.mark_point(filled=True, size=70, opacity=1).encode(
            y=y, x=alt.X(f"{value}:Q", title=None, axis=alt.Axis(format=axis)), tooltip=tooltip
        ),
    ]
    if reference is not None:
        layers.insert(0, alt.Chart().mark_rule(strokeDash=[4, 4], color=COLOURS[5]).encode(x=alt.datum(reference)))
    return alt.layer(*layers, data=rows).properties(title=title, height=alt.Step(22))


def heat(rows, x, y, value, title="", form=".0%", tooltip=(), sort_x=None, sort_y=None):
    """A table in colours, with each number in its cell."""
    base = alt.Chart(rows).encode(
        x=alt.X(x, title=None, sort=sort_x, axis=alt.Axis(labelAngle=0)), y=alt.Y(y, title=None, sort=sort_y)
    )
    cells = base.mark_rect().encode(
        color=alt.Color(f"{value}:Q", legend=None), tooltip=list(tooltip) or [value]
    )
    halo = base.mark_text(fontSize=11, stroke="white", strokeWidth=3, strokeJoin="round").encode(text=alt.Text(f"{value}:Q", format=form))
    text = base.mark_text(fontSize=11).encode(text=alt.Text(f"{value}:Q", format=form))
    return (cells + halo + text).properties(title=title, height=alt.Step(26), width=alt.Step(58))
