"""Packs what others made into the repository: `make vendor`, which needs npm, and `make vendor-fonts`, which needs apt.

What comes out is committed, so that a fresh clone needs none of it. `package-lock.json` pins the npm packages;
`static/vendor/README.md`, `college/hanzi/data/README.md` and `college/fonts/README.md` say what was taken and what was
done to it.
"""
