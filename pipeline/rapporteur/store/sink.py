"""What is converted goes into a database, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rapporteur.batch.engine import Sink
from rapporteur.batch.files import Files
from rapporteur.batch.inputs import Document, Failure
from rapporteur.batch.outcome import Outcome
from rapporteur.batch.outputs import target
from rapporteur.errors import ReadError, UnfitError, one_line
from rapporteur.store.load import Loader


class Loading:
    """A sink that loads each report and hands it on to `sink`, if there is one.

    An unchanged document is loaded from its file among `files`: it may not be in the database
    yet. Raises `StoreError` when the database fails, for the next document would fail too. `tell`
    takes what a person should know of a report that was loaded, and which document it is.
    """

    def __init__(
        self,
        loader: Loader,
        sink: Sink | None = None,
        files: Files | None = None,
        tell: Callable[[str, str], None] = lambda _, __: None,
    ) -> None:
        self._tell = tell
        self._loader = loader
        self._sink = sink
        self._files = files

    def known(self, document: Document) -> bytes | None:
        """Return what `sink` knows; without one, nothing."""
        return self._sink.known(document) if self._sink else None

    def put(self, outcome: Outcome) -> Outcome:
        """Load the report; a failure says why it cannot be."""
        content = outcome.content
        if content is None and outcome.unchanged and self._files is not None:
            content = self._files.read(target(outcome.document, ".json"))
        done = self._sink.put(outcome) if self._sink else replace(outcome, content=None)
        if content is None or done.failure:
            return done
        reason = self._load(content, done)
        if reason is None:
            self._loader.supersede(done.lost)
            return done
        failure = Failure(outcome.document.shown, UnfitError.__name__, reason, "output")
        return Outcome(outcome.document, failure=failure)

    def _load(self, content: bytes, outcome: Outcome) -> str | None:
        """Return why the database does not take the report."""
        shown = outcome.document.shown
        try:
            loaded = self._loader.put_content(content, shown)
            # What the folder has told of a new version, the database need not tell again.
            for line in replace(loaded, earlier=None).told() if outcome.told else loaded.told():
                self._tell(one_line(line), shown)
        except (ReadError, UnfitError) as error:
            return one_line(f"cannot load it: {error.reason}")
        return None
