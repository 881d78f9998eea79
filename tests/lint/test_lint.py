"""The item linter finds the flaws of labelled items and leaves sound ones alone."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lint_elsewhere import items_in, report
from lint_papers import papers
from lint_sets import figures, question_of, read, second_set, third_set
from lint_table import README, Score, first_met, first_set, scores, with_table

from quizgen.lint.model import Card, Question
from quizgen.lint.rules import RULES, lint_cards, lint_item, lint_items, unsuited, words_of

# Texts with the marks, words and numbers that the rules look for, and any others.
_PIECES = st.sampled_from(
    [
        *("a", "an", "the", "not", "never", "is", "are", "______", "…", "?", ".", ",", "“", "”"),
        *("'", "1914", "10-20", "5 %", "at least 20", "May 8, 1945", "2019-08-02", "44 BC", "1/2"),
        *("0", "10²", "-", "A and B", "all of the above", "²", "٣"),
    ]
)
_TEXTS = st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=8).map(" ".join), _PIECES)


@st.composite
def _questions(draw: st.DrawFn) -> Question:
    options = draw(st.lists(_TEXTS, min_size=1, max_size=5))
    sized = draw(st.booleans())
    floats = st.floats(allow_nan=False, allow_infinity=False)
    sizes = draw(st.lists(floats, min_size=len(options), max_size=len(options))) if sized else []
    key = draw(st.integers(0, len(options) - 1))
    names = draw(st.frozensets(_TEXTS, max_size=2))
    return Question(draw(_TEXTS), tuple(options), key, names, tuple(sizes), draw(st.booleans()))


# The first set has no cards: their rules are only measured on the second and third set.
CARD_RULES = [code for code in RULES if code > "Q450" and code != "Q460"]
# Q439 says what a measure of likeness found.
ITEM_RULES = [code for code in RULES if code < "Q450" and code != "Q439"]


@cache
def first() -> dict[str, Score]:
    return scores(first_set())


@cache
def second() -> dict[str, Score]:
    return scores(second_set())


@cache
def third() -> dict[str, Score]:
    return scores(third_set())


@pytest.mark.parametrize("code", ITEM_RULES)
def test_each_rule_finds_its_flaws(code: str) -> None:
    score = first()[code] if first()[code].flawed >= 5 else first()[code] + third()[code]
    assert score.flawed >= 5
    assert score.recall >= 0.8
    assert score.precision >= 0.6


@pytest.mark.parametrize("code", CARD_RULES)
def test_each_rule_about_cards_finds_its_flaws(code: str) -> None:
    score = second()[code] + third()[code]
    assert score.flawed >= 5
    assert score.recall >= 0.8
    assert score.precision >= 0.8


def test_of_all_seeded_flaws_nearly_all_are_found() -> None:
    known = first().values()
    assert sum(s.found for s in known) >= 0.95 * sum(s.flawed for s in known)


def test_of_the_flaws_that_no_rule_is_tuned_on_most_are_found() -> None:
    known = sum(second().values(), Score())
    assert known.recall >= 0.85
    assert known.precision >= 0.88


def test_of_the_flaws_of_options_that_do_not_fit_most_are_found() -> None:
    known = sum(third().values(), Score())
    assert known.flawed >= 120
    assert known.recall >= 0.9
    assert known.precision >= 0.85


@pytest.mark.parametrize("name", ["sound", "held_out_sound", "third_sound"])
def test_few_sound_items_raise_an_alarm(name: str) -> None:
    sound = read(name)
    alarmed = [each.questions[0].stem for each in sound if each.found()]
    assert len(sound) >= 100
    assert len(alarmed) <= 0.05 * len(sound), alarmed


def test_sound_papers_raise_no_alarm() -> None:
    assert [
        (each.found(), each.questions[0]) for each in papers() if not each.codes and each.found()
    ] == []


@pytest.mark.parametrize("name", ["flawed", "held_out_flawed"])
def test_there_are_enough_flawed_items(name: str) -> None:
    assert len(read(name)) >= 150


def test_the_documented_table_is_what_is_measured() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_table(text), "run `python tests/scripts/lint_table.py`"


@pytest.mark.parametrize("name", ["held_out_first", "third_first"])
def test_what_was_recorded_is_about_the_set_as_it_is(name: str) -> None:
    now = third() if name == "third_first" else second()
    codes = {code for code in RULES if now[code].flawed}
    assert codes == set(figures(name))
    assert {code: first_met(name)[code].flawed for code in codes} == {
        code: now[code].flawed for code in codes
    }


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.level != "info"])
def test_what_is_more_than_a_hint_is_seldom_wrong(code: str) -> None:
    found, right = figures("elsewhere")["found"].get(code, (0, 0))
    assert (second()[code] + third()[code]).precision >= 0.85
    assert right >= 0.9 * found


def test_items_from_elsewhere_are_read() -> None:
    text = (
        "#Q Who wrote\nEmma?\n^ Austen\nA Eliot\nB Austen\n"
        "C None of the above\n\n#Q No key\n^ x\nA y\n"
    )
    assert report([*items_in(text)]).splitlines()[-1] == "1 findings in 1 items: {'Q425': 1}"


def test_a_rule_that_is_off_says_nothing() -> None:
    for each in (*first_set(), *second_set(), *third_set()):
        for code in each.codes:
            assert code not in {
                finding.code for _, finding in lint_items(each.questions, frozenset({code}))
            }
            assert code not in {
                finding.code for _, finding in lint_cards(each.cards, frozenset({code}))
            }


@given(st.lists(_questions(), max_size=6))
def test_the_linter_reads_any_text(questions: list[Question]) -> None:
    for index, finding in lint_items(questions):
        assert finding.code in RULES
        assert finding.message
        assert finding.fix
        assert index is None or 0 <= index < len(questions)


@st.composite
def _cards(draw: st.DrawFn) -> Card:
    gaps = draw(st.lists(_TEXTS, max_size=2))
    return Card(draw(_TEXTS), draw(_TEXTS), tuple(gaps), draw(st.booleans()))


@given(st.lists(_cards(), max_size=5))
def test_the_linter_reads_any_card(deck: list[Card]) -> None:
    for index, finding in lint_cards(deck):
        assert finding.code in RULES
        assert finding.message
        assert index is not None
        assert 0 <= index < len(deck)


@given(_questions(), st.frozensets(st.sampled_from(sorted(RULES))))
def test_off_takes_away_just_those_codes(question: Question, off: frozenset[str]) -> None:
    assert lint_item(question, off) == [
        finding for finding in lint_item(question) if finding.code not in off
    ]


def test_findings_come_with_the_item_that_they_are_about() -> None:
    sound = question_of(
        {"stem": "Who wrote Emma?", "options": ["Austen", "Eliot", "Brontë"], "key": 0}
    )
    flawed = question_of(
        {"stem": "Which is not a fish?", "options": ["Whale", "Cod", "Pike"], "key": 0}
    )
    assert [(index, finding.code) for index, finding in lint_items([sound, flawed])] == [
        (1, "Q422")
    ]


def codes_of(stem: str, *options: str) -> set[str]:
    """Return the codes of the rules that an item breaks; its first option is the key."""
    return {finding.code for finding in lint_item(Question(stem, options, 0))}


def test_a_name_in_s_fits_a_singular_verb() -> None:
    moon = "The largest moon of Saturn is ______."
    assert "Q417" not in codes_of(moon, "Titan", "Rhea", "Dione", "Tethys")
    founder = "The founder of the school was ______."
    assert "Q417" not in codes_of(founder, "Plato", "Thales", "Aristotle", "Socrates")
    organ = "The organ that pumps the blood is ______."
    assert "Q417" in codes_of(organ, "Heart", "Lungs", "Kidneys", "Stomach")


def test_a_place_with_its_region_is_no_list() -> None:
    asked = "In which place was Bach born?"
    (found,) = lint_cards([Card(asked, "Eisenach, Weimar, Leipzig")])
    assert found[1].code == "Q453"
    assert list(lint_cards([Card(asked, "Eisenach, Thuringia, Germany")])) == []


@pytest.mark.parametrize(
    "name",
    [
        "the Ministry of Transport, Trade and Energy",
        "United Nations Educational, Scientific and Cultural Organization",
        "National Academies of Sciences, Engineering, and Medicine",
        "das Bundesministerium für Bildung, Familie und Jugend",
    ],
)
def test_a_body_with_several_topics_in_its_name_is_no_list(name: str) -> None:
    assert list(lint_cards([Card("Which body is it?", name)])) == []


@pytest.mark.parametrize(
    "names",
    [
        "the Ministry of Transport, the Treasury and the Bank of England",
        "Ministry of Transport, Foreign Office and Treasury",
        "Greenpeace, Amnesty and World Health Organization",
        "Jupiter, Saturn, Uranus and Neptune",
    ],
)
def test_several_names_are_a_list(names: str) -> None:
    found = lint_cards([Card("Which are they?", names)])
    assert "Q453" in {finding.code for _, finding in found}


@pytest.mark.parametrize(
    "name", ["Ludwig Mies van der Rohe", "Charles Marie de La Condamine", "Georg Michael von Lenz"]
)
def test_nobody_chooses_the_length_of_a_persons_name(name: str) -> None:
    others = ("Walter Gropius", "Hannes Meyer", "Paul Klee")
    assert "Q415" not in codes_of("Who led it last?", name, *others)
    described = name.replace("M", "m", 1)
    assert "Q415" in codes_of("Who led it last?", described, *others)


@pytest.mark.parametrize(
    ("key", "others"),
    [
        ("air pressure", ("weight", "speed", "light")),
        ("the Tasmanian devil", ("the otter", "the lynx", "the seal")),
        ("Ludwig van Beethoven", ("Liszt", "Bizet", "Verdi")),
    ],
)
def test_a_key_of_few_words_may_be_the_longest(key: str, others: tuple[str, ...]) -> None:
    assert "Q415" in codes_of("Which of them is it?", key, *others)


@pytest.mark.parametrize(
    ("key", "others"),
    [
        ("carbon dioxide", ("oxygen", "nitrogen", "methane")),
        ("five hundred thousand", ("five thousand", "one million", "fifty")),
        ("Leonardo da Vinci", ("Raphael", "Titian", "Donatello")),
        ("Saint Petersburg", ("Moscow", "Kazan", "Kyiv")),
        ("2-methylpropane", ("butane", "pentane", "propane")),
    ],
)
def test_terms_and_names_have_their_length(key: str, others: tuple[str, ...]) -> None:
    assert "Q415" not in codes_of("Which of them is it?", key, *others)


@pytest.mark.parametrize(
    ("code", "stem", "options"),
    [
        ("Q428", "7, 14, 21, …", ("28", "24", "27")),
        ("Q428", "2 + 2 =", ("4", "3", "5")),
        ("Q428", "x² = 4. Solve for x > 0", ("2", "1", "3")),
        ("Q430", "Find the derivative of x².", ("2x", "x", "x³", "2")),
        ("Q414", "Correct or incorrect: bats are birds.", ("incorrect", "correct")),
    ],
)
def test_sums_and_statements_to_judge_are_sound(
    code: str, stem: str, options: tuple[str, ...]
) -> None:
    assert code not in codes_of(stem, *options)


@pytest.mark.parametrize(
    ("code", "stem", "options"),
    [
        ("Q428", "Photosynthesis …", ("sugar", "salt", "fat")),
        ("Q430", "Find the derivative of x².", ("2x", "iron", "x³", "2")),
        ("Q414", "Is it correct or new?", ("correct", "new")),
    ],
)
def test_what_is_like_a_sum_or_a_statement_is_not(
    code: str, stem: str, options: tuple[str, ...]
) -> None:
    assert code in codes_of(stem, *options)


@pytest.mark.parametrize(
    ("stem", "key"),
    [
        (
            "What does OECD stand for?",
            "Organisation for Economic Co-operation and Development",
        ),
        ("What does INF mean?", "Intermediate-Range Nuclear Forces"),
    ],
)
def test_a_word_with_a_hyphen_may_have_one_letter_of_a_short_name(stem: str, key: str) -> None:
    assert "Q432" in codes_of(stem, key, "Union of Western Markets", "Council of Trade")
    other = "Open European Council of Democrats" if "OECD" in stem else "Inner Northern Front"
    assert "Q432" not in codes_of(stem, key, other, "Council of Trade")


@pytest.mark.parametrize(
    ("code", "flawed", "sound"),
    [
        (
            "Q451",
            ("In which year and on which ship did Darwin sail?", "1831 on the Beagle"),
            ("Which king and which queen ruled in 1689?", "William and Mary"),
        ),
        ("Q462", ("What about the Beagle?", "a ship"), ("What is 7 + 8?", "15")),
        (
            "Q453",
            ("Which were they?", "June 1, noon, June 3"),
            ("When was the fair?", "from 9 a.m., June 1, to noon, June 3, 1889"),
        ),
    ],
)
def test_a_card_asks_for_one_thing(
    code: str, flawed: tuple[str, str], sound: tuple[str, str]
) -> None:
    assert code not in {finding.code for _, finding in lint_cards([Card(*sound)])}
    assert code in {finding.code for _, finding in lint_cards([Card(*flawed)])}


def test_a_blank_may_begin_a_short_sentence() -> None:
    moons = ("Triton", "Nereid", "Proteus", "Larissa")
    assert "Q428" not in codes_of("______ is the largest moon of Neptune.", *moons)
    long = "______ is the moon that William Lassell found days after the planet."
    assert "Q428" in codes_of(long, *moons)


def test_an_article_makes_no_other_answer() -> None:
    asked = "How do you say “{}” in German?"
    dogs = [Card(asked.format("the dog"), "der Hund"), Card(asked.format("dog"), "Hund")]
    assert "Q456" not in {finding.code for _, finding in lint_cards(dogs)}
    for answer in ("Köter", "die Hund"):
        other = [dogs[0], Card(asked.format("dog"), answer)]
        assert "Q456" in {finding.code for _, finding in lint_cards(other)}


def test_a_hint_beside_a_gap_says_what_belongs_in_it() -> None:
    bare = "The truce was proposed by ______ in 2020."
    (found,) = lint_cards([Card(bare, "Russia", ("Russia",))])
    assert found[1].code == "Q463"
    hinted = "The truce was proposed by ______ (state) in 2020."
    assert list(lint_cards([Card(hinted, "Russia", ("Russia",))])) == []


def test_nobody_does_anything_before_birth_or_after_death() -> None:
    presidents = ("Donald Trump", "Abraham Lincoln", "Joe Biden")
    assert "Q436" in codes_of("Who was president in October 2020?", *presidents)
    assert "Q436" not in codes_of(
        "Who was president in 1862?", "Abraham Lincoln", "Jefferson Davis"
    )
    # The year is that of what others did.
    found = "Who was the pharaoh whose tomb was found in 1922?"
    assert "Q436" not in codes_of(found, "Tutankhamen", "Ramses II", "Akhenaton")


def test_nobody_makes_anything_before_birth_or_after_death() -> None:
    painted = "Who painted a portrait in 1503?"
    assert "Q436" in codes_of(painted, "Leonardo da Vinci", "Raphael", "Claude Monet")
    assert "Q436" not in codes_of(painted, "Leonardo da Vinci", "Raphael", "Michelangelo")
    # Nobody knows whether a painter of our days bears the name of the philosopher.
    pope = "Who painted a pope in 1953?"
    assert "Q436" not in codes_of(pope, "Pablo Picasso", "Francis Bacon", "Salvador Dali")
    # The years are those of what is told.
    war = "Who wrote a novel about the war in 1812?"
    assert "Q436" not in codes_of(war, "Victor Hugo", "Leo Tolstoy", "Jane Austen")
    battle = "Who painted a battle fought in 1808?"
    assert "Q436" not in codes_of(battle, "Francisco Goya", "Claude Monet", "Edgar Degas")


def test_no_king_signs_before_birth_or_after_death() -> None:
    stem = "Which king signed the charter in 1215?"
    assert "Q436" in codes_of(stem, "King John", "Philip II", "George VI")
    assert "Q436" not in codes_of(stem, "King John", "Philip II", "Frederick II")


def test_last_names_are_those_of_several_people() -> None:
    stem = "Who was president in 1862?"
    # Ulysses Grant and Andrew Johnson lived then, and Cary Grant and Lyndon Johnson did not.
    assert "Q436" not in codes_of(stem, "Lincoln", "Johnson", "Grant", "Hayes")
    assert "Q436" in codes_of(stem, "Lincoln", "Johnson", "Grant", "Reagan")


def test_the_living_did_nothing_before_birth() -> None:
    stem = "Who was president in {}?"
    for name in ("George W. Bush", "Jimmy Carter", "Bill Clinton"):
        assert "Q436" in codes_of(stem.format(1862), "Abraham Lincoln", "Jefferson Davis", name)
        assert "Q436" not in codes_of(stem.format(1993), "George H. W. Bush", name)


def test_the_year_of_a_deed_may_be_early_or_asked_in_german() -> None:
    stem = "Who was emperor of Rome in 80?"
    assert "Q436" in codes_of(stem, "Titus", "Charlemagne", "Otto I", "Napoleon I")
    assert "Q436" not in codes_of("Who won the race in 80 days?", "Titus", "Charlemagne", "Otto I")
    presidents = ("Abraham Lincoln", "Bill Clinton", "Ronald Reagan", "Jimmy Carter")
    german = Question("Wer war 1862 Präsident der USA?", presidents, 0)
    found = lint_item(german, unsuited("de"), words_of("de"))
    assert "Q436" in {finding.code for finding in found}


def test_the_verb_tells_the_calling_of_an_unknown_key() -> None:
    painters = ("Some One", "Claude Monet", "Paul Cezanne")
    assert "Q436" in codes_of("Who painted the altar in 1503?", *painters)
    others = ("Some One", "Francis Bacon", "Isaac Newton")
    assert "Q436" not in codes_of("Who painted a pope in 1953?", *others)


@pytest.mark.parametrize(
    ("stem", "odd", "fit"),
    [
        ("Which lake is the deepest?", "the Nile", "Lake Victoria"),
        ("Which lake is the deepest?", "Nairobi", "Geneva"),
        ("Which mountain is the highest?", "the Danube", "Kilimanjaro"),
        ("Which newspaper is printed in London?", "the BBC", "The Times"),
        ("Which newspaper is printed in London?", "the House of Commons", "The Guardian"),
        ("Which river is the longest?", "Lima", "the Colorado"),
        ("Which river is the longest?", "Lake Chad", "the Niger"),
    ],
)
def test_known_places_and_bodies_are_of_a_sort(stem: str, odd: str, fit: str) -> None:
    assert "Q437" in codes_of(stem, "Alpha", "Beta", odd)
    assert "Q437" not in codes_of(stem, "Alpha", "Beta", fit)


def test_an_event_is_no_gas() -> None:
    gases = ("carbon dioxide", "oxygen", "nitrogen")
    assert "Q437" in codes_of("Which gas do plants absorb?", *gases, "the Battle of Waterloo")
    assert "Q437" not in codes_of("Which gas do plants absorb?", *gases, "the element argon")


@pytest.mark.parametrize(
    ("stem", "odd", "fit"),
    [
        ("Which court heard the case?", "the New York Times", "the Old Bailey"),
        ("Which court heard the case?", "The Washington Post", "the District Court"),
        ("Which service hacked the party?", "The New York Times", "the SVR"),
        ("Which company wrote the report?", "the Kremlin", "The New York Times"),
        ("Which company wrote the report?", "Vladimir Putin", "Christian Dior"),
        ("Which person discovered radium?", "the Sorbonne", "Pierre Janssen"),
        ("Which president spoke?", "The Guardian", "Barack Obama"),
        ("Which painter lived there?", "the museum founded by nuns", "a court painter"),
        ("Which post did he hold?", "the newspaper founded by Al Neuharth", "army chief"),
    ],
)
def test_known_names_are_of_a_sort(stem: str, odd: str, fit: str) -> None:
    others = ("Alpha", "Beta", "Gamma")
    assert "Q437" in codes_of(stem, *others, odd)
    assert "Q437" not in codes_of(stem, *others, fit)


def test_everybody_knows_some_capitals() -> None:
    stem = "What is the capital of {}?"
    assert "Q438" in codes_of(stem.format("France"), "Paris", "Lyon", "Nice")
    assert "Q438" not in codes_of(stem.format("Australia"), "Canberra", "Perth", "Sydney")
    assert "Q438" not in codes_of(stem.format("the Weimar Republic"), "Berlin", "Bonn", "Jena")


@pytest.mark.parametrize(
    ("stem", "key", "found"),
    [
        ("Was ist die Hauptstadt von Frankreich?", "Paris", {"Q438"}),
        ("Wie heißt die Hauptstadt Polens?", "Warschau", {"Q438"}),
        ("Welche Stadt ist die Hauptstadt der Schweiz?", "Bern", {"Q438"}),
        ("Von welchem Land ist Wien die Hauptstadt?", "Österreich", {"Q438"}),
        ("Wie viele Tage hat eine Woche?", "sieben", {"Q438"}),
        ("Wie viele Beine hat eine Spinne?", "8", {"Q438"}),
        ("Was ist „Microsoft“?", "ein Hersteller von Software", {"Q438"}),
        ("Was ist die NATO?", "ein Bündnis", {"Q438"}),
        ("Was ist die Hauptstadt von Kasachstan?", "Astana", set()),
        ("Was war die Hauptstadt der Weimarer Republik?", "Berlin", set()),
        ("Wie viele Tage hat ein Jahr auf dem Mars?", "687", set()),
        ("Wer war Wilhelm Wundt?", "ein Psychologe", set()),
        ("Was ist ein Fjord?", "ein Meeresarm", set()),
    ],
)
def test_everybody_knows_some_answers_in_german(stem: str, key: str, found: set[str]) -> None:
    question = Question(stem, (key, "Beta", "Gamma"), 0)
    codes = {each.code for each in lint_item(question, unsuited("de"), words_of("de"))}
    assert codes & {"Q438"} == found


@pytest.mark.parametrize(
    ("stem", "key", "found"),
    [
        ("How many wheels has a bicycle?", "2", {"Q438"}),
        ("How many legs does a dog have?", "4", {"Q438"}),
        ("How many days has a leap year?", "366", {"Q438"}),
        ("Which animal barks?", "the dog", {"Q438"}),
        ("Which sound does a cat make?", "meow", {"Q438"}),
        ("What do bees make?", "honey", {"Q438"}),
        ("Which star gives us daylight?", "the Sun", {"Q438"}),
        ("How many legs has a crab?", "10", set()),
        ("How many teeth has a dog?", "42", set()),
        ("What do bees make wax with?", "glands", set()),
    ],
)
def test_everybody_knows_animals_and_daily_life(stem: str, key: str, found: set[str]) -> None:
    assert codes_of(stem, key, "one", "other") & {"Q438"} == found


def test_a_known_name_may_be_right() -> None:
    found = codes_of("Which court spoke for the tsar?", "the Kremlin", "Vienna", "the Vatican")
    assert "Q437" not in found


def test_rules_that_know_english_alone_are_off_in_other_languages() -> None:
    italian = question_of(
        {"stem": "Chi ha detto: never?", "options": ["Il re", "On all", "Il papa"], "key": 1}
    )
    assert "Q423" in {finding.code for finding in lint_item(italian)}
    assert lint_item(italian, unsuited("it-CH")) == []
    assert unsuited("en-GB") == frozenset()


# The eighth in French needs two words of one root: brûle, brûleur.
@pytest.mark.parametrize(("language", "found"), [("fr", 7), ("es", 8), ("ru", 8)])
def test_some_rules_know_other_languages(language: str, found: int) -> None:
    codes = {"Q413", "Q416", "Q423", "Q424"}
    rows = [row for row in read("languages") if row.language == language]
    assert len([row for row in rows if row.codes]) == len(rows) - 8 == 8
    assert all(row.found() & codes <= row.codes for row in rows)
    assert sum(bool(row.found() & row.codes) for row in rows) == found


def test_some_rules_know_german() -> None:
    german = question_of(
        {"stem": "Was ist Mars?", "options": ["Planet", "Alter im All", "Immer rot"], "key": 1}
    )
    found = lint_item(german, unsuited("de-AT"), words_of("de-AT"))
    assert [(finding.code, finding.message) for finding in found] == [
        ("Q423", "only distractors say “immer”")
    ]


@pytest.mark.parametrize(
    "stem",
    [
        "Who was Albert Einstein?",
        "Which description fits Angela Merkel?",
        "What is a dog?",
        "What is Coca-Cola?",
        "What is Vienna?",
        "What does the term “Google” mean?",
    ],
)
def test_what_everybody_can_place_is_a_household_name(stem: str) -> None:
    assert "Q438" in codes_of(stem, "one thing", "other thing", "third thing")


@pytest.mark.parametrize(
    "stem",
    ["Who was Gregor Mendel?", "What is a mammal?", "What is an enzyme?", "What is a tesla?"],
)
def test_what_few_can_say_is_no_household_name(stem: str) -> None:
    assert "Q438" not in codes_of(stem, "one thing", "other thing", "third thing")


def test_two_years_are_no_range() -> None:
    stem = "In which years was Pompey consul?"
    assert "Q412" not in codes_of(stem, "70 and 55 BC", "63 and 58 BC", "59 and 52 BC")
    assert "Q412" in codes_of(stem, "between 70 and 55 BC", "between 60 and 50 BC", "in 40 BC")
