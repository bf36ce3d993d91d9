"""Styles and scripts that make the heads as heavy as real ones; their content is of no consequence.

About half of a real page's bytes are inline styles, scripts and image filters.  They are written here by
rule, so that pages have the size (60 to 95 kB) that parsers and archives meet in the field.
"""

from __future__ import annotations

_COLOURS = (
    ("fog", "#eef1f2"), ("hull", "#39424e"), ("deck", "#7c6a55"), ("signal", "#d9480f"), ("foam", "#ffffff"),
    ("abyss", "#0b1d26"), ("buoy", "#f2b705"), ("rust", "#8a3b12"), ("kelp", "#3d5a40"), ("dusk", "#5c5470"),
)  # fmt: skip
_SIZES = ("small", "medium", "large", "x-large", "xx-large", "huge")


def global_styles() -> str:
    """The style sheet WordPress prints for its presets."""
    presets = "".join(f"--wp--preset--color--{name}: {value};" for name, value in _COLOURS)
    sizes = "".join(
        f"--wp--preset--font-size--{name}: {13 + 6 * step}px;" for step, name in enumerate(_SIZES)
    )
    rules = [f"body{{{presets}{sizes}}}"]
    for name, _ in _COLOURS:
        for suffix, attribute in (
            ("color", "color"),
            ("background-color", "background-color"),
            ("border-color", "border-color"),
        ):
            rules.append(f".has-{name}-{suffix}{{{attribute}: var(--wp--preset--color--{name}) !important;}}")
        rules.append(
            f".has-{name}-to-abyss-gradient-background{{background: linear-gradient(135deg,"
            f"var(--wp--preset--color--{name}) 0%,var(--wp--preset--color--abyss) 100%) !important;}}"
        )
    rules.extend(
        f".has-{name}-font-size{{font-size: var(--wp--preset--font-size--{name}) !important;}}"
        for name in _SIZES
    )
    return "\n".join(rules)


def theme_styles() -> str:
    """The theme's own inline rules: one for each row of a page and each column width."""
    rows = [
        f".sample_row_{row} .sample_inner{{padding:{row % 7 + 1}em {row % 5 + 2}em {row % 6 + 1}em;"
        f"max-width:{600 + 13 * row}px;background-image:linear-gradient({9 * row}deg,#0b1d26,#39424e);}}"
        for row in range(1, 161)
    ]
    columns = [
        f"@media (max-width:{320 + 96 * width}px){{.sample_grid_{width}{{display:grid;gap:{width}px;"
        f"grid-template-columns:repeat({width},minmax(0,1fr));}}.sample_menu_{width} li{{margin:0 {width}px;}}}}"
        for width in range(1, 13)
    ]
    return "\n".join(rows + columns)


def emoji_script() -> str:
    """A script of the length of WordPress's emoji loader."""
    steps = "".join(
        f"function step{number}(node,list){{var at=list.length*{number}%7;"
        f"return node&&node.dataset?node.dataset['s{number}']||list[at]:null;}}\n"
        for number in range(24)
    )
    return (
        f"/* sample: picks a picture for a letter */\n(function(){{\n{steps}window.samplePictures=true;}})();"
    )


def image_filters() -> str:
    """The hidden SVG filters that block themes print at the top of the body."""
    filters = []
    for name, value in _COLOURS[:8]:
        red, green, blue = (int(value[start : start + 2], 16) / 255 for start in (1, 3, 5))
        filters.append(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0" width="0" height="0" focusable="false" '
            'role="none" style="visibility: hidden; position: absolute; left: -9999px; overflow: hidden;" >'
            f'<defs><filter id="wp-duotone-{name}"><feColorMatrix color-interpolation-filters="sRGB" '
            'type="matrix" values=" .299 .587 .114 0 0 .299 .587 .114 0 0 .299 .587 .114 0 0 .299 .587 .114 0 0 " />'
            '<feComponentTransfer color-interpolation-filters="sRGB" >'
            f'<feFuncR type="table" tableValues="0 {red:.6f}" /><feFuncG type="table" tableValues="0 {green:.6f}" />'
            f'<feFuncB type="table" tableValues="0 {blue:.6f}" /><feFuncA type="table" tableValues="1 1" />'
            '</feComponentTransfer><feComposite in2="SourceGraphic" operator="in" /></filter></defs></svg>'
        )
    return "".join(filters)


GLOBAL_STYLES = global_styles()
THEME_STYLES = theme_styles()
EMOJI_SCRIPT = emoji_script()
IMAGE_FILTERS = image_filters()
