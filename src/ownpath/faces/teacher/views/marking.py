"""What was done in a block, marked by the adult in the room for one student or a group; and taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ownpath.errors import OutOfBounds
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.forms import MarkForm
from ownpath.faces.teacher.views.arriving import back
from ownpath.school.days.queries.room import student_in_block
from ownpath.school.days.services import NotTheirBlock, mark_block, mark_group
from ownpath.school.privacy.services import audited


class NothingMarked(OutOfBounds):
    """The form came without what is marked."""


@require_POST
@for_face("teacher")
def mark_done(request: SeenRequest, block: int) -> HttpResponse:
    """Mark a block of today as done, or take that back."""
    form = MarkForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    one = said.get("done") or said.get("undone")
    if one is not None:
        _mark_one(request, one, block, is_done=bool(said["done"]))
    elif said.get("group") and said["everybody"]:
        _mark_all(request, said["group"], block, is_done=said["everybody"] == "done")
    else:
        raise NothingMarked(_("We did not see what you marked."), next_step=_("Tap it again."))
    return back(request)


def _mark_one(request: SeenRequest, student: UUID, block: int, *, is_done: bool) -> None:
    who = student_in_block(uuid=student, day=request.today, block=block)
    if who is None:
        raise NotTheirBlock
    audited(
        by=request.user,
        about=who,
        deed="mark_block.done" if is_done else "mark_block.taken_back",
        detail=str(block + 1),
        now=request.now,
        do=lambda: mark_block(
            student=who,
            day=request.today,
            block=block,
            is_done=is_done,
            by=request.user,
            now=request.now,
        ),
    )


def _mark_all(request: SeenRequest, group: UUID, block: int, *, is_done: bool) -> None:
    audited(
        by=request.user,
        about=None,
        deed="mark_group.done" if is_done else "mark_group.taken_back",
        detail=f"{block + 1} {group}",
        now=request.now,
        do=lambda: mark_group(
            group=group, day=request.today, is_done=is_done, by=request.user, now=request.now
        ),
    )
