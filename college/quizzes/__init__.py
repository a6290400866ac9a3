"""Questions, quizzes, attempts: what is asked, what a person answered, and whether it was enough.

Nothing here knows of lessons. Who may take a quiz is asked of the callable that the setting QUIZ_ACCESS_POLICY names;
that one was finished is announced in `college.quizzes.signals`.
"""
