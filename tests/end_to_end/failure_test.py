"""Bad servers, bad pages and bad input: each gets an outcome or a clear message, and nothing that was known is lost."""

import re
import unittest

import programs
import server

LIMITS = {"total_timeout_ms": 1_000, "body_bytes_max": 1 << 20, "redirects_max": 2}

# What goes wrong on one report's page, and the outcome that must be recorded.
WRONGS = (
    ("an internal error", server.status(500), "failed"),
    ("a challenge answered with 412", server.challenge(412), "challenged"),
    ("a challenge answered with 521", server.challenge(521), "challenged"),
    ("an empty body", server.empty(), "failed"),
    ("a body of ten megabytes", server.large(), "failed"),
    ("a body without end", server.endless(), "failed"),
    ("a body that ends half-way", server.truncated(), "failed"),
    ("a body that never comes", server.slow(), "failed"),
    ("a redirect to itself", None, "failed"),
    ("a redirect to another site", server.redirect("http://127.0.0.77:9/elsewhere.html"), None),
    ("a page that is no report", server.page("<html><title>维护公告</title><p>网站正在维护。</p></html>"), None),
)  # fmt: skip


class BadServers(programs.SiteCase):
    def test_every_failure_has_its_outcome_and_changes_nothing(self):
        with server.SiteServer() as site_server:
            site = site_server.site
            ground = programs.Ground(site.entries(), **LIMITS)
            self.addCleanup(ground.close)
            self.crawl(ground)
            before, feed = ground.reports(), ground.changes()
            victims = dict(zip((report.url for report in site.reports()), WRONGS))
            for url, (_, fault, _) in victims.items():
                site_server.fail(url, fault or server.redirect(url))
            self.recrawl(ground)

            pages = ground.pages()
            for url, (what, _, outcome) in victims.items():
                with self.subTest(what):
                    self.assertEqual(pages[url]["outcome"] if outcome else None, outcome, pages[url]["outcome_note"])
                    self.assertTrue(pages[url]["outcome_note"], "no words say why")
            self.assertEqual(ground.changes(), feed)
            self.assertEqual(ground.reports(), before)

            for url in victims:
                site_server.fail(url, None)
            self.recrawl(ground)
            self.assertEqual(ground.changes(), feed, "what came back unchanged is no change")
            self.assertEqual({page["outcome"] for page in ground.pages().values() if page["failures"]}, set())

    def test_a_server_that_asks_for_time_gets_it_and_nothing_changes(self):
        with server.SiteServer() as site_server:
            host = site_server.site.hosts["127.0.0.3"]
            ground = programs.Ground([host.entry()])
            self.addCleanup(ground.close)
            self.crawl(ground)
            feed = ground.changes()
            for report in host.reports:
                site_server.fail(report.url, server.status(503, Retry_After="120"))
            site_server.forget()
            self.recrawl(ground)
            refused = [request for request in site_server.requests() if request.status == 503]
            self.assertEqual(len(refused), 1, "it was asked again before its time")
            self.assertEqual(ground.pages()[refused[0].url]["outcome"], "failed")
            self.assertEqual(ground.changes(), feed)

    def test_a_host_that_refuses_is_told_and_the_others_are_crawled(self):
        with server.SiteServer() as site_server:
            refused = server.refused_url()
            ground = programs.Ground([refused, site_server.site.hosts["127.0.0.3"].entry()])
            self.addCleanup(ground.close)
            done = self.succeed(ground.ogid("--once"))
            self.assertEqual(len(ground.reports()), len(site_server.site.hosts["127.0.0.3"].reports))
            self.assertEqual(ground.pages()[refused]["outcome"], "failed")
            self.assertIn(refused, done.stderr + done.stdout)

    def test_a_failing_robots_txt_keeps_us_out(self):
        with server.SiteServer() as site_server:
            host = site_server.site.hosts["127.0.0.2"]
            site_server.fail(host.base + "/robots.txt", server.status(500))
            ground = programs.Ground([host.entry()])
            self.addCleanup(ground.close)
            self.crawl(ground)
            self.assertEqual({request.url for request in site_server.requests()}, {host.base + "/robots.txt"})

    def test_a_private_address_is_not_asked_unless_that_is_allowed(self):
        with server.SiteServer() as site_server:
            ground = programs.Ground(site_server.site.entries(), allow_private_addresses=False)
            self.addCleanup(ground.close)
            self.crawl(ground)
            self.assertEqual(site_server.requests(), [])
            self.assertNotIn("changed", {page["outcome"] for page in ground.pages().values()})


# (text of the configuration, words that the message must have); {folder} is the test's own.
BAD_CONFIGURATIONS = (
    ('[store]\npath = "s"\n[crawl]\nhost_dealy_ms = 3\n', ("ogid.toml:4", "host_dealy_ms")),
    ('[store]\npath = "s"\n[crawl_typo]\nx = 1\n', ("ogid.toml:3", "crawl_typo")),
    ('[store]\npath = "s"\n[crawl]\nhost_delay_ms = -1\n', ("ogid.toml:4", "host_delay_ms", "0")),
    ('[store]\npath = "s"\n[crawl]\nhost_delay_ms = "soon"\n', ("ogid.toml:4", "host_delay_ms")),
    ('[store]\npath = "s"\n[api]\nlisten = "nowhere"\n', ("ogid.toml:4", "listen")),
    ('[store]\npath = "s"\n[[source]]\nname = "a"\nentry = ["ftp://a.example/"]\n', ("ogid.toml:5", "entry")),
    ('[store]\npath = "s"\n[[source]]\nname = "a"\nentri = []\n', ("ogid.toml:5", "entri")),
    ('[store]\npath = "s"\n[[source]]\nentry = ["http://a.example/"]\n', ("ogid.toml:3", "name")),
    ('[store\npath = "s"\n', ("ogid.toml:1",)),
    ("[crawl]\nhost_delay_ms = 1\n", ("store.path",)),
)  # fmt: skip


class BadInput(programs.SiteCase):
    def setUp(self):
        self.ground = programs.Ground([])
        self.addCleanup(self.ground.close)

    def refused(self, done, *words):
        self.assertNotIn(done.returncode, (0, -6, -11), done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_a_wrong_configuration_is_refused_with_file_line_and_key(self):
        for text, words in BAD_CONFIGURATIONS:
            with self.subTest(text):
                self.ground.config.write_text(text)
                self.refused(self.ground.ogid("--once"), *words)
                self.refused(self.ground.ogi("reports"), *words)
                self.assertFalse((self.ground.folder / "s").exists(), "a store was made in spite of it")

    def test_a_configuration_that_is_not_there_is_named(self):
        self.ground.config.unlink()
        self.refused(self.ground.ogid("--once"), "ogid.toml")

    def test_the_configuration_in_force_can_be_printed_and_read_again(self):
        self.ground.set(host_delay_ms=1_234)
        printed = self.succeed(self.ground.ogid("--print-config")).stdout
        self.assertIn("host_delay_ms = 1234", printed)
        self.ground.config.write_text(printed)
        self.assertEqual(self.succeed(self.ground.ogid("--print-config")).stdout, printed)

    def test_the_shipped_configuration_and_sources_are_accepted(self):
        root = programs.TESTS.parent
        shipped = (root / "systemd" / "ogid.toml").read_text().replace("/var/lib/ogid/store", str(self.ground.store))
        every_key = re.sub(r"^# (?=[a-z_]+ = |\[)", "", shipped, flags=re.M)  # Everything that is commented out, in force.
        self.assertNotEqual(every_key, shipped)
        for text in (shipped, every_key):
            self.ground.config.write_text(text.replace('"sources.d"', f'"{root / "sources.d"}"'))
            self.succeed(self.ground.ogid("--print-config"))

    def test_the_shipped_configuration_shows_the_defaults(self):
        shipped = (programs.TESTS.parent / "systemd" / "ogid.toml").read_text().split("[[sink]]")[0]  # Those are examples.
        self.ground.config.write_text('[store]\npath = "s"\n')
        defaults = self.succeed(self.ground.ogid("--print-config")).stdout
        for key, value in re.findall(r"^# ([a-z_]+) = (\S+)", shipped, flags=re.M):
            if key not in ("user_agent", "workers", "decisions", "folder", "name", "entry", "agency"):  # By the machine, and examples.
                self.assertIn(f"{key} = {value}\n", defaults)

    def test_a_store_that_cannot_be_read_is_named_and_left_alone(self):
        self.ground.store.write_text("not a folder")
        self.refused(self.ground.ogid("--once"), str(self.ground.store))
        self.refused(self.ground.ogi("reports"), str(self.ground.store))
        self.assertEqual(self.ground.store.read_text(), "not a folder")

    def test_a_store_with_a_damaged_beginning_is_refused(self):
        self.crawl(self.ground)
        (self.ground.store / "CURRENT").write_text("damaged\n")
        self.refused(self.ground.ogid("--once"), str(self.ground.store))

    def test_reading_where_there_is_no_store_yet_says_so(self):
        self.refused(self.ground.ogi("reports"), str(self.ground.store))
        self.assertFalse(self.ground.store.exists(), "reading made a store")

    def test_a_report_that_is_not_known_is_not_found(self):
        self.crawl(self.ground)
        self.refused(self.ground.ogi("show", "某某局", "2020"), "某某局")

    def test_a_second_daemon_on_the_same_store_is_refused(self):
        self.ground.listen = ""
        first = programs.subprocess.Popen([str(programs.BIN / "ogid"), "--config", str(self.ground.config)],
                                          stdout=programs.subprocess.DEVNULL, stderr=programs.subprocess.DEVNULL)  # fmt: skip
        try:
            programs.until((self.ground.store / "ogid.sock").exists)
            self.refused(self.ground.ogid("--once"), str(self.ground.store))
        finally:
            first.terminate()
            self.assertEqual(first.wait(programs.PATIENCE_S), 0)


if __name__ == "__main__":
    unittest.main()
