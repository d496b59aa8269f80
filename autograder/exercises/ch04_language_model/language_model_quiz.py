"""The quiz at the end of chapter 4."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "language_model_quiz",
    "04_language_model",
    answers="cadbc",
    wrong=[
        {
            "a": "you would have the loss itself. Put 2 into e to the power of the loss.",
            "b": "you would have raised 2 to a loss in nats. Nats belong to the natural logarithm.",
            "d": "you would have turned nats into bits. Perplexity is a number of choices.",
        },
        {
            "b": "you would see a loss far above that of a guess if the targets were wrong. Here "
            "it is nearly 0. Ask what the network must be reading.",
            "c": "you would see small gains from a better learning rate. Ask whether any network "
            "can predict names with certainty.",
            "d": "you would see a loss that is off by a factor. Multiply 0.001 by any sensible one.",
        },
        {
            "a": "you would need τ → ∞ for that. Divide scores by a very small number, and see "
            "whether their differences grow or shrink.",
            "b": "you would need τ = 1 for that.",
            "c": "you would see this with top_k, which cuts off. Temperature leaves every word "
            "some probability.",
        },
        {
            "a": "you would be right if the part of the unknown word were shared equally. Draw "
            "again, and see who gets it.",
            "c": "you would be right if the unknown word were not drawn again. Work out what "
            "the known words sum to.",
            "d": "you would have divided by p of the unknown word. Work out what the known words "
            "sum to.",
        },
        {
            "a": "you would need a model that puts some probability on a word it does not know. "
            "<UNK> is one entry for hundreds of words; compare what each of them gets.",
            "b": "you would need letters as steps. Both models here predict words.",
            "d": "you would be right for the number of steps, not for what is compared.",
        },
    ],
)
