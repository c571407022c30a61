"""Judging: facts of one page to evidence. Pure: values in, values out."""
