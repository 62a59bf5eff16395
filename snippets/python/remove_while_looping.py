"""The loop counts positions, and the list shrinks under it: one file is never scanned."""

# #region loop
queue = ["a", "b", "c"]
for name in queue:
    queue.remove(name)
    print("scanned", name)
# #endregion
