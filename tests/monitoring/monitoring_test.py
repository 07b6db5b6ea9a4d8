"""Alerts and dashboard ask for what /metrics has, and the alerts come when they should."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "end_to_end"))

import programs  # noqa: E402
import server  # noqa: E402
from daemon_test import Running  # noqa: E402

MONITORING = HERE.parents[1] / "monitoring"
RULES, DASHBOARD = MONITORING / "ogid.rules.yml", MONITORING / "ogid-dashboard.json"
TESTS = sorted(HERE.glob("*.test.yml"))
OF_PROMETHEUS = {"up", "ALERTS"}
# A selector: name, then what the labels must be.
SELECTOR = re.compile(r"\b(ogid_\w+|up)\b(?:\{([^}]*)\})?")
LABEL = re.compile(r'(\w+)=(~?)"([^"]*)"')
GIVEN_BY_PROMETHEUS = {"job", "instance"}


def selectors(expressions):
    """(metric, label, values that are asked for); without a label: None, None."""
    found = set()
    for name, labels in (match.groups() for expression in expressions for match in SELECTOR.finditer(expression)):
        found.add((name, None, None))
        for label, _, values in LABEL.findall(labels or ""):
            if label not in GIVEN_BY_PROMETHEUS:
                found |= {(name, label, value) for value in values.split("|")}
    return found


def rules_asked():
    text = re.sub(r"expr: >-\n((?:          .*\n)+)", lambda match: "expr: " + " ".join(match[1].split()) + "\n", RULES.read_text())
    return re.findall(r"^ +expr: (.+)$", text, re.M)


def dashboard_asked():
    board = json.loads(DASHBOARD.read_text())
    return [target["expr"] for panel in board["panels"] for target in panel["targets"]]


class Monitoring(programs.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(server.SiteServer())
        cls.ground = programs.Ground([cls.server.site.hosts["127.0.0.3"].entry()], programs.free_address())
        cls.addClassCleanup(cls.ground.close)
        cls.ground.write('[[sink]]\nname = "lines"\nkind = "files"\nfolder = "lines"\n')
        cls.daemon = cls.enterClassContext(Running(cls.ground))
        programs.until(cls.ground.reports)
        cls.text = programs.until(lambda: (text := cls.metrics()) and "ogid_overdue_reports NaN" not in text and text)

    @classmethod
    def metrics(cls):
        return cls.daemon.get("/metrics")[1]

    def assert_there(self, expressions):
        names = set(re.findall(r"^# TYPE (\w+)", self.text, re.M)) | OF_PROMETHEUS
        for name, label, value in sorted(selectors(expressions), key=str):
            self.assertIn(name, names)
            if label and re.search(rf"^{name}\{{", self.text, re.M):
                self.assertRegex(self.text, rf'(?m)^{name}\{{.*\b{label}="{value}"')

    def test_every_alert_asks_for_what_is_there(self):
        self.assertGreater(len(rules_asked()), 10)
        self.assert_there(rules_asked())

    def test_every_panel_asks_for_what_is_there(self):
        self.assertGreater(len(dashboard_asked()), 10)
        self.assert_there(dashboard_asked())

    def test_what_an_alert_is_made_of_is_on_the_dashboard(self):
        shown, asked = ({name for name, _, _ in selectors(asked)} for asked in (dashboard_asked(), rules_asked()))
        self.assertEqual(asked - shown, set())

    def test_a_wrong_name_or_value_would_be_noticed(self):
        for wrong in ("ogid_store_writeable == 0", 'ogid_hosts_waiting{reason="failed"} > 1'):
            with self.assertRaises(AssertionError):
                self.assert_there([wrong])


class Promtool(unittest.TestCase):
    def setUp(self):
        if not shutil.which("promtool"):
            self.skipTest("no promtool; it is in Debian's prometheus")

    def promtool(self, *words, folder=None):
        done = subprocess.run(["promtool", *map(str, words)], capture_output=True, text=True, timeout=120, cwd=folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_rules_are_rules(self):
        self.promtool("check", "rules", RULES)

    def test_each_alert_comes_when_it_should_and_not_before(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(RULES, folder)
            for tests in TESTS:
                shutil.copy(tests, folder)
            self.promtool("test", "rules", *(tests.name for tests in TESTS), folder=folder)

    def test_every_alert_is_tested(self):
        tested = {name for tests in TESTS for name in re.findall(r'alertname(?:=|: )"?(\w+)', tests.read_text())}
        self.assertEqual(tested, set(re.findall(r"alert: (\w+)", RULES.read_text())))

    def test_what_metrics_prints_is_what_prometheus_reads(self):
        ground = programs.Ground([], programs.free_address())
        self.addCleanup(ground.close)
        with Running(ground) as daemon:
            text = daemon.get("/metrics")[1]
        done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
