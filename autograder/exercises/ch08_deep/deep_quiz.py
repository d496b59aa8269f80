"""The quiz at the end of chapter 8."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "deep_quiz",
    "08_deep",
    answers="cbdac",
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
