"""Ten SIGKILLs over a daemon with sinks, a PostgreSQL server and a follower: all of them end equal to the store."""

import random
import unittest

import killed_sinks
import postgresql
import programs
import server

KILLS = 10


class KilledSinks(programs.SiteCase):
    @unittest.skipIf(postgresql.absent(), postgresql.absent())
    def test_everybody_ends_equal_to_the_store(self):
        with server.SiteServer() as site_server:
            site_server.counting = False
            killed = killed_sinks.KilledSinks(site_server.site, site_server.site.entries(), random.Random(11))
            try:
                for number in range(KILLS):
                    killed.kill(killed_sinks.VICTIMS[number % len(killed_sinks.VICTIMS)])
                killed.compare()
            finally:
                killed.close()
            self.assertEqual(killed.faults, [])
            self.assertGreater(killed.entries, killed.reports)


if __name__ == "__main__":
    unittest.main()
