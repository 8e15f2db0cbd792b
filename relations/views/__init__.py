"""The pages staff read, of rows the reader may see; each asks a fixed number of queries.

``base`` has the list and the page of any noun; the files named by noun say what is their own.
``tables`` turns columns into cells, ``paging`` cuts a list, ``panel`` draws its filters.
"""
