"""From what somebody types to a draft: read line by line, matched, asked back.

Meetings and their changes, moves and cards. Knows no request: the site and the admin show one form,
and hand it what was sent.
"""
