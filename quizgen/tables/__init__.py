"""Tables from spreadsheets: CSV, TSV and .xlsx, read within limits."""
