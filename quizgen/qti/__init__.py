"""What the QTI formats share: names, contents, scoring, packages and their reading."""
