"""The forms of exercises: multiple answer, true/false, matching, ordering and odd one out."""
