"""The colours of every figure and page.

The named ones are those of Okabe and Ito, which people with any common form of colour blindness
can tell apart. No figure relies on colour alone: shapes, labels or numbers repeat it.
"""

PAPER = "#ffffff"
INK = "#1b1f24"
QUIET = "#5b636e"  # axes, captions: still 4.5 : 1 on paper
LINE = "#c4cad2"
BLUE = "#0072b2"  # inputs
ORANGE = "#e69f00"  # hidden state
GREEN = "#009e73"  # predictions
RED = "#d55e00"  # what is wrong
PURPLE = "#aa4a8a"  # what is fed back

PALE = {BLUE: "#d9ebf7", ORANGE: "#fcebc5", GREEN: "#d3efe5", RED: "#fbe0d0", PURPLE: "#f3deeb"}

# Negative values run to a dark blue, positive ones to a bright orange, zero is nearly white.
# The blue end is far darker than the orange end, so that the sign also shows in greyscale.
SIGNED_STOPS = ("#123a6b", "#5f8fc4", "#f4f4f2", "#f2b44c", "#e07b00")
