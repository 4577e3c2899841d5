"""The words of the log: what somebody looked at or did, as a family may be told it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from ownpath.faces.office.pages.words import Words, word

LOOKS: Final[Words] = {
    "read.attendance": _("looked at attendance"),
    "read.audit": _("looked at who saw what"),
    "read.audit_file": _("took who saw what along"),
    "read.beliefs": _("looked at what is learned"),
    "read.record": _("looked at how the record of the child stands"),
    "read.choices": _("looked at what the family decided"),
    "read.changes": _("looked at what a change to a day would do"),
    "read.days": _("looked at planned and lived days"),
    "read.difference": _("looked at how two plans differ"),
    "read.evidence": _("looked at what was shown"),
    "read.messages": _("looked at messages"),
    "read.pilot_rows": _("looked at the rows of a pilot"),
    "read.pilots": _("looked at pilots"),
    "read.plan": _("looked at the plan of a day"),
    "read.room": _("looked at a room’s groups"),
    "read.room_now": _("looked at a room’s groups"),
    "read.roster": _("looked at the roster facts"),
    "read.set_up": _("looked at how a campus is set up"),
    "read.set_up_tables": _("looked at the tables of a campus"),
    "read.sheets": _("looked at the printed plan"),
    "read.sheets_file": _("took the printed plan along"),
    "read.stuck": _("looked at who is stuck"),
    "read.student": _("looked at the student’s page"),
    "read.student_days": _("looked at planned and lived days"),
    "read.survey": _("looked at a survey"),
    "read.tomorrow": _("looked at tomorrow’s plan"),
    "read.voice": _("looked at what was said"),
    "read.promise": _("looked at whom a promise did not reach"),
    "read.waiting": _("looked at who is still waiting"),
    "read.week": _("looked at the week"),
    "read.why": _("looked at why something was planned"),
    "read_messages": _("read messages"),
}
LEARNING: Final[Words] = {
    "answer": _("answered a question"),
    "answer_placement": _("answered on the first map"),
    "ask_first_map": _("asked for a first map"),
    "ask_next": _("went on to the next question"),
    "begin_placement": _("began the first map"),
    "choose_offer": _("chose what to do"),
    "clear_flag": _("said that somebody was helped"),
    "finish_activity": _("finished an activity"),
    "go_further": _("asked for more questions"),
    "keep_hope": _("kept a hope"),
    "let_go_goal": _("let a goal go"),
    "let_go_hope": _("let a hope go"),
    "lift": _("took a pin or a veto back"),
    "put_override_back": _("put a pin or a veto back"),
    "put_flag_back": _("took back that somebody was helped"),
    "move_on": _("let the student move on"),
    "observe": _("noted an observation"),
    "observe.take_back": _("took an observation back"),
    "pace": _("said how the pace is"),
    "pace.lift": _("took back how the pace is"),
    "pin": _("pinned an activity"),
    "put_back_offer": _("put an offer back"),
    "say_hope": _("wrote a hope"),
    "see_solution": _("looked at a solution"),
    "set_goal": _("set a goal"),
    "take_back_first_map": _("took a first map back"),
    "take_hint": _("took a hint"),
    "veto": _("took an activity away"),
}
VOICE: Final[Words] = {
    "answer_message": _("answered a message"),
    "answer_signal": _("answered a signal"),
    "take_answer_back": _("took back an answer to a signal"),
    "raise_concern": _("raised a concern"),
    "send_message": _("wrote a message"),
    "send_signal": _("sent a signal"),
    "take_back_signal": _("took a signal back"),
    "take_back_voice": _("took their words back"),
    "write_voice": _("wrote their words down"),
}
DAY: Final[Words] = {
    "ask_for_plan": _("had a day planned"),
    "cancel_job": _("stopped the planning of a day"),
    "pick_for_day": _("picked something for the day"),
    "publish_plan": _("published a plan"),
    "put_plan_back": _("took back that a plan was put aside"),
    "say_of_block": _("said how a block was"),
    "see_day_changes": _("saw what changed in the day"),
    "take_back_pick": _("took a pick back"),
    "tell_of_block": _("said how a block was"),
    "undo_publish": _("took a published plan back"),
    "withdraw_plan": _("put a plan aside"),
    "child_record": _("took the record of their child"),
    "child_record.ask": _("asked for the record of their child"),
    "own_record": _("took their own record"),
    "own_record.ask": _("asked for their own record"),
    "family.board": _("said whether the hall board shows the name"),
    "family.screen": _("said whether the child works at screens"),
    "ask_for_repair": _("had a day mended"),
    "take_change_back": _("took a change to the day back"),
    "ask_what_if": _("asked what a change to a day would do"),
    "lift_block_pin": _("took back what was decided for a block"),
    "mark_all_here": _("marked all as here"),
    "mark_attendance": _("marked attendance"),
    "mark_block.done": _("marked a block as done"),
    "mark_block.taken_back": _("took back that a block was done"),
    "mark_group.done": _("marked a group’s block as done"),
    "mark_group.taken_back": _("took back that a group’s block was done"),
    "open_block": _("opened a block"),
    "put_marks_back": _("took back a mark of attendance"),
    "pin_block": _("decided what a block holds"),
    "put_block_pin_back": _("put back what was decided for a block"),
    "review_plan": _("said what they think of a plan"),
    "see_changes": _("saw what changed in the day"),
    "set_up.tables": _("set a campus up with tables"),
    "set_up.begin": _("took rooms and adults from the roster"),
    "set_up.term": _("let the classes of a new term take over"),
    "set_up.classes": _("said which classes go on as they are"),
    "set_up.back": _("took back a step of the set-up"),
    "set_up.put_back": _("put back what was taken off or ended"),
}
VISION: Final[Words] = dict.fromkeys(
    (
        "adopt_vision", "discard_draft", "draft_vision", "end_adaptation", "enter_reading",
        "preview_vision", "read_indicators", "send_out_vision", "take_out_indicator", "answer_comment",
        "comment_on_vision", "decline_to_comment", "give_more_time",
    ),
    _("worked on the vision"),
)  # fmt: skip
CHANGE: Final[Words] = {
    "ask_visit": _("arranged a visit"),
    "take_back_spread": _("noted how a practice spreads"),
    "write_card": _("worked on a practice card"),
}
KINDS: Final[Words] = {
    "application": _("worked on an application"),
    "ask_for_book": _("had a book made"),
    "calendar": _("changed a calendar link"),
    "card": _("worked on a practice card"),
    "content": _("worked on the content"),
    "council": _("worked at the council’s table"),
    "end": _("ended something a campus is planned from"),
    "explore": _("changed what a class explores"),
    "family": _("said what the family decided"),
    "mentor": _("changed who mentors"),
    "opportunities": _("brought opportunities in"),
    "pilot": _("worked on a pilot"),
    "set_up": _("changed what a campus is planned from"),
    "teacher": _("noted who would begin"),
    "spread": _("noted how a practice spreads"),
    "visit": _("arranged a visit"),
    "voice": _("answered whether words may be quoted"),
}
"""Of deeds that come in kinds: what stands before the point."""


def tell_deed(deed: str, office: Words) -> str:
    """Say a deed; one nobody has words for is told by its name.

    >>> tell_deed("council.seat.take_up", {}), tell_deed("read.week", {}), tell_deed("x.y", {})
    ('worked at the council’s table', 'looked at the week', 'x.y')
    """
    for words in (office, LOOKS, LEARNING, VOICE, DAY, VISION, CHANGE):
        if deed in words:
            return word(words, deed)
    kind = deed.partition(".")[0]
    return word(KINDS, kind) if "." in deed and kind in KINDS else deed


AUDIT_KINDS: Final[Words] = {
    "looks": _("looked at something"),
    "learning": _("learning and teaching"),
    "voice": _("hopes, words and messages"),
    "day": _("days and plans"),
    "change": _("the district’s change"),
    "records": _("records, content and sign-in"),
}
"""What one may look for in the log."""
_WORDS_OF_KINDS: Final = {"learning": LEARNING, "voice": VOICE, "day": DAY}
_KIND_OF_FIRST: Final = {
    "read": "looks",
    "voice": "voice",
    "family": "day",
    "set_up": "day",
    "end": "day",
    **dict.fromkeys(
        (
            "application", "ask_for_book", "calendar", "card", "council", "explore", "mentor",
            "opportunities", "pilot", "spread", "teacher", "visit",
        ),
        "change",
    ),
}  # fmt: skip


def kind_of(deed: str) -> str:
    """Return which of `AUDIT_KINDS` a deed is.

    >>> kind_of("read.week"), kind_of("pin"), kind_of("council.seat.take_up"), kind_of("roster.import")
    ('looks', 'learning', 'change', 'records')
    """
    if deed in LOOKS:
        return "looks"
    for kind, words in _WORDS_OF_KINDS.items():
        if deed in words:
            return kind
    if deed in VISION or deed in CHANGE:
        return "change"
    return _KIND_OF_FIRST.get(deed.partition(".")[0], "records")
