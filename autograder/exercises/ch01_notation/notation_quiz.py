"""The quiz at the end of chapter 1."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "notation_quiz",
    "01_notation",
    answers="dbacb",
    reasons=[
        "The axes are (feature, example, step). A word is a whole column, so the first axis "
        "stays open. Code counts from 0: example 2 has index 1, step 3 has index 2.",
        "W_a makes a state, so it has 50 rows. It is multiplied with [a; x], which has 50 + "
        "200 = 250 rows, so it has 250 columns.",
        "A 1 in the mask says that the step is real. encode adds <EOS> to the 6 words, so 7 "
        "steps are real and 3 are padding.",
        "Many frames of sound go in, many letters come out, and the two numbers differ. So "
        "both sides are sequences, and T_x ≠ T_y.",
        "encode writes the index of <UNK> for every word that the vocabulary has not, and "
        "decode turns that index into <UNK>. Both words become the same token.",
    ],
    wrong=[
        {
            "a": "you would get one number for every time step: feature 2 of an example. A word "
            "is a whole column. Ask which of the three axes must stay open.",
            "b": "you would be one step and one example too far. Formulas count from 1 and code "
            "from 0, on both axes.",
            "c": "you would get example 3 at step 2. Look at the order of the axes in "
            "(n_x, m, T_x), and at which number stands in which brackets.",
        },
        {
            "a": "you would have a matrix with as many rows as the input has entries, and the "
            "result must be a state. Count the rows of a state.",
            "c": "you would have room for the input's weights and none for the state's. W_a holds "
            "both, side by side.",
            "d": "you would have a square matrix. The result of the product is a state, with 50 "
            "rows. Say which axis the two blocks are joined along.",
        },
        {
            "b": "you would leave out the last real step. encode adds one index to the words, "
            "and it is real, although it is 0.",
            "c": "you would count the padding as real. The mask has 10 places, and only the real "
            "ones hold a 1.",
            "d": "you would count the padded steps. Look up what a 1 means in this course.",
        },
        {
            "a": "you would read one picture, not a sequence. Ask how many things go in.",
            "b": "you would get one answer for each frame. Compare the number of frames with the "
            "number of answers.",
            "d": "you would get a single answer for the whole mail. Ask how many things come out.",
        },
        {
            "a": "you would need an index for each of the two words. Look up which index encode "
            "writes for a word that the vocabulary has not.",
            "c": "you would have a sentence whose length changes on the way. Follow one unknown "
            "word through encode: something is written in its place.",
            "d": "you would have a vocabulary that stops at the first new word. Look for what "
            "<UNK> is there for.",
        },
    ],
)
