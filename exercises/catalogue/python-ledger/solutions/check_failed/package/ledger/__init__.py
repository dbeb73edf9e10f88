class NotEnough(Exception):
    """There is less on the account than was asked for."""


class Account:
    """Keeps nothing but its entries: the balance is what they come to."""

    def __init__(self, owner):
        self.owner = owner
        self._entries = []

    @property
    def balance(self):
        return sum(amount for _, amount in self._entries)

    def deposit(self, amount):
        check_positive(amount)
        self._entries.append(("deposit", amount))

    def withdraw(self, amount):
        self._check_enough(amount)
        self._entries.append(("withdraw", -amount))

    def transfer(self, amount, other):
        self._check_enough(amount)
        self._entries.append((f"to {other.owner}", -amount))
        other._entries.append((f"from {self.owner}", amount))

    def history(self):
        return list(self._entries)

    def __str__(self):
        return f"{self.owner}: {self.balance // 100}.{self.balance % 100:02}"

    def _check_enough(self, amount):
        check_positive(amount)
        if amount > self.balance:
            raise NotEnough(f"{self.owner} has {self.balance}, not {amount}")


def check_positive(amount):
    if amount <= 0:
        raise ValueError(f"{amount} is no amount")
