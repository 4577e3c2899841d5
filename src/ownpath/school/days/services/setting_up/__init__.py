"""Set a campus up: time, places, people, what students are owed, blended models."""

from ownpath.school.days.services.setting_up.allowed import MayNotRun as MayNotRun
from ownpath.school.days.services.setting_up.allowed import NotOfHere as NotOfHere
from ownpath.school.days.services.setting_up.allowed import OutOfRange as OutOfRange
from ownpath.school.days.services.setting_up.beginning import Begun as Begun
from ownpath.school.days.services.setting_up.beginning import (
    begin_from_roster as begin_from_roster,
)
from ownpath.school.days.services.setting_up.calendars import (
    clear_calendar_day as clear_calendar_day,
)
from ownpath.school.days.services.setting_up.calendars import save_schedule as save_schedule
from ownpath.school.days.services.setting_up.calendars import (
    set_calendar_day as set_calendar_day,
)
from ownpath.school.days.services.setting_up.calendars import set_letters as set_letters
from ownpath.school.days.services.setting_up.calendars import set_weekday as set_weekday
from ownpath.school.days.services.setting_up.deciding import choose_model as choose_model
from ownpath.school.days.services.setting_up.deciding import end_model as end_model
from ownpath.school.days.services.setting_up.deciding import set_group_size as set_group_size
from ownpath.school.days.services.setting_up.deciding import set_policy as set_policy
from ownpath.school.days.services.setting_up.fixing import (
    fix_other_classes as fix_other_classes,
)
from ownpath.school.days.services.setting_up.new_term import AnotherTerm as AnotherTerm
from ownpath.school.days.services.setting_up.new_term import Follower as Follower
from ownpath.school.days.services.setting_up.new_term import NewTerm as NewTerm
from ownpath.school.days.services.setting_up.new_term import NothingTicked as NothingTicked
from ownpath.school.days.services.setting_up.new_term import begin_new_term as begin_new_term
from ownpath.school.days.services.setting_up.new_term import new_term as new_term
from ownpath.school.days.services.setting_up.places import save_cart as save_cart
from ownpath.school.days.services.setting_up.places import save_room as save_room
from ownpath.school.days.services.setting_up.places import save_station as save_station
from ownpath.school.days.services.setting_up.programs import join_program as join_program
from ownpath.school.days.services.setting_up.programs import leave_program as leave_program
from ownpath.school.days.services.setting_up.putting_back import (
    CannotStandAgain as CannotStandAgain,
)
from ownpath.school.days.services.setting_up.putting_back import Stood as Stood
from ownpath.school.days.services.setting_up.putting_back import (
    end_with_a_way_back as end_with_a_way_back,
)
from ownpath.school.days.services.setting_up.putting_back import put_back as put_back
from ownpath.school.days.services.setting_up.staff import note_absence as note_absence
from ownpath.school.days.services.setting_up.staff import save_staffing as save_staffing
from ownpath.school.days.services.setting_up.staff import set_adviser as set_adviser
from ownpath.school.days.services.setting_up.staff import take_back_absence as take_back_absence
from ownpath.school.days.services.setting_up.steps import StandsOnIt as StandsOnIt
from ownpath.school.days.services.setting_up.steps import (
    step_to_take_back as step_to_take_back,
)
from ownpath.school.days.services.setting_up.steps import take_step_back as take_step_back
from ownpath.school.days.services.setting_up.students import (
    end_accommodation as end_accommodation,
)
from ownpath.school.days.services.setting_up.students import end_commitment as end_commitment
from ownpath.school.days.services.setting_up.students import (
    keep_from_model as keep_from_model,
)
from ownpath.school.days.services.setting_up.students import let_into_model as let_into_model
from ownpath.school.days.services.setting_up.students import opt_in as opt_in
from ownpath.school.days.services.setting_up.students import opt_out as opt_out
from ownpath.school.days.services.setting_up.students import save_commitment as save_commitment
from ownpath.school.days.services.setting_up.students import (
    set_accommodation as set_accommodation,
)
from ownpath.school.days.services.setting_up.taking_off import StillNeeded as StillNeeded
from ownpath.school.days.services.setting_up.taking_off import TakenOff as TakenOff
from ownpath.school.days.services.setting_up.taking_off import take_off as take_off
from ownpath.school.days.services.setting_up.ties import tie as tie
from ownpath.school.days.services.setting_up.ties import untie as untie
from ownpath.school.days.services.setting_up.timetable import OtherClasses as OtherClasses
from ownpath.school.days.services.setting_up.timetable import other_classes as other_classes
from ownpath.school.days.services.setting_up.timetable import unplaced_at as unplaced_at
