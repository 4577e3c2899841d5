"""What a leader types: checked here, written by services."""

from ownpath.faces.leader.forms.bells import BellForm
from ownpath.faces.leader.forms.fields import Choices as Choices
from ownpath.faces.leader.forms.happenings import HappeningForm as HappeningForm
from ownpath.faces.leader.forms.people import (
    AbsenceForm,
    AccommodationForm,
    CommitmentForm,
    ModelForm,
    OptOutForm,
    PolicyForm,
    ProgramForm,
    SizeForm,
    StaffForm,
    TieForm,
)
from ownpath.faces.leader.forms.places import CartForm, RoomForm, StationForm
from ownpath.faces.leader.forms.places import SetupForm as SetupForm
from ownpath.faces.leader.forms.school_days import CalendarForm, WeekForm

FORMS: dict[str, type[SetupForm]] = {
    "bells": BellForm,
    "week": WeekForm,
    "calendar": CalendarForm,
    "model": ModelForm,
    "room": RoomForm,
    "station": StationForm,
    "cart": CartForm,
    "staff": StaffForm,
    "absence": AbsenceForm,
    "size": SizeForm,
    "commitment": CommitmentForm,
    "accommodation": AccommodationForm,
    "program": ProgramForm,
    "opt-out": OptOutForm,
    "tie": TieForm,
    "policy": PolicyForm,
}
