"""The deeds of people: come in, and choose for oneself."""

from ownpath.school.people.services.choosing import THEMES as THEMES
from ownpath.school.people.services.choosing import TITLES as TITLES
from ownpath.school.people.services.choosing import NoPasswordHere as NoPasswordHere
from ownpath.school.people.services.choosing import change_password as change_password
from ownpath.school.people.services.choosing import set_language as set_language
from ownpath.school.people.services.choosing import set_theme as set_theme
from ownpath.school.people.services.choosing import set_title as set_title
from ownpath.school.people.services.districts import MINUTES_ON_SHARED as MINUTES_ON_SHARED
from ownpath.school.people.services.districts import DistrictFacts as DistrictFacts
from ownpath.school.people.services.districts import close_campus as close_campus
from ownpath.school.people.services.districts import differences as differences
from ownpath.school.people.services.districts import facts_of as facts_of
from ownpath.school.people.services.districts import is_address as is_address
from ownpath.school.people.services.districts import mark_simulated as mark_simulated
from ownpath.school.people.services.districts import open_campus_again as open_campus_again
from ownpath.school.people.services.districts import set_district_facts as set_district_facts
from ownpath.school.people.services.districts import zones_there_are as zones_there_are
from ownpath.school.people.services.first_keys import BY_HAND as BY_HAND
from ownpath.school.people.services.first_keys import give_by_hand as give_by_hand
from ownpath.school.people.services.first_keys import let_in as let_in
from ownpath.school.people.services.first_keys import (
    prepare_first_password as prepare_first_password,
)
from ownpath.school.people.services.forgetting import (
    forget_failures_of as forget_failures_of,
)
from ownpath.school.people.services.forgetting import forget_in_imports as forget_in_imports
from ownpath.school.people.services.helping import NewPassword as NewPassword
from ownpath.school.people.services.helping import count_failures as count_failures
from ownpath.school.people.services.helping import count_what_hinders as count_what_hinders
from ownpath.school.people.services.helping import ensure_may_help as ensure_may_help
from ownpath.school.people.services.helping import forget_second_factor as forget_second_factor
from ownpath.school.people.services.helping import keep_password as keep_password
from ownpath.school.people.services.helping import let_try_again as let_try_again
from ownpath.school.people.services.helping import make_theirs as make_theirs
from ownpath.school.people.services.helping import may_have_password as may_have_password
from ownpath.school.people.services.helping import prepare_password as prepare_password
from ownpath.school.people.services.signing_in import Simulated as Simulated
from ownpath.school.people.services.signing_in import (
    check_name_and_password as check_name_and_password,
)
from ownpath.school.people.services.signing_in import (
    check_password_again as check_password_again,
)
from ownpath.school.people.services.signing_in import find_by_identity as find_by_identity
from ownpath.school.people.services.signing_in import find_simulated as find_simulated
from ownpath.school.people.services.signing_in import knock_of as knock_of
from ownpath.school.people.services.signing_in import may_come_in as may_come_in
from ownpath.school.people.services.signing_in import sign_in as sign_in
from ownpath.school.people.services.signing_in import simulated_cast as simulated_cast
from ownpath.school.people.services.throttling import Knock as Knock
from ownpath.school.people.services.throttling import account_key_of as account_key_of
from ownpath.school.people.services.throttling import forget_failures as forget_failures
from ownpath.school.people.services.throttling import (
    forget_sign_in_failures as forget_sign_in_failures,
)
from ownpath.school.people.services.throttling import may_try as may_try
from ownpath.school.people.services.throttling import note_failure as note_failure
