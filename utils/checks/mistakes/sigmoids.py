"""What goes wrong in σ(z) = 1 / (1 + e^−z), and in its slope p (1 − p)."""

SIGN = "A large score gives a small probability. Which sign stands in the exponent?"
FRACTION = (
    "For large scores e^z is infinite, and ∞/∞ is `nan`. Which way of writing the same function "
    "has 1/∞ instead?"
)
MATH = (
    "`math.exp` gives up above about e^709. What does `np.exp` say there, and is 1/(1 + ∞) right?"
)
BRACKETS = "`1 / 1 + …` divides 1 by 1. Where does the denominator need brackets of its own?"
SLOPE = "With p for what a sigmoid puts out, its slope is p (1 − p). Of what is it taken in yours?"
