import unittest

from door_code import opens, spelled
from doors import FRONT


class OpensTest(unittest.TestCase):
    def test_opens(self):
        self.assertIs(opens("1234", FRONT), True)

    def test_stays_shut(self):
        self.assertIs(opens("11", FRONT), False)

    def test_letters(self):
        with self.assertRaises(ValueError) as refusal:
            opens("abc", FRONT)
        self.assertEqual(refusal.exception.args[0], "only digits open doors")

    def helper(self):
        raise NotImplementedError


class SpelledTest(unittest.TestCase):
    def test_opens(self):
        self.assertEqual(spelled("12"), "1 2")
