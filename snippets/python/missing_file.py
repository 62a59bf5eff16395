"""A failure is thrown: nothing in the signature says so."""

# #region load
def load(path: str) -> int:
    with open(path) as file:
        return len(file.readlines())


try:
    print(load("missing.toml"), "rules")
except OSError as error:
    print(error.strerror)
# #endregion
