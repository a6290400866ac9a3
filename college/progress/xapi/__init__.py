"""What learners completed, passed and were awarded, told to a learning record store in xAPI 1.0.3 statements.

Off unless the setting XAPI_ENDPOINT names one. `recording` queues statements, `sending` is what workers send them by.
No name and no number leaves: a person is a code that only this site can make (`statements.actor_name`).
"""
