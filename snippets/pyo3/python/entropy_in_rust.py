"""The same function in Rust, called from Python as often."""

# #region calls
from fastscan import entropy

TOKEN = "ghp_R8x0aQ2mZ7vK5tLw" * 50
for _ in range(50_000):
    answer = entropy(TOKEN)
print(f"{answer:.12f}")
# #endregion
