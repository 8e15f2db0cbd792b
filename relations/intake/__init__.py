"""Reading what people paste: plain Python that understands lists of participants as printed.

Knows no database and no form; what it does not understand it hands back as text, marked.
"""
