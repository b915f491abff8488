"""Live widgets; one module or package per topic.

For each picture there is a pure function from the controls' state to numbers, `*_numbers`, tested
without a browser, and an `explore_*()` that a notebook calls.
"""
