"""Course packages in lessons: put there by editors, shown to learners in a frame. `college.packages` keeps them."""
