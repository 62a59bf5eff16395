"""A decorator writes the methods, when the module is loaded."""

# #region derive
from dataclasses import dataclass, replace

@dataclass
class Finding:
    rule: str
    line: int

one = Finding("eval", 12)
two = replace(one)
print(one)
print(one == two)
# #endregion
