from core.runs import Limits
from exercises.manifest import Build, Run
from grader.limits import limits_of, limits_of_testcase
from tests.builders import a_testcase

RUN = Run(cpu_ms=500, wall_ms=2000, memory_mib=32, processes=3, output_kib=2)


def test_every_section_with_limits_says_them_alike() -> None:
    assert limits_of(RUN) == Limits(cpu_ms=500, wall_ms=2000, memory_mib=32, processes=3, stdout_bytes=2048)
    assert limits_of(Build()).cpu_ms == 30_000


def test_a_testcase_that_may_take_longer_may_do_so_by_the_clock_too() -> None:
    longer = limits_of_testcase(RUN, a_testcase(cpu_ms=900))
    assert (longer.cpu_ms, longer.wall_ms, longer.memory_mib) == (900, 2400, 32)
    shorter = limits_of_testcase(RUN, a_testcase(cpu_ms=50))
    assert (shorter.cpu_ms, shorter.wall_ms) == (50, 2000)
