import pytest
from basket import Basket


def test_empty():
    assert Basket().total() == 0


def test_total():
    basket = Basket()
    basket.add("apple")
    basket.add("pear")
    assert basket.total() == 70


@pytest.mark.parametrize(("name", "price"), [("apple", 30), ("pear", 40)])
def test_price(name, price):
    assert Basket.prices[name] == price


class TestOrder:
    def test_keeps_the_order(self):
        basket = Basket()
        basket.add("pear")
        basket.add("apple")
        assert list(basket) == ["pear", "apple"]
