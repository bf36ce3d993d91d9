"""Invented sentences, always the same for the same seed."""

from __future__ import annotations

from random import Random


def several(text: str) -> tuple[str, ...]:
    """What stands between semicolons."""
    return tuple(text.split(";"))


_SUBJECTS = several(
    "the harbour office;a retired signaller;the northern depot;one of the two shipyards;the survey team;"
    "an elderly engineer;the budget committee;a visiting delegation;the training wing;the river patrol;"
    "the radar station;its new director;the workshop foreman;a junior clerk;the mountain school"
)
_VERBS = several(
    "has postponed;now prefers;quietly repaired;would not confirm;counted twice;is said to have ordered;"
    "measured again;left out of its report;showed to visitors;has sold;borrowed from its neighbour;repainted"
)
_OBJECTS = several(
    "four patrol boats;the older of two engines;a batch of spare antennas;its winter timetable;the test range;"
    "a crate of gyroscopes;the second runway;forty tonnes of cable;the map room;a wooden mock-up;"
    "half of the drawings;the tender for tyres;three cranes and a tug"
)
_ENDINGS = several(
    "before the monsoon;without any announcement;for the third year in a row;at a price nobody names;"
    "although the money was spent elsewhere;as the gazette printed it;in spite of the weather;after a long vote;"
    "and nobody asked why;on a Thursday;under an older contract;with borrowed tools"
)

FOREIGN = (
    "بندرگاہ کے دفتر نے پرانی کشتیوں کی مرمت کا کام موسم سے پہلے ختم کر دیا۔",
    "Liman müdürlüğü eski römorkörü kıştan önce onardı, çünkü yenisi gecikti.",
    "Přístavní úřad opravil starší člun ještě před zimou, přestože nový byl objednán.",
    "港务局在雨季之前修好了两艘旧船。",
    "Портовое управление починило старый катер до зимы.",
)


def sentence(random: Random) -> str:
    """One sentence such as nobody has written."""
    parts = [random.choice(words) for words in (_SUBJECTS, _VERBS, _OBJECTS, _ENDINGS)]
    text = " ".join(parts)
    return text[0].upper() + text[1:] + random.choice(("." * 1, ".", ".", "!", "?"))


def paragraph(random: Random, most: int = 5) -> str:
    """A few sentences."""
    return " ".join(sentence(random) for _ in range(random.randint(1, most)))


def headline(random: Random) -> str:
    """A title without a full stop."""
    subject, verb, thing = (random.choice(words) for words in (_SUBJECTS, _VERBS, _OBJECTS))
    return f"{subject} {verb} {thing}".capitalize()
