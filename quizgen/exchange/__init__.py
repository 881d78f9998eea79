"""Questions as values that any format of other programs can take."""
