"""Texts that a learner wants to read: pasted, or photographed and recognised here, without any service outside.

`pictures` makes a safe picture of what was sent, `recognizer` finds the lines on it in a process of its own, `layout`
puts the lines in order, `recognition` is that piece of work, `page` is what the learner reads. A letter is its
learner's alone; one that is not kept goes within the hour, and its photo when the page is closed.
"""
