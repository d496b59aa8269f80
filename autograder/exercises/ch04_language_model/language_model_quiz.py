"""The quiz at the end of chapter 4."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "language_model_quiz",
    "04_language_model",
    answers="cadbc",
    reasons=[
        "Nats belong to the natural logarithm, so the perplexity is e² = 7.39.",
        "A loss of 0.001 is a probability of e^−0.001 = 0.999 for each letter. Nobody can "
        "guess names so well. The network must see the answer: the input at a step is the "
        "letter that it is to predict.",
        "A very small τ makes the distances between the scores very large: 2 and 1, divided by "
        "0.01, are 200 and 100. softmax then gives the largest score all but e^−100 of the "
        "probability.",
        "Who draws the unknown word draws again. So the two others share all of the "
        "probability: 0.6 / 0.9 = 0.6667 and 0.3 / 0.9 = 0.3333.",
        "For A all rare words are one, <UNK>, which is frequent and easy to predict. B has "
        "to tell many of them apart. Perplexities of different vocabularies measure "
        "different tasks.",
    ],
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
