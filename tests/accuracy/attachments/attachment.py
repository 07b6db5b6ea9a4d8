"""The register of attachments: documents as office programs make them, and what a careful reader finds in them."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from fixture import Fixture, Report, report  # noqa: E402, F401

ATTACHMENTS = []
DRESSES = "dresses/"  # The same report in every format.


@dataclass
class Attachment:
    """`fixture.document` is the file itself, or where `convert` is set what the file was made of by another program."""

    fixture: Fixture
    convert: object = None  # bytes → bytes
    folder: str = ""        # Below the folder of all.

    @property
    def name(self):
        return self.folder + self.fixture.name + self.fixture.suffix

    def truth_file(self):
        """One for all dresses of a report."""
        _, (name, content) = replace(self.fixture, suffix=".*" if self.folder == DRESSES else self.fixture.suffix).files()
        return self.folder + name, content


def attachment(name, trap, why, convert=None, folder=""):
    """Registers a function that gives (report or truth object, bytes). The name's ending is the file's."""
    stem, dot, ending = name.rpartition(".")

    def register(make):
        def build():
            truth, document = make()
            truth = truth.truth_object() if isinstance(truth, Report) else truth
            return Attachment(Fixture(stem, trap, why, document, truth, dot + ending), convert, folder)

        ATTACHMENTS.append(build)
        return make

    return register
