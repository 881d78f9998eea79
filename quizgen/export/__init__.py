"""Writers turn a bank or a quiz into files; the files are then saved under protection."""
