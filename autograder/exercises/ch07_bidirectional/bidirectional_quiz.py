"""The quiz at the end of chapter 7."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "bidirectional_quiz",
    "07_bidirectional",
    answers="dbcad",
    reasons=[
        "The upper half of a⟨3⟩ has read words 1 to 3 from the left, the lower half words 7 "
        "to 3 from the right. Together that is every word.",
        "The backward network reads words 4, 3, 2, 1, so it begins with word 4. Steps 5 and "
        "6 are padding and must not come before the words.",
        "The forward network has read all seven words at step 7. The backward network comes "
        "from the right and has read them all at step 1.",
        "The backward network begins with the last sound of the sentence. While somebody "
        "speaks that sound does not exist yet. Work and storage can be bought, it cannot.",
        "x⟨2⟩ is read by both networks. Where one value goes two ways, the gradients of the "
        "ways are added.",
    ],
    wrong=[
        {
            "a": "you would have the forward half alone. The lower half of a⟨3⟩ comes from the "
            "other side.",
            "b": "you would have the backward half alone. The upper half of a⟨3⟩ comes from the "
            "left.",
            "c": "you would have a window of three words. A state carries what was read before "
            "it, however far.",
        },
        {
            "a": "you would reverse all six steps. Then the network reads padding before words.",
            "c": "you would let it read from the left. That is the forward network.",
            "d": "you would start in the middle. It reads every word, the last one first.",
        },
        {
            "a": "you would take ←a⟨7⟩, which has read one word: the backward network begins "
            "there.",
            "b": "you would take →a⟨1⟩, which has read one word: the forward network begins there.",
            "d": "you would take both where they begin. Ask where each of them has read all seven.",
        },
        {
            "b": "you would count work. Twice the work can be paid with a faster machine; no "
            "machine hears tomorrow's words.",
            "c": "you would count memory. A few seconds of speech are small.",
            "d": "you would need labels only in training. The trouble is with the input.",
        },
        {
            "a": "you would forget the network that reads from the right. It has read x⟨2⟩ as well.",
            "b": "you would forget the network that reads from the left. It has read x⟨2⟩ as well.",
            "c": "you would halve it. Where one thing goes two ways, the gradients add up.",
        },
    ],
)
