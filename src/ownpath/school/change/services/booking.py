"""Make books beside the server: asked for, gathered once, told in both languages, set, and kept for good."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from ownpath import clock
from ownpath.errors import Conflict
from ownpath.kit.typesetting import set_book
from ownpath.school.change.access import ensure_may_decide
from ownpath.school.change.models import Book, BookJob
from ownpath.school.change.models.shared import TEXT_LENGTH
from ownpath.school.change.queries.books import Making, gather_making, tell_book
from ownpath.school.change.services.wording import LANGUAGES, ensure_words
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

GOING = (BookJob.State.WAITING, BookJob.State.RUNNING)
IS_DEAD_AFTER = timedelta(minutes=10)  # without a sign of life
BROKE = "broke"
N_STEPS = 2 + 2 * len(LANGUAGES)

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


class BeingMade(Conflict):
    """The same book is on its way already."""


@deed
def ask_for_book(
    *,
    district: District,
    kind: str,
    asks: Mapping[str, str] | None = None,
    by: Person | None,
    now: datetime,
) -> BookJob:
    """Ask for a playbook or a board packet, in both languages; `asks` is what is asked of the board, by language.

    Raises
    ------
    BeingMade
    """
    ensure_may_decide(by=by, district=district, campus=None, now=now)
    if kind not in Book.Kind.values:
        raise ValueError(f"kind={kind!r}: expected one of {Book.Kind.values}")
    going = BookJob.objects.filter(district=district, kind=kind, state__in=GOING)
    dead = going.filter(made_at__lt=now - IS_DEAD_AFTER).exclude(
        beat_at__gt=now - IS_DEAD_AFTER
    )
    dead.update(state=BookJob.State.FAILED, ended_at=now, problem=BROKE)
    if going.exists():
        raise BeingMade(
            _("This book is being made already."),
            next_step=_("Wait a moment; it comes by itself."),
        )
    job = BookJob.objects.create(
        district=district,
        kind=kind,
        asks={
            language: ensure_words(
                _("what we ask"),
                (asks or {}).get(language, ""),
                most=TEXT_LENGTH,
                may_be_empty=True,
            )
            for language in LANGUAGES
        },
        total=N_STEPS,
        made_by=by,
        made_at=now,
    )
    make_book.enqueue(str(job.uuid))
    return job


@task()
def make_book(job: str) -> None:
    """Make one book; runs in the worker's process."""
    do_book_job(uuid=UUID(job), clock=clock.now)  # noqa: TID251 - the worker is where a clock is read


def do_book_job(*, uuid: UUID, clock: Clock) -> None:
    """Do one making. What breaks is logged and told without details; nothing half made is kept."""
    claimed = BookJob.objects.filter(uuid=uuid, state=BookJob.State.WAITING)
    if not claimed.update(state=BookJob.State.RUNNING, beat_at=clock()):
        return
    job = BookJob.objects.select_related("district", "made_by").get(uuid=uuid)
    try:
        _make(job, clock)
    except Exception:
        logger.exception("A book stopped on its way; nothing of it was kept.")
        BookJob.objects.filter(pk=job.pk).update(
            state=BookJob.State.FAILED, ended_at=clock(), problem=BROKE
        )


def _make(job: BookJob, clock: Clock) -> None:
    _tell(job, clock, "reading", 0)
    making = gather_making(job=job, now=clock())
    made: list[tuple[dict[str, Any], bytes]] = []
    for place, language in enumerate(LANGUAGES):
        _tell(job, clock, "writing", 1 + 2 * place)
        told = tell_book(making=making, language=language)
        _tell(job, clock, "setting", 2 + 2 * place)
        pdf = set_book(told)
        made.append(({**told, "n_bytes": len(pdf)}, pdf))
    _tell(job, clock, "keeping", N_STEPS - 1)
    _keep(job=job, making=making, made=made, now=clock())


def _tell(job: BookJob, clock: Clock, step: str, done: int) -> None:
    BookJob.objects.filter(pk=job.pk).update(step=step, done=done, beat_at=clock())


@deed
def _keep(
    *, job: BookJob, making: Making, made: list[tuple[dict[str, Any], bytes]], now: datetime
) -> None:
    """Keep both languages of an edition and the end of the making, all or nothing.

    Nothing is kept of a making that was stopped meanwhile: somebody was erased who may stand in it.
    """
    going = BookJob.objects.select_for_update().filter(pk=job.pk, state=BookJob.State.RUNNING)
    if not going.exists():
        return
    for told, pdf in made:
        Book.objects.create(
            district=job.district,
            kind=job.kind,
            edition=making.edition,
            language=told["language"],
            title=f"{told['title']} · {told['dated']}",
            told=told,
            pdf=pdf,
            digest=hashlib.sha256(pdf).hexdigest(),
            made_by=job.made_by,
            made_at=making.now,
        )
    BookJob.objects.filter(pk=job.pk).update(
        state=BookJob.State.DONE, done=N_STEPS, ended_at=now, edition=making.edition
    )


def set_books_anew(*, district: District, now: datetime) -> list[str]:
    """Set the books anew that lost their bytes because something was taken out of them; return which, for the log."""
    del now
    waiting = Book.objects.filter(district=district, digest="").defer("pdf")
    done = []
    for book in waiting.order_by("pk"):
        pdf = set_book(book.told)
        _keep_anew(book=book, pdf=pdf)
        done.append(f"{district.name}: set {book.kind} {book.edition} ({book.language}) anew")
    return done


@deed
def _keep_anew(*, book: Book, pdf: bytes) -> None:
    """Keep new bytes of a book, unless it was told anew once more meanwhile."""
    row = Book.objects.select_for_update().defer("pdf").filter(pk=book.pk, digest="").first()
    if row is not None and row.told == book.told:
        told = {**row.told, "n_bytes": len(pdf)}
        digest = hashlib.sha256(pdf).hexdigest()
        Book.objects.filter(pk=row.pk).update(pdf=pdf, digest=digest, told=told)


class BeingSetAnew(Conflict):
    """Something was taken out of a book, and its bytes are being made anew."""


class ChangedMeanwhile(Conflict):
    """The bytes are not those that were made."""


def bytes_of(book: Book) -> bytes:
    """Return the PDF of a book as it was made; refuse bytes that somebody changed in the database.

    Raises
    ------
    BeingSetAnew, ChangedMeanwhile
    """
    if not book.digest:
        raise BeingSetAnew(
            _("Something was taken out of this copy; it is being set anew."),
            next_step=_("Read it as a page meanwhile, and come back in some minutes."),
        )
    pdf = bytes(book.pdf)
    if hashlib.sha256(pdf).hexdigest() != book.digest:
        raise ChangedMeanwhile(
            format_lazy(
                _("This copy is not the one that was made: {title}."), title=book.title
            ),
            next_step=_("Restore it from a backup, and ask who changed the database."),
        )
    return pdf
