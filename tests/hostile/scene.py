"""Where things lie in the cage: the places that an attacker may know and must not reach."""

PLACE = "/srv/hostile/handed-in"  # the class's submissions
OUT = "/srv/hostile/out"  # what the grader writes
GRADEBOOK = f"{OUT}/gradebook.db"
OTHER = "/srv/hostile/other-course/gradebook.db"  # another course's
SECRET = "PLANTED-SECRET-7f3a"  # in the environment, in a dotfile, in another's submission
