"""What can be done with a pilot, from the idea to what became of it."""

from ownpath.school.change.services.pilots.amending import amend as amend
from ownpath.school.change.services.pilots.approving import approve as approve
from ownpath.school.change.services.pilots.approving import tell_campus as tell_campus
from ownpath.school.change.services.pilots.asking import ask_for_reckoning as ask_for_reckoning
from ownpath.school.change.services.pilots.cycling import begin_cycle as begin_cycle
from ownpath.school.change.services.pilots.cycling import conclude_cycle as conclude_cycle
from ownpath.school.change.services.pilots.cycling import look_at_cycle as look_at_cycle
from ownpath.school.change.services.pilots.cycling import plan_cycle as plan_cycle
from ownpath.school.change.services.pilots.ending import conclude as conclude
from ownpath.school.change.services.pilots.ending import note_learning as note_learning
from ownpath.school.change.services.pilots.ending import retry as retry
from ownpath.school.change.services.pilots.ending import stop as stop
from ownpath.school.change.services.pilots.ending import study as study
from ownpath.school.change.services.pilots.ending import (
    what_keeps_it_open as what_keeps_it_open,
)
from ownpath.school.change.services.pilots.proposing import MeasureSaid as MeasureSaid
from ownpath.school.change.services.pilots.proposing import drop_measure as drop_measure
from ownpath.school.change.services.pilots.proposing import (
    missing_in_measures as missing_in_measures,
)
from ownpath.school.change.services.pilots.proposing import missing_in_plan as missing_in_plan
from ownpath.school.change.services.pilots.proposing import propose as propose
from ownpath.school.change.services.pilots.proposing import rework as rework
from ownpath.school.change.services.pilots.proposing import save_measure as save_measure
from ownpath.school.change.services.pilots.proposing import save_pilot as save_pilot
from ownpath.school.change.services.pilots.proposing import set_sections as set_sections
from ownpath.school.change.services.pilots.proposing import whats_missing as whats_missing
from ownpath.school.change.services.pilots.refusing import NotComplete as NotComplete
from ownpath.school.change.services.pilots.refusing import OutOfRange as OutOfRange
from ownpath.school.change.services.pilots.refusing import ensure_in_order as ensure_in_order
from ownpath.school.change.services.pilots.refusing import (
    ensure_on_one_side as ensure_on_one_side,
)
from ownpath.school.change.services.pilots.starting import roll_of as roll_of
from ownpath.school.change.services.pilots.starting import start as start
from ownpath.school.change.services.pilots.starting import (
    what_stands_against as what_stands_against,
)
from ownpath.school.change.services.pilots.starting import who_was_not_told as who_was_not_told
from ownpath.school.change.services.pilots.telling import say_consent as say_consent
from ownpath.school.change.services.pilots.telling import send_notice as send_notice
from ownpath.school.change.services.pilots.watching import go_on as go_on
from ownpath.school.change.services.pilots.watching import watch_pilots as watch_pilots
