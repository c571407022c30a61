"""``python -m prospector``."""

from prospector.cli.app import main

if __name__ == "__main__":
    main()
