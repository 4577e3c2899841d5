"""What a browser of Ownpath sends, step by step, for the load harness (sign in, my day, start, answers, reports).

An answer is what the child does for one question: the answer itself and, once the question is closed, the next
question, which comes along with the reply as it does in the browser; both are there before the verb returns, so that
nothing of the work per answer is left out.
"""

from __future__ import annotations

import html
import os
import random
import re
import sqlite3
import time
from collections import defaultdict
from typing import Any
from uuid import uuid4

import aiohttp
from drivers.base import BaseDriver, Fail
from people import PASSWORD

CSRF = re.compile(r'<meta name="csrf-token" content="([^"]+)"')
FORM_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
OFFER = re.compile(
    r'action="/me/offers/([0-9a-f-]{36})/choose"[^>]*data-kind="practice"|data-kind="practice"[^>]*action="/me/offers/([0-9a-f-]{36})/choose"'
)
GO_ON = re.compile(
    r'data-go-on href="(/me/practice/[0-9a-f-]{36}/)"|href="(/me/practice/[0-9a-f-]{36}/)"[^>]*data-go-on'
)
QUESTION = re.compile(r'data-question="([0-9a-f-]{36})"')
FIELD = re.compile(
    r'<(?:input|textarea)[^>]*\bname="(answer|blank-[^"]+|match-[^"]+)"[^>]*>|<select[^>]*\bname="([^"]+)"'
)
SELECT = re.compile(r'<select[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', re.S)
OPTION = re.compile(r'<option value="([^"]+)"')
NOT_READ = 422
LETTER_KEY = re.compile(
    r'data-put="([a-z])"'
)  # a letter the question uses, on a key beside the answer
VALUE = re.compile(r'\bvalue="([^"]*)"')


class Driver(BaseDriver):
    """One browser's requests to Ownpath."""

    name = "ownpath"

    def __init__(self, base_url: str, fixture: dict[str, Any]) -> None:
        super().__init__(base_url, fixture)
        self.database = os.environ["OWNPATH_BENCH_DATABASE"]  # a file, or a PostgreSQL address
        self.tokens: dict[int, str] = {}
        self.seconds: dict[str, list[float]] = defaultdict(list)  # by kind of request
        self.sent: dict[str, list[float]] = defaultdict(list)  # when each of them was

    def learners(self) -> list[str]:
        """Return user names of students, spread over the classes like a real morning."""
        return list(self.fx["learners"])

    async def _page(
        self, op: str, response: aiohttp.ClientResponse, ok: tuple[int, ...] = (200,)
    ) -> str:
        text = (await response.read()).decode("utf8", "replace")
        if response.status not in ok:
            raise Fail(op, response.status, text)
        return text

    async def get(self, op: str, http: aiohttp.ClientSession, path: str) -> str:
        """Open a page and return it."""
        begun = time.perf_counter()
        async with http.get(self.base + path) as response:
            text = await self._page(op, response)
        self._remember(http, text)
        self._time(op, begun)
        return text

    async def post(
        self, op: str, http: aiohttp.ClientSession, path: str, fields: Any, *, is_fragment: bool
    ) -> str:
        """Send a form, as the page's own script or as a plain form, and return what comes back."""
        begun = time.perf_counter()
        headers = {"X-CSRFToken": self.tokens.get(id(http), "")}
        if is_fragment:
            headers["HX-Request"] = "true"
        async with http.post(self.base + path, data=fields, headers=headers) as response:
            text = await self._page(op, response)
        self._remember(http, text)
        self._time(op, begun)
        return text

    def _time(self, op: str, begun: float) -> None:
        self.seconds[op].append(time.perf_counter() - begun)
        self.sent[op].append(begun)

    def _remember(self, http: aiohttp.ClientSession, text: str) -> None:
        found = CSRF.search(text) or FORM_CSRF.search(text)
        if found:
            self.tokens[id(http)] = html.unescape(found.group(1))

    async def _sign_in(self, http: aiohttp.ClientSession, username: str) -> str:
        await self.get("sign-in page", http, "/sign-in")
        fields = {
            "csrfmiddlewaretoken": self.tokens[id(http)],
            "name": username,
            "password": PASSWORD,
        }
        return await self.post("sign-in", http, "/sign-in", fields, is_fragment=False)

    async def login(self, http: aiohttp.ClientSession, username: str) -> None:
        """Sign in and land on My day."""
        text = await self._sign_in(http, username)
        if "/sign-out" not in text:
            raise Fail("login", "not-in", text[:100])

    async def home(self, http: aiohttp.ClientSession, username: str) -> None:
        """Open My day."""
        text = await self.get("my day", http, "/me/")
        if "/me/offers/" not in text and "/me/practice/" not in text:
            raise Fail("home", "empty", text[:100])

    async def start(self, http: aiohttp.ClientSession, username: str, n: int) -> dict[str, Any]:
        """Begin practice: go on with what is open, else choose the first practice on offer, or among more ideas."""
        day = await self.get("my day", http, "/me/")
        going, offered = GO_ON.search(day), OFFER.search(day)
        if not going and not offered:
            offered = OFFER.search(await self.get("more ideas", http, "/me/ideas/"))
        if going:
            page = await self.get("open", http, going.group(1) or going.group(2))
        elif offered:
            return await self.choose(http, offered)
        else:
            raise Fail("start", "nothing-to-practice", day[:100])
        if "data-check>" in page:
            return self.turn(page)
        following = await self.post(  # answered the last time, and not gone on
            "next", http, f"/me/practice/{self.sitting(page)}/next", {}, is_fragment=True
        )
        if 'data-finished="yes"' in following:
            return await self.start(http, username, n)
        return {**self.turn(following), "page": page}

    async def choose(
        self, http: aiohttp.ClientSession, offered: re.Match[str]
    ) -> dict[str, Any]:
        """Begin a practice on offer and return its first question."""
        uuid = offered.group(1) or offered.group(2)
        page = await self.post(
            "choose and open", http, f"/me/offers/{uuid}/choose", {}, is_fragment=False
        )
        if "data-check>" not in page:
            raise Fail("start", "no-question", page[:100])
        return self.turn(page)

    def turn(self, page: str) -> dict[str, Any]:
        """Return the open question of a page and an answer to send, or that there is none."""
        question = QUESTION.search(page)
        if question is None:
            return {"finished": True}
        form = page[question.start() :]
        form = form[: form.find("</form>")]
        return {
            "question": question.group(1),
            "fields": self._guess(form),
            "otherwise": self._equation(form),
            "page": page,
        }

    @staticmethod
    def _equation(form: str) -> list[tuple[str, str]]:
        """Return what to write where a number is not what is asked for: a relation in a letter of the question."""
        letter = LETTER_KEY.search(form)
        return [("answer", f"{letter.group(1) if letter else 'x'} = 2")]

    def _guess(self, form: str) -> list[tuple[str, str]]:
        """Fill the tool with something readable; most of it is not right, as with real beginners."""
        fields: dict[str, list[str]] = {}
        for found in FIELD.finditer(form):
            name = html.unescape(found.group(1) or found.group(2))
            value = VALUE.search(found.group(0))
            fields.setdefault(name, []).append(html.unescape(value.group(1)) if value else "")
        for name, options in SELECT.findall(form):
            fields[html.unescape(name)] = [
                html.unescape(value) for value in OPTION.findall(options)
            ]
        if "data-ordering" in form:
            return [("answer", one) for one in fields["answer"]]
        if "data-matching" in form:  # each target once
            targets = random.sample(next(iter(fields.values())), len(fields))
            return list(zip(fields, targets, strict=True))
        guess = [
            (
                name,
                random.choice([one for one in values if one] or [str(random.randint(1, 20))]),
            )
            for name, values in fields.items()
            if not name.startswith("place-")
        ]
        return guess or [("answer", "1")]

    async def send(self, http: aiohttp.ClientSession, ctx: dict[str, Any], attempt: str) -> str:
        """Send an answer to the open question and return the reply; the same attempt may be sent again."""
        fields = [("attempt", attempt), ("held_seconds", "0"), *ctx["fields"]]
        text = await self.post(
            "answer", http, f"/me/questions/{ctx['question']}/answer", fields, is_fragment=True
        )
        if f'data-attempt="{attempt}"' not in text or "data-correct=" not in text:
            raise Fail("answer", "no-reply", text[:200])
        return text

    async def answer(self, http: aiohttp.ClientSession, ctx: dict[str, Any], k: int) -> str:
        """Answer the open question, ask for the next one if it closed, and return the acknowledged attempt."""
        if ctx.pop("finished", False):
            ctx.update(await self.go_on(http, ctx, k))
        attempt = str(uuid4())
        try:
            text = await self.send(http, ctx, attempt)
        except Fail as refused:
            if refused.status != NOT_READ:
                raise
            ctx["fields"] = ctx["otherwise"]  # asked to write it another way, as a child is
            text = await self.send(http, ctx, attempt)
        if 'data-finished="yes"' in text:
            ctx["finished"] = True
        elif 'data-closed="yes"' in text:
            turn = self.turn(text)
            if "question" not in turn:
                raise Fail("answer", "no-next-question", text[:200])
            ctx.update({key: turn[key] for key in turn if key != "page"})
        return attempt

    @staticmethod
    def sitting(page: str) -> str:
        """Return which practice a page belongs to."""
        found = re.search(r"/me/practice/([0-9a-f-]{36})/next", page)
        if found is None:
            raise Fail("answer", "no-way-on", page[:100])
        return found.group(1)

    async def go_on(
        self, http: aiohttp.ClientSession, ctx: dict[str, Any], k: int
    ) -> dict[str, Any]:
        """See that the practice is through; take a few more like these, else what is offered next, else My day."""
        sitting = self.sitting(ctx["page"])
        end = await self.post(
            "next", http, f"/me/practice/{sitting}/next", {}, is_fragment=True
        )
        if "data-more" not in end:
            offered = OFFER.search(end)
            return await (self.choose(http, offered) if offered else self.start(http, "", k))
        more = await self.post(
            "more", http, f"/me/practice/{sitting}/more", {}, is_fragment=True
        )
        return {**self.turn(more), "page": ctx["page"]}

    async def login_coach(self, http: aiohttp.ClientSession, i: int) -> None:
        """Sign a teacher in."""
        teachers = self.fx["teachers"]
        text = await self._sign_in(http, teachers[i % len(teachers)])
        if "/sign-out" not in text:
            raise Fail("login_coach", "not-in", text[:100])

    async def class_report(self, http: aiohttp.ClientSession, i: int) -> None:
        """Open My room with its class by competency."""
        text = await self.get("class_report", http, "/room/")
        if "/room/student/" not in text:
            raise Fail("class_report", "empty", text[:100])
        self.last_students = re.findall(r"/room/student/([0-9a-f-]{36})/", text)

    async def learner_report(self, http: aiohttp.ClientSession, i: int) -> None:
        """Open one student's page."""
        students = sorted(set(self.last_students))
        await self.get("learner_report", http, f"/room/student/{students[i % len(students)]}/")

    def _rows(self, sql: str) -> list[str]:
        if self.database.startswith("postgres"):
            import psycopg

            with psycopg.connect(self.database) as connection:
                return [str(row[0]) for row in connection.execute(sql)]
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=60)
        try:
            return [str(row[0]) for row in connection.execute(sql)]
        finally:
            connection.close()

    def count_answers(self) -> int:
        """Return how many answers the ledger holds, read behind the server's back."""
        return int(self._rows("select count(*) from evidence_evidence")[0])

    def count_distinct_answers(self) -> int:
        """Return how many different attempts the ledger holds."""
        return int(self._rows("select count(distinct attempt) from evidence_evidence")[0])

    def existing_ids(self, ids: list[str]) -> set[str]:
        """Return which acknowledged attempts the ledger holds."""
        have: set[str] = set()
        for begin in range(0, len(ids), 500):
            listed = ",".join(f"'{one.replace('-', '')}'" for one in ids[begin : begin + 500])
            column = "replace(cast(attempt as text), '-', '')"
            found = self._rows(  # made of our own uuids
                f"select {column} from evidence_evidence where {column} in ({listed})"
            )
            have.update(found)
        return {one for one in ids if one.replace("-", "") in have}
