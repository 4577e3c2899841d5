"""Hashing keeps nobody waiting but those who sign in."""

from __future__ import annotations

import os
import sys
import threading
import time

import pytest
from argon2 import PasswordHasher
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from pytest_django import Settings

from ownpath.school.people.models import Person
from ownpath.school.people.services import check_name_and_password
from ownpath.store import passwords
from ownpath.store.passwords import (
    HASHING_NICENESS,
    TURN_NAME,
    SchoolArgon2PasswordHasher,
    _in_line,
    turn_of,
)
from ownpath.store.turns import IS_SHARED_BY_PROCESSES, Turn

WORD = "seven green frogs"


class TestSchoolArgon2PasswordHasher:
    def test_hashes_as_guidance_for_argon2id_says(self) -> None:
        encoded = make_password(WORD)

        assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
        assert identify_hasher(encoded).algorithm == "argon2"

    @pytest.mark.parametrize("word", [WORD, "", " ", "contraseña", "🐸" * 50, "x" * 200])
    def test_knows_a_word_again_and_no_other(self, word: str) -> None:
        encoded = make_password(word)

        assert check_password(word, encoded)
        assert not check_password(word + " ", encoded)

    def test_gives_the_same_word_another_hash_each_time(self) -> None:
        assert make_password(WORD) != make_password(WORD)

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts priority by thread")
    def test_reckons_at_low_priority_and_leaves_the_others_theirs(self) -> None:
        here = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

        niceness = _in_line(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

        assert niceness == max(here, HASHING_NICENESS)
        assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == here

    def test_passes_on_what_went_wrong(self) -> None:
        with pytest.raises(ZeroDivisionError):
            _in_line(lambda: 1 // 0)

    def test_reckons_one_at_a_time(self) -> None:
        running, most = 0, 0
        counting = threading.Lock()

        def work() -> None:
            nonlocal running, most
            with counting:
                running, most = running + 1, max(most, running + 1)
            time.sleep(0.002)
            with counting:
                running -= 1

        threads = [threading.Thread(target=_in_line, args=(work,)) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert most == 1

    @pytest.mark.skipif(
        not IS_SHARED_BY_PROCESSES, reason="this system hands no file's lock on"
    )
    def test_waits_for_another_process_that_hashes(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # the line of this process keeps its file, which may lie in another test's folder
        monkeypatch.setattr(passwords, "_line", passwords._Line())
        place = settings.DATA_FOLDER / f"{TURN_NAME}-{turn_of(os.getpid())}"
        others, hashed = Turn(str(place)), threading.Event()

        def hash_here() -> None:
            make_password(WORD)
            hashed.set()

        thread = threading.Thread(target=hash_here)
        with others.taken():
            thread.start()
            assert not hashed.wait(0.3)
        assert hashed.wait(30)
        thread.join()
        others.close()

    def test_does_not_hold_up_other_threads_when_twenty_sign_in(self) -> None:
        encoded = make_password(WORD)
        waiting = [
            threading.Thread(target=check_password, args=(WORD, encoded)) for _ in range(20)
        ]
        begun = time.perf_counter()
        for thread in waiting:
            thread.start()
        pauses = []
        while any(thread.is_alive() for thread in waiting):
            began = time.perf_counter()
            time.sleep(0.001)
            pauses.append(time.perf_counter() - began)

        a_hash = (time.perf_counter() - begun) / len(waiting)
        assert sorted(pauses)[len(pauses) // 2] < a_hash / 2  # else each would wait for a hash
        assert len(pauses) > len(waiting)


@pytest.mark.django_db
class TestHashOfEarlierSettings:
    def test_is_renewed_when_the_person_comes_in(self) -> None:
        lighter = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(WORD)
        person = Person.objects.create(
            given_name="Ada",
            family_name="M",
            username="ada",
            username_key="ada",
            password=f"argon2{lighter}",
        )

        assert check_name_and_password(typed_name="ada", password="wrong") is None  # noqa: S106
        person.refresh_from_db()
        assert person.password == f"argon2{lighter}"
        assert check_name_and_password(typed_name="ada", password=WORD) == person
        person.refresh_from_db()

        assert not SchoolArgon2PasswordHasher().must_update(person.password)
        assert check_name_and_password(typed_name="ada", password=WORD) == person
