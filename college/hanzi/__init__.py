"""What is known about characters: readings, strokes, radicals, levels, words, sentences, pinyin over a text.

Everything lies in files of `data/`, packed once by `make vendor`; there is no database and nothing about a learner.
Any room above may ask.
"""
