"""The deeds of plans: make and choose offers, practice, steer."""

from ownpath.school.plans.services.asking import ask_next as ask_next
from ownpath.school.plans.services.asking import go_further as go_further
from ownpath.school.plans.services.many import Prospect as Prospect
from ownpath.school.plans.services.many import look_out_for_many as look_out_for_many
from ownpath.school.plans.services.offering import choose_offer as choose_offer
from ownpath.school.plans.services.offering import ensure_offer_of as ensure_offer_of
from ownpath.school.plans.services.offering import ensure_offers as ensure_offers
from ownpath.school.plans.services.offering import finish_activity as finish_activity
from ownpath.school.plans.services.offering import let_go_goal as let_go_goal
from ownpath.school.plans.services.offering import make_offers as make_offers
from ownpath.school.plans.services.offering import put_back_offer as put_back_offer
from ownpath.school.plans.services.offering import set_goal as set_goal
from ownpath.school.plans.services.practicing import Reply as Reply
from ownpath.school.plans.services.practicing import answer_question as answer_question
from ownpath.school.plans.services.practicing import see_solution as see_solution
from ownpath.school.plans.services.practicing import take_hint as take_hint
from ownpath.school.plans.services.steering import lift_override as lift_override
from ownpath.school.plans.services.steering import lift_pace_word as lift_pace_word
from ownpath.school.plans.services.steering import mark_overrides_seen as mark_overrides_seen
from ownpath.school.plans.services.steering import pin_activity as pin_activity
from ownpath.school.plans.services.steering import set_pace_word as set_pace_word
from ownpath.school.plans.services.steering import set_timeline as set_timeline
from ownpath.school.plans.services.steering import veto_activity as veto_activity
