MODELS = {}
BAD = []
