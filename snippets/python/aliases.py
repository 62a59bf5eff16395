"""Assignment gives the same list a second name."""

# #region alias
found = ["eval", "exec"]
backup = found
backup.append("pickle")
print("found:", len(found))
print("backup:", len(backup))
# #endregion
