"""The quiz at the end of chapter 8."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "deep_quiz",
    "08_deep",
    answers="cbdac",
    reasons=[
        "Two arrows lead into the box: from below the state of layer 1 at the same step, "
        "and from the left layer 2's own state of the step before.",
        "Layer 1 has 64 · 27 + 64 · 64 + 64 = 5,888. Layer 2 reads 64 numbers: 64 · 64 + 64 "
        "· 64 + 64 = 8,256. Together that is 14,144.",
        "Dropout sets to 0 what one layer hands up to the next. On the way from step to "
        "step it would wear the memory away: with rate 0.3 a unit survives 20 steps with "
        "probability 0.7^20 = 0.0008.",
        "Layer 2 reads the joined states of layer 1. At step t the forward half has read "
        "x⟨1⟩ to x⟨t⟩, and the backward half x⟨t⟩ to the end: together the whole sequence.",
        "There is no error, so all shapes fit, as they do in a wrong order of gates: torch "
        "has i, f, g, o where ours is f, u, c, o. Rounding would differ by 0.0000001, not "
        "by 0.3.",
    ],
    wrong=[
        {
            "a": "you would go through the layer below at the step before. Layer 2 hears of that "
            "step through its own state.",
            "b": "you would leave out the layer's own past. Without it nothing is recurrent.",
            "d": "you would let every layer read x. Only layer 1 does.",
        },
        {
            "a": "you would count the lowest layer twice. Layer 2 reads 64 numbers from below, "
            "not 27.",
            "c": "you would leave out the biases, 64 in each layer.",
            "d": "you would count layer 1 as if it read 64 numbers. It reads 27.",
        },
        {
            "a": "you would drop the memory itself, anew at each step. After 20 steps with rate "
            "0.3 hardly a unit would not have been dropped.",
            "b": "you would speak of the numbers that x consists of. One can mask them, but "
            "that is not where this chapter put it.",
            "c": "you would drop weights, which is another method. Here outputs are dropped.",
        },
        {
            "b": "you would be right for the lowest layer. Layer 2 reads joined states, and half of "
            "each has come from the right.",
            "c": "you would keep the directions apart. They are joined between the layers, and each "
            "direction of layer 2 reads both halves.",
            "d": "you would leave out the way from step to step, which layer 2 has too.",
        },
        {
            "a": "you would take our order, f, u, c, o, for torch's.",
            "b": "you would blame the direction of the batch. A wrong layout gives a wrong shape "
            "or other numbers for an RNN, too.",
            "d": "you would expect the GPU to compute something else. It rounds elsewhere, in the "
            "seventh digit.",
        },
    ],
)
