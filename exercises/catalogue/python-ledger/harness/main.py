"""Each line of the input is one call on an account, or on two; prints what came of it.

open NAME          deposit NAME AMOUNT    withdraw NAME AMOUNT    transfer NAME AMOUNT OTHER
balance NAME       history NAME           str NAME
set NAME AMOUNT    tries to set the balance
scribble NAME      changes the list that history() returned
"""

import sys

sys.path.insert(0, ".")

from ledger import Account, NotEnough  # noqa: E402

accounts = {}


def call(verb, name, *rest):
    if verb == "open":
        accounts[name] = Account(name)
        return "opened"
    account = accounts[name]
    match verb:
        case "deposit" | "withdraw":
            return getattr(account, verb)(int(rest[0]))
        case "transfer":
            return account.transfer(int(rest[0]), accounts[rest[1]])
        case "balance":
            return account.balance
        case "history":
            return account.history()
        case "str":
            return str(account)
        case "set":
            account.balance = int(rest[0])
        case "scribble":
            account.history().append(("deposit", 1_000_000))
    return None


for line in sys.stdin:
    try:
        result = repr(call(*line.split()))
    except NotEnough as error:
        result = f"NotEnough: {error}"
    except (ValueError, AttributeError) as error:
        result = type(error).__name__
    print(line.strip(), "->", result)
