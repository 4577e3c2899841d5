"""Say what a section works on; set frameworks aside; change, add, take out and bring back templates of own packs."""

from ownpath.school.curriculum.services.authoring import Draft as Draft
from ownpath.school.curriculum.services.authoring import DraftFault as DraftFault
from ownpath.school.curriculum.services.authoring import TemplateChanged as TemplateChanged
from ownpath.school.curriculum.services.authoring import add_template as add_template
from ownpath.school.curriculum.services.authoring import read_draft as read_draft
from ownpath.school.curriculum.services.authoring import save_template as save_template
from ownpath.school.curriculum.services.keeping import bring_back as bring_back
from ownpath.school.curriculum.services.keeping import put_back as put_back
from ownpath.school.curriculum.services.keeping import take_out as take_out
from ownpath.school.curriculum.services.keeping import undo_taking as undo_taking
from ownpath.school.curriculum.services.sections import follow_precedent as follow_precedent
from ownpath.school.curriculum.services.sections import let_classes_study as let_classes_study
from ownpath.school.curriculum.services.sections import take_back_study as take_back_study
from ownpath.school.curriculum.services.sections import use_framework as use_framework
from ownpath.school.curriculum.services.setting_aside import StillUsed as StillUsed
from ownpath.school.curriculum.services.setting_aside import set_aside as set_aside
from ownpath.school.curriculum.services.setting_aside import take_back as take_back
