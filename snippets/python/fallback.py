"""Uses the Rust module where it is installed, and plain Python where it is not."""

# #region call
try:
    from fastscan import count_calls
except ImportError:
    def count_calls(texts: list[str], name: str) -> int:
        return sum(text.count(name + "(") for text in texts)

files = ["eval(a)", "print(b)", "eval(c) or eval(d)"]
print(count_calls(files, "eval"))
# #endregion
