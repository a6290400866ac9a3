"""The editor's desk for questions and quizzes: the Wagtail admin views under 测验."""
