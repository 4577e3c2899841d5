"""Addresses of opportunities, applications, mentors, and the calendar of a leader."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.leader.views import (
    applications,
    calendar_feed,
    mentors,
    opportunities,
    opportunities_edit,
    opportunities_table,
    outcomes,
)

HERE = "change/opportunities/"
APPLICATION = f"{HERE}applications/<uuid:application>/"
MENTOR = f"{HERE}mentors/<uuid:mentor>/"
ONE = f"{HERE}<uuid:opportunity>/"

urlpatterns = [
    path(HERE, opportunities.opportunities, name="opportunities"),
    path(f"{HERE}board/", opportunities.board, name="opportunities_board"),
    path(f"{HERE}open/<uuid:about>/", opportunities.about, name="opportunity_about"),
    path(f"{HERE}new/", opportunities_edit.new, name="opportunity_new"),
    path(f"{HERE}import/", opportunities_table.bring_in, name="opportunities_import"),
    path(f"{HERE}export/", opportunities_table.export, name="opportunities_export"),
    path(f"{HERE}calendar/", calendar_feed.feed, name="calendar_feed"),
    path(f"{HERE}calendar/end/", calendar_feed.end, name="calendar_feed_end"),
    path(f"{HERE}mentors/", mentors.mentors, name="mentors"),
    path(f"{HERE}mentors/new/", mentors.new, name="mentor_new"),
    path(MENTOR, mentors.mentor, name="mentor"),
    path(f"{MENTOR}edit/", mentors.edit, name="mentor_edit"),
    path(f"{MENTOR}meeting/", mentors.set_next, name="mentor_meeting"),
    path(f"{MENTOR}held/", mentors.held, name="mentor_held"),
    path(f"{MENTOR}end/", mentors.end, name="mentor_end"),
    path(APPLICATION, applications.application, name="application"),
    path(f"{APPLICATION}edit/", applications.edit, name="application_edit"),
    path(f"{APPLICATION}award/", outcomes.award, name="application_award"),
    path(f"{APPLICATION}lost/", outcomes.lost, name="application_lost"),
    path(f"{APPLICATION}steps/<slug:deed>/", applications.step, name="application_step"),
    path(
        f"{APPLICATION}requirements/<uuid:requirement>/",
        applications.requirement,
        name="application_requirement",
    ),
    path(f"{APPLICATION}duties/", outcomes.new_duty, name="application_duty_new"),
    path(
        f"{APPLICATION}duties/<uuid:duty>/",
        outcomes.duty,
        name="application_duty",
    ),
    path(f"{APPLICATION}files/", applications.attach_file, name="attachment_new"),
    path(f"{HERE}files/<uuid:attachment>/", applications.attachment, name="attachment"),
    path(
        f"{HERE}files/<uuid:attachment>/remove/",
        applications.remove_file,
        name="attachment_remove",
    ),
    path(ONE, opportunities.opportunity, name="opportunity"),
    path(f"{ONE}edit/", opportunities_edit.edit, name="opportunity_edit"),
    path(f"{ONE}round/", opportunities_edit.next_round, name="opportunity_round"),
    path(f"{ONE}away/", opportunities_edit.put_away, name="opportunity_away"),
    path(f"{ONE}apply/", applications.start, name="opportunity_apply"),
    path("change/calendar/<str:secret>.ics", calendar_feed.calendar, name="calendar"),
]
