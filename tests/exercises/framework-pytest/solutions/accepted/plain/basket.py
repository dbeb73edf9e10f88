class Basket:
    prices = {"apple": 30, "pear": 40}

    def __init__(self):
        self.names = []

    def add(self, name):
        self.names.append(name)

    def total(self):
        return sum(self.prices[name] for name in self.names)

    def __iter__(self):
        return iter(self.names)
