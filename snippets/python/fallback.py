"""Uses the Rust module where it is installed, and plain Python where it is not."""

from collections import Counter
from math import log2

# #region call
try:
    from fastscan import entropy
except ImportError:
    def entropy(text: str) -> float:
        part = [n / len(text) for n in Counter(text).values()]
        return -sum(p * log2(p) for p in part)

print(f"{entropy('hunter2'):.2f} bits a character")
# #endregion
