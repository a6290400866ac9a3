"""Enrolment, watch maps, completion, today's learning. Announces completion in `college.progress.signals`."""
