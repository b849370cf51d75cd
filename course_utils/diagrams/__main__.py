"""The command ``python -m course_utils.diagrams [FOLDER]``."""

import argparse

from course_utils.diagrams import FIG_FOLDER, write_drawings


def main() -> None:
    """Write every drawing and print the names of the files."""
    parser = argparse.ArgumentParser(prog="python -m course_utils.diagrams", description="Write every drawing of the course.")
    parser.add_argument("folder", nargs="?", default=FIG_FOLDER, help="where to (default: fig/ of the course)")
    try:
        print(*write_drawings(parser.parse_args().folder), sep="\n")
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
