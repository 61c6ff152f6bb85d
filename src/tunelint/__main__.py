"""Run tunelint as a module: `python -m tunelint`."""

from tunelint.cli import main

if __name__ == "__main__":
    main()
