"""The quiz at the end of chapter 0."""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "start_here_quiz",
    "00_start_here",
    answers="cbacb",
    wrong=[
        {
            "a": "you would have read what was expected. What the function gave stands behind got.",
            "b": "you would see a single number there. A shape (k,) says that there are k of them.",
        },
        {
            "a": "you would have counted the rows. Columns are examples, and m counts the columns.",
            "c": "you would have counted all numbers of the array. A column is one example.",
        },
        {
            "b": "you would look for a memory in the check. It has none: it runs the function that "
            "the memory of the page holds. Say which one that is.",
            "c": "you would get another message from another mistake, or at least other numbers. "
            "Ask which function the check has seen.",
        },
        {
            "a": "you would miss what you have typed as well. Code and results are kept in the "
            "file; ask what is not.",
            "b": "you would have lost a program overnight. The first cell tells Python what np is; "
            "ask whether it has run today.",
        },
        {
            "a": "you would be right if there were no parts. Read what section 4 says about them.",
            "c": "you would get a point for a part that is wrong. Read what section 4 says.",
        },
    ],
)
