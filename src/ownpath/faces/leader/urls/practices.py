"""Addresses of practice cards, how they spread, visits, voices, and the books made of all of it."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.leader.views import books, practices, spread, visits, voices

urlpatterns = [
    path("change/practices/", practices.cards, name="practices"),
    path("change/practices/new/", practices.write, name="practice_new"),
    path("change/practices/spread/", spread.spread, name="spread"),
    path("change/practices/spread/<uuid:card>/<uuid:campus>/", spread.cell, name="spread_cell"),
    path(
        "change/practices/spread/<uuid:event>/take-back/",
        spread.take_back,
        name="spread_take_back",
    ),
    path("change/practices/visits/", visits.visits, name="visits"),
    path("change/practices/visits/<uuid:visit>/", visits.visit, name="visit"),
    path("change/practices/visits/<uuid:visit>/<slug:step>/", visits.move, name="visit_move"),
    path("change/practices/voices/<uuid:voice>/take-back/", voices.take_back, name="voice_out"),
    path("change/practices/<uuid:card>/", practices.card, name="practice"),
    path("change/practices/<uuid:card>/edit/", practices.edit, name="practice_edit"),
    path("change/practices/<uuid:card>/voices/", voices.voices, name="voices"),
    path("change/practices/<uuid:card>/<slug:step>/", practices.move, name="practice_move"),
    path("change/books/", books.books, name="books"),
    path("change/books/ask/<slug:kind>/", books.ask, name="book_ask"),
    path("change/books/jobs/<uuid:job>/", books.progress, name="book_progress"),
    path("change/books/<uuid:book>/", books.book, name="book"),
    path("change/books/<uuid:book>/pdf/", books.pdf, name="book_pdf"),
]
