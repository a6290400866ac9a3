"""Settings come from the environment once, here; `development`, `production` and `test` build on `base`."""
