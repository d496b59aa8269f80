"""The quiz at the end of chapter 2."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "forward_quiz",
    "02_forward",
    answers="bcdba",
    reasons=[
        "Step 3 reads another word, so a⟨3⟩ can change. Each later state is made from the "
        "one before it, so the change goes on to step 8. Steps 1 and 2 come before it.",
        "All steps use the same weights, and no shape of a weight holds T_x. So longer "
        "sentences need no new parameter.",
        "The state changes while t < length. The second length is 2, so it changes at t = 0 "
        "and t = 1, and 1 is the last.",
        "sum without an axis adds all 4 · 3 = 12 numbers. Divided by this one number they "
        "sum to 1 together, so the scores of one example change the results of the others.",
        "The mean is taken over the real steps. There are 8 + 2 = 10 of them, and 5.0 / 10 = 0.5.",
    ],
    wrong=[
        {
            "a": "you would have a network whose state depends on the word of its own step alone. "
            "Follow the arrow W_aa out of step 3 and see where it leads.",
            "c": "you would have a network that recovers once the inputs are equal again. Ask what "
            "the state of step 5 is handed on to.",
            "d": "you would have a network in which news travels to the left too. Look at which "
            "way the arrows between the states point.",
        },
        {
            "a": "you would need a weight matrix of its own for every step. Look at the four "
            "copies in the unrolled picture and at whose weights they use.",
            "b": "you would have a W_aa whose size depends on the sentence. Read its shape in the "
            "table, (n_a, n_a), and search it for T_x.",
            "d": "you would have a bias with one column per step. Read its shape in the table, "
            "(n_a, 1), and think of what repeats that column.",
        },
        {
            "a": "you would let one padded step change the state. With t = 2 and a length of 2, "
            "say aloud whether t < length.",
            "b": "you would freeze the sentence before its last word is read. Count its words on "
            "your fingers, starting with t = 0.",
            "c": "you would let the padding write over the state up to the end of the batch. "
            "Compare with the length of this sentence, not with the longest one.",
        },
        {
            "a": "you would need one sum per column for that. Count how many numbers powers.sum() "
            "returns when no axis is named.",
            "c": "you would need a sum along each row for that, and no axis is named here. Count "
            "how many numbers powers.sum() returns.",
            "d": "you would be right if the shapes had to be equal. NumPy repeats a single number "
            "over an array of any shape, and gives no warning.",
        },
        {
            "b": "you would divide by all 16 places of the batch, so that padding makes a network "
            "look better. Count only the steps where the mask is 1.",
            "c": "you would divide by the number of sentences, so that long sentences cost more "
            "than short ones. The mean in this chapter is taken over steps.",
            "d": "you would divide by the length of the longest sentence. Count the real steps of "
            "both sentences.",
        },
    ],
)
