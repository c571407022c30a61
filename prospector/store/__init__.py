"""The store: append-only Parquet parts, views over them, run records."""
