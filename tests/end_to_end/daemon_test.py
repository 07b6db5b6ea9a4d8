"""The long-running ogid: it crawls, answers beside its crawl, delivers the feed in three ways, and leaves when told."""

import http.client
import json
import subprocess
import threading
import unittest
import urllib.parse

import programs
import server


class Running:
    """`with Running(ground) as daemon:` starts ogid and waits until it answers."""

    def __init__(self, ground):
        self.ground, self.errors = ground, open(ground.folder / "ogid.log", "w+")

    def __enter__(self):
        self.process = subprocess.Popen([str(programs.BIN / "ogid"), "--config", str(self.ground.config)],
                                        stdout=self.errors, stderr=self.errors, env=programs.ENVIRONMENT)  # fmt: skip
        programs.until(self.is_up)
        return self

    def is_up(self):
        if self.process.poll() is not None:
            self.errors.seek(0)
            raise AssertionError(f"ogid ended with {self.process.returncode}: {self.errors.read()}")
        if not self.ground.listen:
            return programs.answers(self.ground)
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.errors.close()

    def stop(self):
        self.process.terminate()
        return self.process.wait(programs.PATIENCE_S)

    def open(self, target, method="GET", **headers):
        connection = http.client.HTTPConnection(self.ground.listen, timeout=programs.PATIENCE_S)
        connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return connection, connection.getresponse()

    def get(self, target, **headers):
        connection, answer = self.open(target, **headers)
        try:
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def feed(self, target):
        code, body = self.get(target)
        assert code == 200, (code, body)
        return [json.loads(line) for line in body.splitlines()]


class Daemon(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.site = cls.server.site
        cls.host = cls.site.hosts["127.0.0.3"]
        cls.ground = programs.Ground([cls.host.entry()], listen=programs.free_address())
        cls.addClassCleanup(cls.ground.close)
        cls.daemon = cls.enterClassContext(Running(cls.ground))
        programs.until(lambda: len(cls.daemon.feed("/v1/changes?since=0")) == len(cls.host.reports))

    def change_a_figure(self):
        """Changes a figure on the site and has it looked at. Returns the report."""
        report, cell = self.host.reports[-1], "disclosure.penalty.decisions"
        self.site.change(report, cell, report.cells[cell] + 1)
        self.recrawl(self.ground, "--url", report.url)
        return report

    def last(self):
        return len(self.daemon.feed("/v1/changes?since=0"))

    def test_the_normal_feed_is_what_the_command_line_prints(self):
        feed = self.daemon.feed("/v1/changes?since=0&feed=normal&limit=1000")
        self.assertEqual([change["sequence"] for change in feed], [str(number) for number in range(1, len(feed) + 1)])
        self.assertEqual(json.loads(json.dumps(self.ground.changes(), default=float)), feed)

    def test_a_cursor_and_a_limit_cut_the_feed_where_they_say(self):
        feed = self.daemon.feed("/v1/changes?since=2&limit=3")
        self.assertEqual([change["sequence"] for change in feed], ["3", "4", "5"])

    def test_a_cursor_beyond_the_log_gets_410_with_where_to_resume(self):
        for way in ("normal", "longpoll", "eventsource"):
            code, body = self.daemon.get(f"/v1/changes?since=100000&feed={way}")
            self.assertEqual(code, 410, way)
            self.assertIn("since=0", body)

    def test_nonsense_is_refused_with_400_or_404(self):
        for target, code in (("/v1/changes?since=minus", 400), ("/v1/changes?since=-1", 400), ("/v1/changes?feed=pigeon", 400),
                             ("/v1/nothing", 404), ("/v1/reports/x/2020", 404)):  # fmt: skip
            self.assertEqual(self.daemon.get(target)[0], code, target)

    def test_earlier_moments_and_copies_are_told_as_the_command_line_tells_them(self):
        report = self.change_a_figure()
        last, cell = self.last(), "disclosure.penalty.decisions"
        path = f"/v1/reports/{urllib.parse.quote(report.agency)}/{report.year}"
        for moment, value in ((last, report.cells[cell]), (last - 1, report.cells[cell] - 1), ("2100-01-01", report.cells[cell])):
            (told,) = self.daemon.feed(f"{path}?as_of={moment}")
            (printed,) = self.ground.lines("show", report.agency, str(report.year), "--as-of", str(moment))
            self.assertEqual(told, json.loads(json.dumps(printed, default=float)))
            self.assertEqual(told["cells"][cell]["value"], value, moment)
        self.assertEqual(len(self.daemon.feed("/v1/reports?as_of=1")), 1)
        self.assertEqual([self.daemon.get(f"{path}?as_of={moment}")[0] for moment in ("soon", last + 1, 0)], [400, 400, 404])
        (copy,) = self.daemon.feed(f"{path}/copies")
        self.assertEqual((copy["url"], copy["followed"], copy["rank"]), (report.url, True, 1))
        self.assertEqual([line["sequence"] for line in self.daemon.feed(f"{path}/history")][-1], last)

    def test_a_long_poll_is_answered_by_the_next_change(self):
        since, answers = self.last(), []
        waiting = threading.Thread(target=lambda: answers.append(self.daemon.feed(f"/v1/changes?since={since}&feed=longpoll")))
        waiting.start()
        report = self.change_a_figure()
        waiting.join(programs.PATIENCE_S)
        ((change,),) = answers
        self.assert_change(change, "revised", report)

    def test_an_event_source_gets_what_was_and_what_comes(self):
        since = self.last()
        connection, stream = self.daemon.open(f"/v1/changes?since={since - 1}&feed=eventsource")
        self.addCleanup(connection.close)
        self.assertEqual((stream.status, stream.headers["Content-Type"]), (200, "text/event-stream"))

        def next_event():
            event = {}
            for line in iter(stream.readline, b""):
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    event[name] = value
                elif event:
                    return event["id"], json.loads(event["data"])

        self.assertEqual(next_event()[0], self.ground.cursor(since))
        report = self.change_a_figure()
        number, change = next_event()
        self.assertEqual(number, self.ground.cursor(since + 1))
        self.assert_change(change, "revised", report)

    def test_a_reconnecting_event_source_continues_after_the_last_event_it_saw(self):
        connection, stream = self.daemon.open("/v1/changes?since=0&feed=eventsource", Last_Event_ID=str(self.last() - 1))
        self.addCleanup(connection.close)
        self.assertEqual(next(line for line in iter(stream.readline, b"") if line.startswith(b"id")), f"id: {self.ground.cursor(self.last())}\n".encode())

    def test_commands_read_beside_the_daemon(self):
        self.assertEqual(set(self.ground.reports()), {(report.agency, report.year) for report in self.host.reports})
        report = self.host.reports[0]
        (shown,) = self.ground.lines("show", report.agency, str(report.year))
        self.assertEqual((shown["source_url"], shown["year"]), (report.url, report.year))

    def test_a_recrawl_of_one_page_asks_for_that_page_and_waits_for_it(self):
        report = self.host.reports[1]
        self.server.forget()
        self.recrawl(self.ground, "--url", report.url)
        self.assertEqual([request.url for request in self.server.requests() if not request.url.endswith("robots.txt")], [report.url])

    def test_a_recrawl_of_everything_asks_for_every_known_page(self):
        known = set(self.ground.pages())
        self.server.forget()
        self.recrawl(self.ground)
        self.assertEqual({request.url for request in self.server.requests() if not request.url.endswith("robots.txt")}, known)

    def test_a_recrawl_cannot_be_asked_for_over_the_network(self):
        connection = http.client.HTTPConnection(self.ground.listen, timeout=programs.PATIENCE_S)
        self.addCleanup(connection.close)
        connection.request("POST", "/v1/recrawl")
        self.assertEqual(connection.getresponse().status, 403)


class Ending(programs.SiteCase):
    def test_sigterm_ends_an_idle_daemon_and_one_in_the_middle_of_a_crawl_with_0(self):
        with server.SiteServer() as site_server:
            ground = programs.Ground(site_server.site.entries(), listen=programs.free_address())
            self.addCleanup(ground.close)
            with Running(ground) as daemon:
                self.assertTrue(site_server.wait_for(8, programs.PATIENCE_S))
                self.assertEqual(daemon.stop(), 0)
            self.crawl(ground)  # The next run takes up where that one stopped.
            self.assertEqual(len(ground.reports()), len(site_server.site.reports()))
            with Running(ground) as daemon:
                self.assertEqual(daemon.stop(), 0)

    def test_open_feeds_do_not_keep_a_daemon_from_ending(self):
        ground = programs.Ground([], listen=programs.free_address())
        self.addCleanup(ground.close)
        with Running(ground) as daemon:
            connection, stream = daemon.open("/v1/changes?since=0&feed=eventsource")
            self.addCleanup(connection.close)
            self.assertEqual(stream.status, 200)
            self.assertEqual(daemon.stop(), 0)

    def test_a_daemon_without_a_listener_is_reached_through_its_socket(self):
        with server.SiteServer() as site_server:
            host = site_server.site.hosts["127.0.0.3"]
            ground = programs.Ground([host.entry()])
            self.addCleanup(ground.close)
            with Running(ground) as daemon:
                programs.until(lambda: len(ground.changes()) == len(host.reports))
                self.recrawl(ground, "--url", host.reports[0].url)
                self.assertEqual(daemon.stop(), 0)
            self.assertEqual(len(ground.reports()), len(host.reports))


if __name__ == "__main__":
    unittest.main()
