"""Each certificate as an Open Badge 3.0: a credential that machines check by themselves.

`credential` says what is certified, `data_integrity` and `jwt` sign it in its two forms, `keys` keeps what with.
Issuers are known by `did:web` (`identity`); what was withdrawn stands in a `status_list`; `baking` puts a credential
into a `picture`. The signing is our own: what verifies it in the tests is somebody else's.
"""
