"""A database backend that starts its own PostgreSQL at the first connection.

``base`` is what Django sees. Below it, each importing only those named after it: ``server``
(start, attach, stop), ``cluster`` (the data folder and its roles), ``postmaster`` (whose process a
lock file names), ``folders`` (where things lie), ``programs`` (the binaries of the wheel),
``account`` (as whom they run), ``locks``. Nothing here trusts a process id: alive is what answers
on the socket.
"""
