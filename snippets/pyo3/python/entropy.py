"""One hot function, in Python and in Rust: the same answers, and the time of each, best of five."""

from math import isclose, log2
from timeit import repeat

import fastscan


# #region entropy
def entropy(text: str) -> float:
    seen = [0] * 256
    for byte in text.encode():
        seen[byte] += 1
    total = len(text.encode())
    part = [n / total for n in seen if n]
    return -sum(p * log2(p) for p in part)
# #endregion


# #region timed
TOKEN = "ghp_R8x0aQ2mZ7vK5tLw" * 50
slow = min(repeat(lambda: entropy(TOKEN), number=100))
fast = min(repeat(lambda: fastscan.entropy(TOKEN), number=100))
print("same answer:", isclose(entropy(TOKEN), fastscan.entropy(TOKEN)))
print("ten times as fast, at least:", slow > 10 * fast)
# #endregion
