"""Who may operate the daemon over TCP: the tokens of a file, read at the start and on a reload."""

import http.client
import unittest

import daemon_test
import programs

TOKEN = "0123456789abcdefghijABCDEFGHIJ"


class TokensAnew(programs.SiteCase):
    """Who may operate is read again on a reload."""

    def setUp(self):
        self.ground = programs.Ground(["http://127.0.0.1:9/"], listen=programs.free_address())
        self.addCleanup(self.ground.close)
        self.ground.write()
        self.tokens = self.ground.folder / "tokens"
        self.ground.config.write_text(self.ground.config.read_text().replace("[crawl]", 'token_file = "tokens"\n[crawl]'))

    def write(self, text):
        self.tokens.write_text(text)
        self.tokens.chmod(0o600)

    def order(self, token):
        connection = http.client.HTTPConnection(self.ground.listen, timeout=programs.PATIENCE_S)
        try:
            connection.request("POST", "/v1/resume", headers={"Authorization": f"Bearer {token}"})
            return connection.getresponse().status
        finally:
            connection.close()

    def test_a_token_counts_until_a_reload_without_it(self):
        self.write(f"one {TOKEN}\ntwo {TOKEN[::-1]}\n")
        with daemon_test.Running(self.ground):
            self.assertEqual((self.order(TOKEN), self.order(TOKEN[::-1])), (200, 200))
            self.write(f"two {TOKEN[::-1]}\n")
            self.succeed(self.ground.ogi("reload"))
            self.assertEqual((self.order(TOKEN), self.order(TOKEN[::-1])), (401, 200))
            self.write("two\n")
            refused = self.ground.ogi("reload")
            self.assertEqual(refused.returncode, 2, refused.stderr)
            self.assertIn("tokens: line 1 is not NAME TOKEN", refused.stderr)
            self.assertEqual((self.order(TOKEN), self.order(TOKEN[::-1])), (401, 200))

    def test_a_wrong_file_is_a_wrong_configuration(self):
        for make, words in ((lambda: None, "No such file"), (lambda: self.write("two\n"), "line 1 is not NAME TOKEN")):
            make()
            done = self.ground.ogid()
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    unittest.main()
