"""What goes wrong where things are counted."""

ONCE = (
    "A pair that occurs several times is counted once. How often does `table[x, y] += 1` visit a "
    "cell whose indices come several times? Which function of NumPy adds at every visit?"
)
