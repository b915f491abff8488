"""What goes wrong in v ← 0.9 v + g, θ ← θ − η v."""

RULE = "The rule is v ← 0.9 v + g. What does the 0.9 multiply, and what comes in whole?"
MOVED = "Along what do the parameters move: old velocity, new velocity, or gradient?"
RATE = "Where does the learning rate come in: in the velocity, or when the parameters move?"
DOWNHILL = "The loss grows along your step. Which signs have p − y, and the step itself?"
DOWNHILL_RATE = (
    "Some books have this rule, in which the velocity points downhill and holds the learning "
    "rate. Which signs has the rule of the exercise?"
)
