"""Reading: HTML and its relatives to facts. Pure: bytes in, values out."""
