"""A small school on record: three campuses, 24 students, a team and a repository for each case."""

from dataclasses import dataclass
from itertools import islice

from cli.demo.cases import CAMPUSES, CASES, STUDENTS, Case
from school.access import issue_token
from school.enrol import enrol_person, open_campus, register_team
from wiring.composition import Services

LEVELS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoTeam:
    """`login` and `token` are those of the member who pushes."""

    case: Case
    name: str
    folder: str
    login: str
    token: str


def found_school(services: Services) -> list[DemoTeam]:
    for campus in CAMPUSES:
        open_campus(services.store, campus)
    for number, login in enumerate(STUDENTS):
        campus = CAMPUSES[number % len(CAMPUSES)]
        enrol_person(services.store, login=login, campus=campus, level=float(number % LEVELS))
    students = iter(STUDENTS)
    return [form_team(services, case, list(islice(students, case.size))) for case in CASES]


def form_team(services: Services, case: Case, logins: list[str]) -> DemoTeam:
    team, repository = register_team(
        services.store,
        services.repositories,
        services.clock,
        name=", ".join(logins),
        logins=logins,
        exercise=case.exercise,
    )
    token = issue_token(services.store, services.clock, services.secrets, logins[0])
    return DemoTeam(case=case, name=team.name, folder=repository.folder, login=logins[0], token=token)
