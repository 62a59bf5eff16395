"""Counts calls of eval in the Python files of a tree, which it makes and removes itself, a hundred times over."""

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
    """In each of 300 folders two Python files, and a text file that must not count."""
    for number in range(300):
        folder = root / f"app{number}" / "admin"
        folder.mkdir(parents=True)
        (folder / "views.py").write_text("print('no risk')\n" * 200)
        (folder / "tools.py").write_text("x = eval(cell)\n" * 10)
        (folder / "notes.txt").write_text("never call eval(x)\n")


with TemporaryDirectory() as folder:
    plant(Path(folder))
    for _ in range(100):
        hits = scan(Path(folder))
    print(f"{hits} calls of eval")
