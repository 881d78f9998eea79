"""First names that mostly women have, chosen by hand; many others end in a."""

from __future__ import annotations

_NAMES = (
    "Abigail Agnes Alice Anne Annie Astrid Barbara Beatrice Berthe Betty Caroline Catherine "
    "Charlotte Christine Dorothy Edith Eleanor Elinor Elisabeth Elizabeth Ellen Emily Emmeline "
    "Emmy Esther Florence Frances Grace Harriet Helen Ingrid Irene Jane Janet Jeanne Joan "
    "Josephine Joyce Judith Karen Kate Katharine Katherine Lise Louise Lucy Mabel Margaret "
    "Margot Marie Marilyn Mary Maud Mildred Nancy Nellie Rachel Rosalind Rose Rosemary Ruth "
    "Sally Sarah Simone Susan Sylvie Thérèse Violet Virginie Yvonne"
)
_OF_WOMEN = frozenset(_NAMES.split())


def is_of_women(name: str) -> bool:
    """Return whether a first name is one that mostly women have: Mary, Yvonne."""
    return name in _OF_WOMEN
