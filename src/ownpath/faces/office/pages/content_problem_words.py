"""What can be wrong with a framework, a pack, a course or a question bank, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CORRECT = _("Correct it where it comes from and send the file again.")
_NOTHING = _("Nothing to do.")
_OTHER = _("Choose the kind of file that it is, or send another.")

CONTENT_KINDS: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "case.not-json": (_("this cannot be read as JSON"), _OTHER),
    "case.no-document": (
        _("this is not a package of the CASE standard, or not all of one"),
        _OTHER,
    ),
    "case.no-title": (_("the framework has no title"), _CORRECT),
    "case.no-identifier": (_("it has no identifier"), _CORRECT),
    "case.no-statement": (_("it says nothing"), _CORRECT),
    "case.identifier-form": (_("the identifier is not written as the standard does"), _CORRECT),
    "case.item-twice": (_("it stands there twice"), _NOTHING),
    "case.item-differs": (_("it stands there twice, and not alike"), _CORRECT),
    "case.association-end": (_("it joins something that is not in the file"), _NOTHING),
    "case.association-kind": (_("this way of joining two things is not known here"), _NOTHING),
    "case.association-self": (_("it joins something to itself"), _NOTHING),
    "case.association-twice": (_("it stands there twice"), _NOTHING),
    "case.parent-circle": (_("these stand inside each other"), _CORRECT),
    "case.part-not-kept": (_("this part of the package is not kept"), _NOTHING),
    "case.not-a-list": (_("a value is not as the standard has it"), _CORRECT),
    "case.not-an-object": (_("a value is not as the standard has it"), _CORRECT),
    "case.too-many": (_("there is more than can be taken"), _CORRECT),
    "case.outside": (_("it names something that is not in the file"), _NOTHING),
    "case.field": (_("a value is not as the standard has it"), _CORRECT),
    "case.definitions": (_("definitions of the package are not kept"), _NOTHING),
    "case.address": (_("this is not an address"), _CORRECT),
    "coherence.parent": (_("it stands under something that is not there"), _NOTHING),
    "coherence.part": (_("a part of the map cannot be read"), _CORRECT),
    "coherence.no-map": (_("this is not the Coherence Map"), _OTHER),
    "coherence.edge-dangling": (_("it joins something that is not in the file"), _NOTHING),
    "coherence.edge-self": (_("it joins something to itself"), _NOTHING),
    "coherence.edge-twice": (_("it stands there twice"), _NOTHING),
    "coherence.object": (_("this is not the Coherence Map"), _OTHER),
    "coherence.twice": (_("it stands there twice"), _NOTHING),
    "teks.empty": (_("there is no learning standard in it"), _OTHER),
    "teks.not-xml": (_("this cannot be read as XML"), _OTHER),
    "teks.no-id": (_("it has no identifier"), _CORRECT),
    "teks.equivalence-dangling": (_("it joins something that is not in the file"), _NOTHING),
    "teks.equivalence": (
        _("two standards are said to be alike and one is not there"),
        _NOTHING,
    ),
    "teks.twice": (_("it stands there twice"), _NOTHING),
    "teks.differs": (_("it stands there twice, and not alike"), _CORRECT),
    "oatutor.empty": (_("there is no problem in it"), _OTHER),
    "oatutor.not-tar": (_("this is not a tar file, or it was cut short"), _OTHER),
    "oatutor.no-answer": (_("a step has no answer"), _CORRECT),
    "oatutor.no-skill": (_("a step says no skill"), _CORRECT),
    "oatutor.no-step": (_("a problem has no step"), _CORRECT),
    "oatutor.member": (_("a part of the course cannot be read"), _CORRECT),
    "oatutor.type": (_("this kind of question is not known here"), _NOTHING),
    "oatutor.tutoring": (_("hints of a question cannot be read"), _NOTHING),
    "oatutor.choices": (_("a question has no choice that is right"), _CORRECT),
    "oatutor.skills": (_("a step says no skill"), _CORRECT),
    "oatutor.step": (_("a step cannot be read"), _CORRECT),
    "oatutor.problem": (_("a problem cannot be read"), _CORRECT),
    "oatutor.lesson": (_("a lesson cannot be read"), _CORRECT),
    "oatutor.pathway": (_("only the first pathway of hints is read"), _NOTHING),
    "qti.size": (_("the file is larger than a bank can be"), _OTHER),
    "qti.damaged": (_("it is not a zip file, or it was cut short"), _OTHER),
    "qti.missing": (_("a file that the package names is missing"), _CORRECT),
    "qti.unsupported": (_("this kind of question is not known here"), _NOTHING),
    "pack.format": (_("it is of another format than packs are"), _OTHER),
    "pack.missing": (_("there is no pack in it"), _OTHER),
    "pack.unreadable": (_("a file of the pack cannot be read"), _CORRECT),
    "entry.missing": (_("something that is needed is missing"), _CORRECT),
    "entry.twice": (_("it stands there twice"), _CORRECT),
    "reference.domain": (_("it names a domain that is not there"), _CORRECT),
}
