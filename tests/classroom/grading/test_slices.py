"""What of a chapter an answer needs."""

from classroom.grading.slices import answer_piece, needed, pieces_of


def sliced(source, *names):
    pieces, missing = needed(pieces_of(source), names)
    return "\n".join(piece.source for piece in pieces), missing


def test_only_what_is_read_is_taken():
    source = "import time\nimport numpy as np\nx = np.ones(3)\ny = time.time()\nplot(x)\nz = x.sum()"
    assert sliced(source, "z") == ("import numpy as np\nx = np.ones(3)\nz = x.sum()", set())


def test_last_value_counts_and_an_older_one_is_left_out():
    assert sliced("x = 1\nx = 2\nx = 3", "x") == ("x = 3", set())


def test_what_changes_a_value_in_place_comes_with_it():
    assert sliced("x = [1]\nx[0] = 2\nx += [3]", "x") == ("x = [1]\nx[0] = 2\nx += [3]", set())


def test_function_finds_a_helper_that_is_defined_after_it():
    source = "def f(x):\n    return g(x)\ndef g(x):\n    return x"
    assert sliced(source, "f") == (source, set())


def test_local_names_of_a_function_do_not_bring_in_the_chapters():
    assert sliced("x = slow()\ndef f(x):\n    y = x\n    return [y for y in [x]]", "f")[0].startswith("def f")


def test_names_of_an_import_and_the_body_of_a_try_are_taken_apart():
    source = "try:\n    from course_utils import chapter, widgets\nexcept ImportError:\n    raise"
    assert sliced(source, "chapter") == ("from course_utils import chapter", set())


def test_name_that_nothing_binds_is_missing_and_a_builtin_is_not():
    assert sliced("def f():\n    return max(a, b)\na = 1", "f")[1] == {"b"}


def test_answer_is_one_piece_that_others_may_need():
    pieces = [*pieces_of("import numpy as np"), answer_piece("k = 2\ndef f(x):\n    return k * np.sum(x)", "f")]
    chosen, missing = needed(pieces, ["f"])
    assert [piece.origin for piece in chosen] == ["", "f"]
    assert not missing
