"""Rounds of peer evaluation and the log of events, in SQL."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from core.school import Event, EventKind, Facts, Pairing, Round
from store.sql_schema import events, pairings, rounds


class SqlRounds:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def add(self, *, opened_at: datetime, seed: int, pairings: Sequence[Pairing]) -> Round:
        query = insert(rounds).values(opened_at=opened_at, seed=seed).returning(rounds.c.id)
        round_id: int = self.connection.execute(query).one().id
        self.add_pairings(round_id, pairings)
        return Round(id=round_id, opened_at=opened_at, seed=seed, pairings=tuple(pairings))

    def add_pairings(self, round_id: int, made: Sequence[Pairing]) -> None:
        rows = [
            {
                "round_id": round_id,
                "submission_id": pairing.submission_id,
                "evaluator_id": pairing.evaluator_id,
                "reason": pairing.reason,
            }
            for pairing in made
        ]
        if rows:
            self.connection.execute(insert(pairings), rows)

    def all(self) -> list[Round]:
        found = self.connection.execute(select(rounds).order_by(rounds.c.id)).all()
        return [
            Round(id=row.id, opened_at=row.opened_at, seed=row.seed, pairings=self.pairings_of(row.id)) for row in found
        ]

    def pairings_of(self, round_id: int) -> tuple[Pairing, ...]:
        query = select(pairings).where(pairings.c.round_id == round_id)
        rows = self.connection.execute(query.order_by(pairings.c.submission_id, pairings.c.evaluator_id))
        return tuple(
            Pairing(submission_id=row.submission_id, evaluator_id=row.evaluator_id, reason=row.reason) for row in rows
        )


class SqlEvents:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def append(self, kind: EventKind, at: datetime, facts: Facts) -> None:
        text = json.dumps(dict(facts), sort_keys=True)
        self.connection.execute(insert(events).values(kind=kind, at=at, facts=text))

    def all(self) -> list[Event]:
        rows = self.connection.execute(select(events).order_by(events.c.id))
        return [Event(id=row.id, at=row.at, kind=EventKind(row.kind), facts=json.loads(row.facts)) for row in rows]
