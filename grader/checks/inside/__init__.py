"""Programs that checks run in the sandbox, as text given to its Python: standard library only, no import of ours."""
