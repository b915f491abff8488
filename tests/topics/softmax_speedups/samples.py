"""What the contract tests try of topic 08: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

LABELLED, BARE = {}, {}
