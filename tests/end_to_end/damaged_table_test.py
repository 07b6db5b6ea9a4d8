#!/usr/bin/env python3
"""A block of a store that cannot be read, one family after the other: it is told as that and as nothing else, and a repair makes nothing worse."""

import json
import shutil
import unittest

import programs
import seeded

DAMAGE = b"\xa5" * 16
DAMAGED = 7


class DamagedTable(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with seeded.Seeded() as store:
            cls.ground = programs.Ground(store.ground.entries)
            cls.addClassCleanup(cls.ground.close)
            backup = cls.ground.folder / "backup"
            cls.done(store.ground.ogi("store", "backup", backup))
        cls.done(cls.ground.ogi("store", "restore", backup))
        cls.done(cls.ground.ogi("store", "compact"))
        cls.whole = cls.ground.folder / "whole"
        shutil.copytree(cls.ground.store, cls.whole)

    @staticmethod
    def done(done):
        if done.returncode != 0:
            raise AssertionError(f"{done.args}: exit {done.returncode}: {done.stderr}")

    def setUp(self):
        self.put_back()
        self.addCleanup(self.put_back)

    def put_back(self):
        shutil.rmtree(self.ground.store)
        shutil.copytree(self.whole, self.ground.store)

    def tables(self):
        for table in sorted(self.whole.glob("*.sst")):
            with self.subTest(table.name):
                self.put_back()
                kept = table.read_bytes()
                place = min(200, len(kept) // 3)
                damaged = self.ground.store / table.name
                damaged.write_bytes(kept[:place] + DAMAGE + kept[place + len(DAMAGE):])
                yield damaged, kept

    def faults(self):
        done = self.ground.ogi("store", "verify", "-o", "json")
        return done, {line["kind"] for line in json.loads(done.stdout)} if done.returncode in (0, DAMAGED) else set()

    def test_it_is_told_as_damage_alone(self):
        count = 0
        for _ in self.tables():
            count += 1
            done, faults = self.faults()
            if done.returncode == 1:  # Without this table nothing can be opened.
                self.assertIn("ogi store restore", done.stderr)
            else:
                self.assertEqual(done.returncode, DAMAGED, done.stderr)
                self.assertLessEqual(faults, {"unreadable_block", "unreadable_record", "unreadable_file"})
            doctor = self.ground.ogi("doctor", "-o", "json")
            errors = [one for one in json.loads(doctor.stdout) if one["check"] == "store" and one["gravity"] == "error"]
            self.assertEqual(doctor.returncode, 1)
            self.assertTrue(any("ogi store restore" in one["next"] for one in errors), errors)
        self.assertGreater(count, 15)

    def test_a_repair_makes_nothing_worse(self):
        for damaged, kept in self.tables():
            self.ground.ogi("store", "verify", "--repair")
            if not damaged.exists():
                continue  # Another table has its place.
            damaged.write_bytes(kept)
            done, faults = self.faults()
            self.assertEqual((done.returncode, faults), (0, set()), done.stderr)


if __name__ == "__main__":
    unittest.main()
