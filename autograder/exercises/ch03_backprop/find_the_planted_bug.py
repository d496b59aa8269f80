"""Four programs with a planted bug: which line is wrong, and what belongs in its place?"""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "find_the_planted_bug",
    "03_backprop",
    answers="bcadbacb",
    asks=tuple(
        f"Program {number}, {what}"
        for number in range(1, 5)
        for what in ("the line", "in its place")
    ),
    reasons=[
        "dU and db are made from dz and are right, so dz is right. Of what makes dW, only "
        "its own line is left.",
        "In the forward step W is multiplied with the state before, h_prev. So dW is dz "
        "times its transpose, (n_a, m) times (m, n_a), which has the shape of W.",
        "dh_later is filled in line c and read nowhere. It belongs to dh. With one step it "
        "is 0, so nothing is missing there.",
        "A state is used twice, for its own prediction and for the next step. Gradients of "
        "two uses are added.",
        "total is the sum of squares, 6² = 36, and is taken for the norm. The factor "
        "becomes 5 / 36 = 0.139, and 0.139 · 6 = 0.83 is what was seen.",
        "The norm is the root of the sum of squares: √36 = 6. Then the factor is 5 / 6, and "
        "the norm afterwards is 5, the limit.",
        "up and down lie 2 ε apart, and the line divides by ε. So slope is 2 g, and |g − "
        "2g| / (|g| + |2g|) = 1/3, which is what was seen.",
        "A slope is the difference of the losses divided by the distance of the two points, "
        "which is 2 ε. Then slope is close to g and the difference is close to 0.",
    ],
    wrong=[
        {
            "a": "you would spoil dU and db too, since they are made from dz, and they are right.",
            "c": "you would spoil dU, and the gradient check says that dU is right.",
            "d": "you would spoil db, and the gradient check says that db is right.",
        },
        {
            "a": "you would get the transpose of the gradient you had, and still the new state. "
            "Ask which state W was multiplied with in the forward step.",
            "b": "you would get an array of shape (m, m). A gradient has the shape of its weight.",
            "d": "you would get the gradient of the old state, of shape (n_a, m), and not that of "
            "a weight.",
        },
        {
            "b": "you would change a call that is right whenever its dh is right. With one step "
            "everything agrees.",
            "c": "you would break the one line that keeps what goes to the left. Ask instead "
            "where dh_later is used.",
            "d": "you would break a sum over the steps that is right. If it were wrong, dU and db "
            "would be right.",
        },
        {
            "a": "you would drop what this step's own prediction says.",
            "b": "you would multiply two gradients. Two paths into one state are added.",
            "c": "you would read the prediction of another step.",
        },
        {
            "a": "you would change the sum of squares, which is right: 36 for the first example.",
            "c": "you would change the factor, which is right if norm is right. Ask with what norm "
            "5 / norm gives 0.139.",
            "d": "you would change the multiplication. The direction is right, only the length is "
            "not.",
        },
        {
            "b": "you would get 12 where 6 is right, if there are three arrays. The norm does not "
            "depend on how the numbers are packed.",
            "c": "you would change nothing: a sum of squares is positive already.",
            "d": "you would make the norm at least the limit, and 36 would stay 36.",
        },
        {
            "a": "you would move the upper point, which is where it should be.",
            "b": "you would move the lower point, which is where it should be. Ask how far apart "
            "the two are.",
            "d": "you would change the quotient. Put slope = 2 g into it and see what comes out.",
        },
        {
            "a": "you would take half of a one-sided slope. A right gradient would again get 1/3.",
            "c": "you would turn the sign and keep the factor 2.",
            "d": "you would add two losses; a slope is a difference.",
        },
    ],
)
