"""Counts calls of eval in the Python files of a small tree, which it makes and removes itself."""

from pathlib import Path
from tempfile import TemporaryDirectory

# #region scan
BAD = "eval("


def scan(root: Path) -> int:
    hits = 0
    for path in root.rglob("*.py"):
        text = path.read_text()
        hits += text.count(BAD)
    return hits
# #endregion


def plant(root: Path) -> None:
    """Three Python files, and a text file that must not count."""
    (root / "web" / "admin").mkdir(parents=True)
    (root / "app.py").write_text("total = eval(formula)\n")
    (root / "web" / "views.py").write_text("print('no risk here')\n")
    (root / "web" / "admin" / "tools.py").write_text("eval(query)\nresult = eval(cell)\n")
    (root / "notes.txt").write_text("never call eval(input())\n")


with TemporaryDirectory() as folder:
    plant(Path(folder))
    print(scan(Path(folder)), "calls of eval")
