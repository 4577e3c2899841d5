"""Content for other programs: frameworks as CASE, items as QTI."""

from ownpath.school.curriculum.exports.frameworks import (
    build_framework_package as build_framework_package,
)
from ownpath.school.curriculum.exports.frameworks import identifier_of as identifier_of
from ownpath.school.curriculum.exports.items import build_item_package as build_item_package
