"""Markets, languages, seeds and weights: the facts in ``data/``, read and checked."""
