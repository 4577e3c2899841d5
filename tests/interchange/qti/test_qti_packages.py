"""QTI packages: ours out and in again, equal; foreign ones read; what we cannot take is named; bombs refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from ownpath.interchange.qti.read import read_items
from ownpath.interchange.qti.records import (
    AssessmentItem,
    Choice,
    Interaction,
    ItemPackage,
    Response,
)
from ownpath.interchange.qti.wording import UnsayableError, as_text
from ownpath.interchange.qti.write import write_items

AB = (
    Choice(identifier="a", html="one &amp; <math><mn>1</mn></math>", feedback="<p>Count.</p>"),
    Choice(identifier="b", html="two"),
)
CD = (Choice(identifier="c", html="dos"), Choice(identifier="d", html="uno"))


def _item(
    kind: str, cardinality: str, base: str, correct: tuple[str, ...], **more: object
) -> AssessmentItem:
    interaction = Interaction(kind=kind, response="R", **more)  # type: ignore[arg-type]
    response = Response(
        identifier="R", cardinality=cardinality, base_type=base, correct=correct
    )
    return AssessmentItem(
        identifier=f"item-{kind}",
        title="A title",
        language="en",
        body='<p>Which <strong>one</strong>, <math alttext="a half"><mfrac><mn>1</mn><mn>2</mn></mfrac></math>?</p>'
        '<p><slot name="R"/></p><p><img alt="A bar" src="../images/x.svg"/></p>',
        interactions=(interaction,),
        responses=(response,),
        feedback=(("HINT1", "<p>Look.</p>"), ("SOLUTION1", "<p>Done.</p>")),
        labels=("M3.FR.01", "3.NF.A.1"),
    )


ITEMS = (
    _item("choice", "single", "identifier", ("a",), choices=AB, shuffle=True),
    _item("inline-choice", "single", "identifier", ("b",), choices=AB),
    _item("text-entry", "single", "float", ("0.5",)),
    _item("order", "ordered", "identifier", ("b", "a"), choices=AB),
    _item("match", "multiple", "directedPair", ("a d", "b c"), choices=AB, targets=CD),
    _item("slider", "single", "float", ("3",), lower="0", upper="10", step="1"),
)
PACKAGE = ItemPackage(
    identifier="bank-1", title="A bank", items=ITEMS, files={"images/x.svg": b"<svg/>"}
)
OLD = """<?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="old"
 title="Old" adaptive="false" timeDependent="false"><responseDeclaration identifier="RESPONSE" cardinality="multiple"
 baseType="identifier"><mapping><mapEntry mapKey="A" mappedValue="1"/><mapEntry mapKey="B" mappedValue="-1"/></mapping>
 </responseDeclaration><itemBody>{body}</itemBody></assessmentItem>"""
CHOICE = """<choiceInteraction responseIdentifier="RESPONSE" maxChoices="0"><prompt>Pick</prompt>
 <simpleChoice identifier="A">Four</simpleChoice><simpleChoice identifier="B">Five</simpleChoice></choiceInteraction>"""


def _zip(
    item: str, *, name: str = "a.xml", kind: str = "imsqti_item_xmlv2p1", href: str = "a.xml"
) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        manifest = (
            f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><resources>'
            f'<resource identifier="r" type="{kind}" href="{href}"><file href="{href}"/></resource>'
            "</resources></manifest>"
        )
        archive.writestr("imsmanifest.xml", manifest)
        archive.writestr(name, item)
    return held.getvalue()


class TestOutAndIn:
    def test_gives_equal_records_and_equal_bytes(self) -> None:
        written = write_items(PACKAGE)

        package, problems = read_items(written)

        assert problems == []
        assert package == PACKAGE
        assert package is not None
        assert write_items(package) == written


class TestReadingOthers:
    @pytest.mark.parametrize("kind", ["imsqti_item_xmlv2p1", "imsqti_item_xmlv2p2"])
    def test_reads_version_2(self, kind: str) -> None:
        package, problems = read_items(
            _zip(OLD.format(body=f"<p>Which?</p>{CHOICE}"), kind=kind)
        )

        assert problems == []
        assert package is not None
        (item,) = package.items
        assert (item.interactions[0].max_choices, item.interactions[0].prompt) == (0, "Pick")
        assert item.responses[0].mapped == ("A",)

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            ('<hotspotInteraction responseIdentifier="RESPONSE"/>', "hotspot"),
            ('<extendedTextInteraction responseIdentifier="RESPONSE"/>', "extended-text"),
            ("<p>Nothing.</p>", "asks nothing"),
            (f'{CHOICE}<object data="a.mp4" type="video/mp4"/>', "media object"),
            ('<matchInteraction responseIdentifier="RESPONSE"/>', "without two sets"),
        ],
    )
    def test_names_file_and_reason_of_what_we_cannot_take(self, body: str, reason: str) -> None:
        package, problems = read_items(_zip(OLD.format(body=body)))

        assert package is not None
        assert package.items == ()
        assert [(problem.where, reason in problem.what) for problem in problems] == [
            ("a.xml", True)
        ]


class TestRefusing:
    def test_entities(self) -> None:
        bomb = (
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
            + OLD.format(body="<p>&b;</p>").split("?>")[1]
        )

        package, problems = read_items(_zip(bomb))

        assert package is not None
        assert package.items == ()
        assert problems[0].code == "qti.entities"

    @pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml"])
    def test_names_that_lead_out(self, name: str) -> None:
        inside = read_items(_zip(OLD.format(body=CHOICE), name=name))
        named = read_items(_zip(OLD.format(body=CHOICE), href=name))

        assert inside[0] is None
        assert "leads out" in inside[1][0].what
        assert named[1][0].code == "qti.path"

    def test_bombs_and_what_is_no_zip(self) -> None:
        bomb, problems = read_items(_zip("0" * 30_000_000))
        torn, said = read_items(b"PK nothing")

        assert (bomb, torn) == (None, None)
        assert "times its size" in problems[0].what
        assert "not a zip" in said[0].what

    def test_what_is_nested_too_deep(self) -> None:
        deep = OLD.format(body="<p>" * 5000 + "</p>" * 5000 + CHOICE)

        package, problems = read_items(_zip(deep))

        assert package is not None
        assert package.items == ()
        assert problems[0].code in ("qti.deep", "qti.xml")


class TestAsText:
    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("<p>A</p><p>B {x} $5</p>", "A\n\nB {{x}} $$5"),
            ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
            ("<table><tr><th>n</th></tr><tr><td>1</td></tr></table>", "| n |\n| 1 |"),
            (
                "<math><mrow><mn>1,250</mn><mo>\u2212</mo><msup><mi>x</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msup></mrow></math>",
                "$1250 - x^(n + 1)$",
            ),
            (
                "<math><mrow><mn>1</mn><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow></math>",
                "$1 1/2$",
            ),
            ("<math><msqrt><mi>x</mi></msqrt></math>", "$sqrt(x)$"),
        ],
    )
    def test_says_it_in_our_notation(self, html: str, text: str) -> None:
        assert as_text(html) == text

    @pytest.mark.parametrize(
        "html", ["<img src='a.png'/>", "<math><mtable/></math>", "<form/>"]
    )
    def test_says_what_it_cannot_say(self, html: str) -> None:
        with pytest.raises(UnsayableError):
            as_text(html)
