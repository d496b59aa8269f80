"""A notebook open in JupyterLab: find cells by their id, run them, read what they show."""

from __future__ import annotations

from tests.browser.lab import CHAPTER, TOKEN

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}

# `window.jupyterapp` is JupyterLab's own object; the server was asked to show it. CELL finds the
# widget of a cell by the id that stands in the notebook file.
NOTEBOOK = "window.jupyterapp.shell.currentWidget.content"
IDLE = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
CELL = f"(id => {NOTEBOOK}.widgets.find(cell => cell.model.id === id))"


class Notebook:
    """The page with the chapter in it. It waits for what it asks for, `patience` milliseconds."""

    def __init__(self, page, address: str, path: str | None = CHAPTER, patience: int = 60_000):
        """path: the notebook's; None for the one on which the server opens by itself."""
        self.page, self.patience = page, patience
        page.set_default_timeout(patience)
        page.goto(
            f"{address}/lab/tree/{path}?token={TOKEN}" if path else f"{address}/?token={TOKEN}"
        )
        self.ready()

    def ready(self) -> None:
        """Wait until the page has its notebook and its kernel."""
        self.wait(
            "() => { const panel = window.jupyterapp?.shell?.currentWidget;"
            " return panel?.content?.widgets?.length > 0 && panel.context.isReady"
            " && panel.sessionContext.isReady"
            " && panel.sessionContext.session?.kernel?.status === 'idle'; }"
        )

    def wait(self, expression: str, argument=None, patience: int | None = None) -> None:
        """Until a JavaScript function of one argument gives something true."""
        self.page.wait_for_function(expression, arg=argument, timeout=patience or self.patience)

    def command(self, name: str, **arguments) -> None:
        """Run one of JupyterLab's commands and wait for its end."""
        self.page.evaluate("() => { window.rnnDone = null; }")
        self.page.evaluate(
            "([name, args]) => { window.jupyterapp.commands.execute(name, args)"
            ".then(() => { window.rnnDone = 'ok'; }, error => { window.rnnDone = `${error}`; }); }",
            [name, arguments],
        )
        self.wait("() => window.rnnDone !== null", patience=4 * self.patience)
        said = self.page.evaluate("() => window.rnnDone")
        assert said == "ok", f"{name}: {said}"

    def find(self, text: str) -> str:
        """The id of the first code cell whose source contains `text`."""
        return next(cell for cell, source in self.sources().items() if text in source)

    def select(self, cell: str) -> None:
        """Make a cell the active one, in command mode, and bring it into view."""
        self.page.evaluate(
            f"async id => {{ const notebook = {NOTEBOOK}; const cell = {CELL}(id);"
            " notebook.mode = 'command'; notebook.activeCellIndex = notebook.widgets.indexOf(cell);"
            " notebook.deselectAll();"
            " await notebook.scrollToItem(notebook.activeCellIndex, 'center');"
            " cell.node.focus({ preventScroll: true }); }",
            cell,
        )
        self.wait(
            f"id => {NOTEBOOK}.activeCell.model.id === id && {NOTEBOOK}.mode === 'command'"
            f" && {NOTEBOOK}.node.contains(document.activeElement)",
            cell,
        )

    def active(self) -> str:
        """The id of the active cell."""
        return self.page.evaluate(f"() => {NOTEBOOK}.activeCell.model.id")

    def node(self, cell: str):
        """The element of a cell on the page, in view."""
        self.page.evaluate(
            f"async id => {NOTEBOOK}.scrollToItem("
            f"{NOTEBOOK}.widgets.indexOf({CELL}(id)), 'center')",
            cell,
        )
        return self.page.evaluate_handle(f"id => {CELL}(id).node", cell).as_element()

    def write(self, cell: str, source: str) -> None:
        """Replace the source of a cell by way of its editor."""
        self.select(cell)
        self.page.keyboard.press("Enter")
        self.wait(f"() => {NOTEBOOK}.mode === 'edit'")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)
        self.wait(
            f"([id, source]) => {CELL}(id).model.sharedModel.getSource() === source",
            [cell, source],
        )

    def run(self, key: str = "Shift+Enter") -> None:
        """Run the active cell by key and wait until it has run."""
        cell = self.active()
        before = self.page.evaluate(f"id => {CELL}(id).model.executionCount ?? null", cell)
        self.page.keyboard.press(key)
        self.wait(
            f"([id, before]) => {{ const cell = {CELL}(id);"
            " return cell.model.type !== 'code'"
            " || ![before, null].includes(cell.model.executionCount); }",
            [cell, before],
        )
        self.wait(IDLE)

    def run_all(self) -> None:
        """Run every cell; return when the last one has run."""
        self.command("notebook:run-all-cells")  # ends at the first failed check; the rest goes on
        self.wait(
            f"() => {NOTEBOOK}.widgets.every("
            "c => c.model.type !== 'code' || c.model.executionCount !== null)",
            patience=4 * self.patience,
        )
        self.wait(IDLE)

    def shown(self, cell: str) -> str:
        """The text that stands under a cell on the page."""
        return self.page.evaluate(f"id => {CELL}(id).outputArea.node.textContent", cell)

    def sources(self) -> dict[str, str]:
        """The source of every code cell, by id."""
        return self.page.evaluate(
            f"() => Object.fromEntries({NOTEBOOK}.widgets.filter(c => c.model.type === 'code')"
            ".map(c => [c.model.id, c.model.sharedModel.getSource()]))"
        )

    def theme(self, name: str) -> None:
        """Switch to 'light' or 'dark' and wait until the page has it."""
        self.command("apputils:change-theme", theme=THEMES[name])
        light = "true" if name == "light" else "false"
        self.wait("light => document.body.dataset.jpThemeLight === light", light)
