"""Who evaluates whom, asked one at a time: slots that open and close all day, and an answer at once."""

from matching.online.asking import Submission, submission_at
from matching.online.bookings import Booking, Place, Request, State, View
from matching.online.desk import Desk
from matching.online.terms import DeskTerms

__all__ = ["Booking", "Desk", "DeskTerms", "Place", "Request", "State", "Submission", "View", "submission_at"]
