"""How templates say a record: its name, its address, its language; dates in words."""
