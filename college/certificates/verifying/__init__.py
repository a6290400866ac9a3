"""Anyone checks a certificate: by its number, by the code in its QR, by the file they were sent.

The number alone says whether there is such a certificate and whether it holds. What is on it is shown to who has its
code, or knows whose it is: numbers run on, so whoever counts through them must meet no names.
"""
