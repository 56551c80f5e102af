"""Every table declared, one module a family; `analysis.tables` holds frames to them."""

from analysis.declared import (
    actions,
    claims,
    comparing,
    corpus,
    frames,
    robustness,
    sentiment,
    speech,
    text,
    topics,
    words,
)
from analysis.declared.declaring import GRADES, LABELS, Column, Table

__all__ = ["GRADES", "LABELS", "TABLES", "Column", "Table"]

_FAMILIES = (
    corpus,
    text,
    sentiment,
    topics,
    words,
    actions,
    claims,
    frames,
    speech,
    comparing,
    robustness,
)

TABLES: dict[str, Table] = {
    table.name: table for family in _FAMILIES for table in family.TABLES
}
