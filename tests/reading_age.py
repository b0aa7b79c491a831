"""How hard a text is to read: the Automated Readability Index, and what goes with it.

A grade is a school year in the United States; a reader of grade 4 is about nine. It is a smoke alarm and not a goal,
and it means little for a text of a few words: join a page together before you ask.
"""

import re

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
END = re.compile(r"(?<=[.!?])\s+|\n+")


def sentences(text):
    """The sentences of a text; a line is one too."""
    return [part for part in END.split(text.strip()) if WORD.search(part)]


def words(text):
    """The words of a text, numbers too."""
    return WORD.findall(text)


def grade(text):
    """4.71 x letters for each word + 0.5 x words for each sentence - 21.43."""
    found = words(text)
    letters = sum(sign.isalnum() for word in found for sign in word)
    return 4.71 * letters / len(found) + 0.5 * len(found) / len(sentences(text)) - 21.43


def age(text):
    """About how old somebody is who can read it."""
    return grade(text) + 5


def longest_sentence(text):
    """How many words its longest sentence has."""
    return max(len(words(sentence)) for sentence in sentences(text))
