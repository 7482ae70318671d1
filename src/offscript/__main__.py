"""`python -m offscript`."""

from offscript.cli import main

main()
