"""From what somebody types of a meeting to a draft of it: read line by line, matched, asked back.

Knows no request: the site and the admin show one form, and hand it what was sent.
"""
