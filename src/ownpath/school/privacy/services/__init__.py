"""The deeds of privacy: keep the audit, erase, and keep no longer than the district says."""

from ownpath.school.privacy.services.allowed import NotTheirs as NotTheirs
from ownpath.school.privacy.services.allowed import ensure_answers_for as ensure_answers_for
from ownpath.school.privacy.services.auditing import _noted as _noted
from ownpath.school.privacy.services.auditing import audited as audited
from ownpath.school.privacy.services.auditing import note_reads as note_reads
from ownpath.school.privacy.services.auditing import note_reads_of_deeds as note_reads_of_deeds
from ownpath.school.privacy.services.erasing import ErasurePlan as ErasurePlan
from ownpath.school.privacy.services.erasing import PlanIsStale as PlanIsStale
from ownpath.school.privacy.services.erasing import erase as erase
from ownpath.school.privacy.services.erasing import forget_foreseen as forget_foreseen
from ownpath.school.privacy.services.erasing import plan_erasure as plan_erasure
from ownpath.school.privacy.services.foreseeing import (
    foresee_in_background as foresee_in_background,
)
from ownpath.school.privacy.services.foreseeing import foreseen as foreseen
from ownpath.school.privacy.services.foreseeing import is_foreseeing as is_foreseeing
from ownpath.school.privacy.services.handing_out import CARD_DEEDS as CARD_DEEDS
from ownpath.school.privacy.services.handing_out import CardsAsked as CardsAsked
from ownpath.school.privacy.services.handing_out import CardsStage as CardsStage
from ownpath.school.privacy.services.handing_out import Unopened as Unopened
from ownpath.school.privacy.services.handing_out import drop_old_cards as drop_old_cards
from ownpath.school.privacy.services.handing_out import make_cards_apart as make_cards_apart
from ownpath.school.privacy.services.handing_out import open_cards as open_cards
from ownpath.school.privacy.services.handing_out import stage_of_cards as stage_of_cards
from ownpath.school.privacy.services.handing_out import title_of_cards as title_of_cards
from ownpath.school.privacy.services.handing_out import unopened_cards as unopened_cards
from ownpath.school.privacy.services.kits import drop_old_kits as drop_old_kits
from ownpath.school.privacy.services.kits import find_kit as find_kit
from ownpath.school.privacy.services.kits import latest_kit as latest_kit
from ownpath.school.privacy.services.retaining import YEARS as YEARS
from ownpath.school.privacy.services.retaining import ask_to_erase as ask_to_erase
from ownpath.school.privacy.services.retaining import cut_the_logs as cut_the_logs
from ownpath.school.privacy.services.retaining import set_retention as set_retention
