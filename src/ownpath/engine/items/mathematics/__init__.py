"""Mathematics as it is seen and heard: our notation and LaTeX to MathML, and to spoken words."""

from ownpath.engine.items.mathematics.rich_text import plain_text, render_line, render_text

__all__ = ["plain_text", "render_line", "render_text"]
