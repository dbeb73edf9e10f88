class NotEnough(Exception):
    def __init__(self, owner, balance, amount):
        super().__init__(f"{owner} has {balance}, not {amount}")


class Account:
    def __init__(self, owner):
        self.owner = owner
        self.__balance = 0
        self.__history = ()

    @property
    def balance(self):
        return self.__balance

    def _book(self, what, amount):
        if amount < 0 and self.__balance + amount < 0:
            raise NotEnough(self.owner, self.__balance, -amount)
        self.__balance += amount
        self.__history += ((what, amount),)

    def deposit(self, amount):
        self._book("deposit", positive(amount))

    def withdraw(self, amount):
        self._book("withdraw", -positive(amount))

    def transfer(self, amount, other):
        self._book(f"to {other.owner}", -positive(amount))
        other._book(f"from {self.owner}", amount)

    def history(self):
        return [*self.__history]

    def __str__(self):
        return f"{self.owner}: " + "{}.{:02}".format(*divmod(self.balance, 100))


def positive(amount):
    if amount > 0:
        return amount
    raise ValueError(amount)
