"""The linter's rules as a table, which the documentation and the decks' configuration share."""

from __future__ import annotations

from quizgen.lint.model import Finding, Level, Rule


def _rule(code: str, level: Level, title: str, why: str, fix: str) -> tuple[str, Rule]:
    return code, Rule(code, level, title, why, fix)


RULES: dict[str, Rule] = dict(
    (
        _rule("Q411", "error", "same option twice", "whoever sees it rules both out", "replace one of the two"),
        _rule(
            "Q412", "warning", "overlapping options", "if one is right the other is right too",
            "keep the more exact one, or make the two exclude each other",
        ),
        _rule("Q413", "warning", "the stem holds the key", "the question answers itself", "reword the stem"),
        _rule(
            "Q414", "error", "under three options", "guessing pays too well",
            "add a distractor, or ask for a short answer",
        ),
        _rule(
            "Q415", "info", "longest key", "authors qualify the right answer, and examinees know it",
            "shorten the key or lengthen a distractor",
        ),
        _rule(
            "Q416", "info", "clang", "a word that only the stem and the key share points to the key",
            "take the word out of one of them, or put it into a distractor",
        ),
        _rule(
            "Q417", "warning", "grammar cue", "options that do not fit the sentence can be ruled out",
            "move the article into the options, or make all of them fit",
        ),
        _rule("Q418", "info", "style cue", "the key looks different", "write all options in one style"),
        _rule(
            "Q419", "info", "convergence",
            "distractors were varied from the key, which has most in common with them",
            "share words among the distractors too, or among no options",
        ),
        _rule("Q420", "warning", "options out of order", "readers search for a number",
        "sort them from small to large"),
        _rule(
            "Q421", "info", "implausible number or date", "a number unlike the others can be told without knowledge",
            "bring the numbers to one size and one roundness",
        ),
        _rule(
            "Q422", "info", "negative stem", "readers miss the word, and knowing what is wrong is not the aim",
            "ask for what is true",
        ),
        _rule(
            "Q423", "info", "absolute words", "absolute statements are mostly false, and examinees know it",
            "drop the word, or use it in all options",
        ),
        _rule("Q424", "info", "vague words", "people disagree on how often `often` is", "give a figure"),
        _rule(
            "Q425", "warning", "all or none of the above", "two right options, or one wrong, give it away",
            "replace it by a distractor, or have one option less",
        ),
        _rule(
            "Q426", "warning", "options that combine others", "half of the knowledge is enough",
            "let every option stand for itself",
        ),
        _rule(
            "Q427", "warning", "long stem", "it tests reading", "keep to 30 words in at most two sentences",
        ),
        _rule(
            "Q428", "warning", "unfocused stem", "the question can be understood only from the options",
            "ask a full question, or put the blank at the end",
        ),
        _rule(
            "Q429", "info", "opposite options", "one of two opposites is mostly right",
            "drop one of them, or add a second pair",
        ),
        _rule("Q430", "info", "mixed kinds of options", "the wrong kind can be ruled out", "use one kind of option"),
        _rule(
            "Q431", "warning", "no date for what changes", "the answer will be wrong one day",
            "say as of when in the stem",
        ),
        _rule(
            "Q441", "warning", "letters of the keys", "guessing one letter, or never the last one again, pays",
            "shuffle the options again",
        ),
        _rule(
            "Q442", "warning", "length of the keys", "guessing the longest or shortest option pays",
            "level the lengths of options",
        ),
        _rule(
            "Q443", "warning", "keys in the middle", "guessing a number in the middle pays",
            "draw how many distractors lie below the key",
        ),
        _rule("Q444", "info", "one answer too often", "guessing it pays", "ask for other answers"),
        _rule(
            "Q445", "warning", "one item gives away another", "the stem of one names the answer of the other",
            "keep one of the two",
        ),
        _rule(
            "Q446", "warning", "same stem, different answers", "learners mix them up",
            "add to each stem what tells it apart",
        ),
        _rule(
            "Q451", "info", "a card that asks for several things",
            "knowing half of it is neither right nor wrong, and the half that is known is asked again",
            "make a card of each",
        ),
        _rule(
            "Q452", "info", "long answer", "nobody recalls it word for word, or can tell whether it was right",
            "keep to 15 words, or split the card",
        ),
        _rule(
            "Q453", "info", "a list as an answer", "lists are the hardest to keep in mind",
            "ask for one part at a time, each in a sentence of its own",
        ),
        _rule(
            "Q454", "warning", "the front holds the answer", "the card is answered by reading it",
            "reword the front, or hide another part of the sentence",
        ),
        _rule(
            "Q455", "info", "a yes-or-no card", "a guess is right half of the time",
            "ask for the fact itself: which, when, what",
        ),
        _rule(
            "Q456", "warning", "one front, several answers", "learners cannot know which answer is meant",
            "add to each front what tells it apart",
        ),
        _rule("Q457", "info", "the same card twice", "it costs reviews and teaches nothing", "keep one of the two"),
        _rule(
            "Q458", "info", "a front that points elsewhere", "months later, nobody knows what `he` or `this` was",
            "name what is meant",
        ),
        _rule(
            "Q459", "info", "a bare gap", "anything fits, or nothing is asked",
            "hide a word that matters, and leave at least three others to go by",
        ),
        _rule(
            "Q460", "info", "no source", "nobody can check the answer, or tell later which of two is right",
            "say where the facts come from, in the header: `source: {title: …}`",
        ),
    )
)  # fmt: skip


def found(code: str, message: str) -> Finding:
    """Return a finding of the rule `code` with the rule's level and fix."""
    rule = RULES[code]
    return Finding(code, rule.level, message, rule.fix)
