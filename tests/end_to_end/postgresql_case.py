"""A site, a database server and the sink between them, for tests."""

import json

import postgresql
import programs
import server


def sink(database, **more):
    keys = {"name": "pg", "kind": "postgresql", "url": database.url, "password_file": str(database.password),
            "retry_first_ms": 20, "retry_max_ms": 100, **more}  # fmt: skip
    return "[[sink]]\n" + "".join(f"{key} = {programs.toml(value)}\n" for key, value in keys.items())


class SinkCase(programs.SiteCase):
    @classmethod
    def start(cls):
        """A database server and a site of the class's own, nothing crawled yet."""
        cls.database = postgresql.Server()
        cls.addClassCleanup(cls.database.close)
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.server.counting = False
        cls.ground = programs.Ground(cls.server.site.entries())
        cls.addClassCleanup(cls.ground.close)

    def verdict(self, ground):
        done = ground.ogi("sinks", "verify", "pg", "-o", "ndjson")
        self.assertIn(done.returncode, (0, 7), done.stderr)
        return json.loads(done.stdout)

    def assert_equal_to_store(self, ground):
        verdict = self.verdict(ground)
        self.assertEqual((verdict["equal"], verdict["lag"]), (True, 0), verdict)
