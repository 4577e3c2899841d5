"""How long what people write may be, for whoever asks them."""

from ownpath.school.change.models.shared import LINE_LENGTH as LINE_LENGTH
from ownpath.school.change.models.shared import TEXT_LENGTH as TEXT_LENGTH
from ownpath.school.change.models.shared import TITLE_LENGTH as TITLE_LENGTH
