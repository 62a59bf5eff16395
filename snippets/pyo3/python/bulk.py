"""What Python does in C already gains nothing from Rust: the same count, and the time of each, best of five."""

from timeit import repeat

from fastscan import count_calls

# #region bulk
texts = ["eval(a) print(b) eval(c)"] * 1000
in_c = lambda: sum(t.count("eval(") for t in texts)
in_rust = lambda: count_calls(texts, "eval")
print("same answer:", in_c() == in_rust())
old, new = (min(repeat(f, number=20)) for f in (in_c, in_rust))
print("twice as fast in Rust:", old > 2 * new)
# #endregion
