FRONT = {"sum": 10}
