"""A course in another language: a copy that lies beside the original in the catalogue, each lesson tied to the one it
translates by Wagtail's `translation_key`. The addresses of the original stay as they are.
"""
