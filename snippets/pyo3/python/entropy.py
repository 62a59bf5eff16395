"""One hot function in Python, called as often as its copy in Rust."""

from math import log2


# #region entropy
def entropy(text: str) -> float:
    seen = [0] * 256
    for byte in text.encode():
        seen[byte] += 1
    total = len(text.encode())
    part = [n / total for n in seen if n]
    return -sum(p * log2(p) for p in part)
# #endregion


# #region calls
TOKEN = "ghp_R8x0aQ2mZ7vK5tLw" * 50
for _ in range(50_000):
    answer = entropy(TOKEN)
print(f"{answer:.12f}")
# #endregion
