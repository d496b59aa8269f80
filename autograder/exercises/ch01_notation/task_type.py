"""Applications, and which of the four types of task each of them is."""

import dataclasses

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, choice, keys
from rnn_course.picking import digest

APPLICATIONS = (
    "speech recognition",
    "music generation",
    "sentiment classification",
    "DNA sequence analysis",
    "machine translation",
    "video activity recognition",
    "named entity recognition",
)

FEW = "the names, where three are asked for"

# What the reference's table says, and what a learner reads for each of the three other types.
# The sentences do not say the type aloud: the learner's pack is a file that can be opened.
TYPES = {
    "one to many": '("1", "T_y")',
    "many to one": '("T_x", "1")',
    "equal": '("T_x", "T_x")',
    "different": '("T_x", "T_y")',
}
SPELLED = {
    "one to many": "one-to-many",
    "many to one": "many-to-one",
    "equal": "many-to-many, T_x = T_y",
    "different": "many-to-many, T_x != T_y",
}
NOT_SO = {
    "speech recognition": (
        "different",
        {
            "one to many": "you would have read a single thing. Count the frames of sound that go in.",
            "many to one": "you would have one answer for the whole recording. What comes out is a "
            "text, and a text is many letters.",
            "equal": "you would have a letter for every frame. A second of sound is a hundred frames "
            "and perhaps fifteen letters.",
        },
    ),
    "music generation": (
        "one to many",
        {
            "many to one": "you would be given a whole tune and write one note. The type names what "
            "goes in first, then what comes out. Look at the table again.",
            "equal": "you would be given a note for each note you write. Only the first is given, or "
            "none. The later inputs are the network's own outputs.",
            "different": "you would be given a whole piece and write another. Look in the table at "
            "how much is given.",
        },
    ),
    "sentiment classification": (
        "many to one",
        {
            "one to many": "you would read one word and write a text. The type names what goes in "
            "first, then what comes out. Look at the table again.",
            "equal": "you would give stars to each word. They belong to the whole review.",
            "different": "you would write a text about the review. Count what comes out: the stars "
            "are one number.",
        },
    ),
    "DNA sequence analysis": (
        "equal",
        {
            "one to many": "you would read a single base. Count the bases that go in.",
            "many to one": "you would have one label for the whole strand. In the table every base "
            "gets one.",
            "different": "you would have more labels than bases, or fewer. Count both in the table.",
        },
    ),
    "machine translation": (
        "different",
        {
            "one to many": "you would read a single word. Count the words of the sentence that goes "
            "in.",
            "many to one": "you would write a single word. One sentence comes out, but T_y counts "
            "words. Some lecture notes have this slip.",
            "equal": "you would need a Spanish word for each English word. Count those of 'I do not "
            "know' and of 'no lo sé'. One RNN reads, a second one writes.",
        },
    ),
    "video activity recognition": (
        "many to one",
        {
            "one to many": "you would see a single picture and write a report. The type names what "
            "goes in first, then what comes out. Look at the table again.",
            "equal": "you would name an activity for each picture. The table asks what is done in the "
            "clip as a whole.",
            "different": "you would write a report of the clip. Count what comes out in the table: it "
            "is one word.",
        },
    ),
    "named entity recognition": (
        "equal",
        {
            "one to many": "you would read a single word. Count the words of the sentence that goes "
            "in.",
            "many to one": "you would say whether there is a name in the sentence. The task asks of "
            "each word whether it belongs to one.",
            "different": "you would list the names. There are fewer names than words, but every word "
            "gets an answer, if only a 0. Count the answers.",
        },
    ),
}
WRONG = [
    (application, wrong) for application, (_, sentences) in NOT_SO.items() for wrong in sentences
]


def name_of(application: str, wrong: str) -> str:
    """The misconception's name: it does not say the type."""
    return f"{application.split()[0].lower()}_{digest('task_type', application, wrong)[:6]}"


def table(application: str, wrong: str) -> Misconception:
    """One row of the reference's table, changed."""
    right, sentences = NOT_SO[application]
    row = f'"{application}": '
    return Misconception(
        name_of(application, wrong),
        f"{application}: {sentences[wrong]}",
        replace=row + TYPES[right],
        by=row + TYPES[wrong],
    )


ALL_SEVEN = Misconception(
    "list_not_used",
    "you returned all seven, whatever was asked for. Go through `applications`, and take the type of "
    "each name in it.",
    replace="for i, name in enumerate(applications)",
    by="for i, name in enumerate(lengths)",
)


def typed(application: str, wrong: str) -> str:
    """All types right but one, as a learner types them."""
    types = {name: SPELLED[right] for name, (right, _) in NOT_SO.items()}
    return f"return { {**types, application: SPELLED[wrong]} }"


# Right answers in other styles: each earns all points.


def types_of_a_tuple(applications):
    return dict(rnn_ref.task_type(tuple(applications)))


EXERCISE = Exercise(
    name="task_type",
    chapter="01_notation",
    reference=rnn_ref.task_type,
    task="Write task_type(applications): a dictionary from the name of each application to one of "
    "the four types.",
    returns=("types",),
    draws={
        "the seven": lambda rng: Inputs(
            {"applications": [str(name) for name in rng.permutation(APPLICATIONS)]}
        ),
        "a few": lambda rng: Inputs(
            {"applications": [str(name) for name in rng.permutation(APPLICATIONS)[:3]]}
        ),
    },
    parts=(
        *(choice(name, 1, at=name, case="the seven") for name in APPLICATIONS[:-1]),
        dataclasses.replace(
            choice(APPLICATIONS[-1], 1, at=APPLICATIONS[-1], case="the seven"), beside=FEW
        ),
        keys(FEW, 0, case="a few"),
    ),
    # by name, which is a digest: the order does not show which type is missing
    misconceptions=tuple(
        sorted(
            (ALL_SEVEN, *(table(application, wrong) for application, wrong in WRONG)),
            key=lambda m: m.name,
        )
    ),
    likely=(
        ("list_not_used", f"return { {name: SPELLED[NOT_SO[name][0]] for name in APPLICATIONS} }"),
        *((name_of(*pair), typed(*pair)) for pair in WRONG),
    ),
    styles=(types_of_a_tuple,),
    equal=(
        (
            "lengths =",
            "The type says which of the two lengths are alike, and not how they are called.",
        ),
        (
            "for i, name in enumerate(applications)",
            "A dictionary has no order that a check may look at.",
        ),
        ("for name in applications", "A dictionary has no order that a check may look at."),
    ),
)
