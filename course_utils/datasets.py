"""The data of the course: pictures, digits, a digit that was read, study hours. Offline first: only the full digits download.

Every call returns fresh arrays, so you may change them. The files, their origins and their licences are in
``course_utils/data``.
"""

import csv
import json
import os
import re
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.downloads import Split, load_fashion_mnist, load_mnist

__all__ = [
    "PICTURES",
    "ReadDigit",
    "Training",
    "load_digits",
    "load_picture",
    "load_read_digit",
    "load_study_hours",
    "load_trainings",
    "to_grey",
]

Images = NDArray[np.uint8]

DATA = Path(__file__).parent / "data"

PICTURES: tuple[str, ...] = ("cat", "camera", "coffee", "astronaut", "rocket", "brick")
"""The names that `load_picture` knows without a path."""

# Formats that Pillow decodes by itself. Left out on purpose: EPS and the like, which would start another program.
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM")
_MAX_PIXELS = 100_000_000
_PIXELS_AT_ONCE = 2**20  # that turn grey together, so that a large picture needs no large planes of floats

_PHOTOMETRIC, _SAMPLE_FORMAT = 262, 339  # tags of a TIFF file
_WHITE_IS_ZERO, _SIGNED = 0, 2


# --- Pictures ---


def to_grey(image: ArrayLike) -> NDArray:
    """Grey version of a colour image: 0.2989 R + 0.5870 G + 0.1140 B.

    Parameters
    ----------
    image
        Colours, shape (H, W, 3), any integer or real floating dtype. It is not changed.

    Returns
    -------
    ndarray
        Shape (H, W), dtype of the image. For an integer image the sum is rounded to the nearest integer.

    Raises
    ------
    TypeError
        If the image does not hold real numbers.
    ValueError
        If its shape is not (H, W, 3), or it is empty or ragged.

    Notes
    -----
    The eye is most sensitive to green. The weights are the luma of Recommendation ITU-R BT.601 to four digits; they
    add up to 0.9999, so white in floats becomes 0.9999.

    Examples
    --------
    >>> import numpy as np
    >>> red_green_blue = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]], dtype=np.uint8)
    >>> to_grey(red_green_blue)
    array([[ 76, 150,  29]], dtype=uint8)
    >>> to_grey(np.array([[[0.5, 0.5, 0.5]]]))
    array([[0.49995]])
    """
    image = _as_colours(image)
    grey = np.empty(image.shape[:2], image.dtype)
    at_once = max(1, _PIXELS_AT_ONCE // image.shape[1])
    for rows in (slice(first, first + at_once) for first in range(0, len(image), at_once)):
        red, green, blue = image[rows, :, 0], image[rows, :, 1], image[rows, :, 2]
        weighted = 0.2989 * red + 0.5870 * green + 0.1140 * blue
        grey[rows] = np.rint(weighted) if np.issubdtype(image.dtype, np.integer) else weighted
    return grey


def _as_colours(image: ArrayLike) -> NDArray:
    try:
        image = np.asarray(image)
    except ValueError as error:
        raise ValueError(
            "the image is ragged (its rows differ in length); expected an array of shape (H, W, 3)"
        ) from error
    if not (np.issubdtype(image.dtype, np.integer) or np.issubdtype(image.dtype, np.floating)):
        raise TypeError(
            f"the image has dtype {image.dtype}; expected integers or real floats, such as uint8 from load_picture"
        )
    if image.ndim != 3 or image.shape[2] != 3:
        hint = "it may be grey already" if image.ndim == 2 else "pass one picture, its three colours last"
        raise ValueError(f"the image has shape {image.shape}; expected (H, W, 3): {hint}")
    if image.size == 0:
        raise ValueError(f"the image is empty, with shape {image.shape}; expected at least one pixel")
    return image


def load_picture(name: str | Path = "cat", grey: bool = False) -> Images:
    """Load a picture: one that comes with the course, or your own.

    Parameters
    ----------
    name
        ``"cat"``, ``"camera"``, ``"coffee"``, ``"astronaut"``, ``"rocket"`` or ``"brick"``; or the path of a PNG, JPEG,
        GIF (its first frame), BMP, TIFF, WebP or PPM file. These names win over files of the same name. Other text is a
        path if it has a suffix or a separator, or if such a file exists. A `Path` is always a path. ``~`` is your home.
    grey
        Whether to return shades of grey, made by `to_grey`.

    Returns
    -------
    ndarray of uint8
        Shape (H, W, 3), also for a grey file; or (H, W) with ``grey=True``. Your own picture is turned upright (EXIF),
        transparent parts become white, 16 bits become 8, palettes and CMYK become RGB.

    Raises
    ------
    TypeError
        If the name is neither text nor a `Path`.
    FileNotFoundError
        If there is no file at the path.
    ValueError
        If the name is unknown; if the path is a folder; if the file is empty, cut short, not a picture, of a pixel
        type that 8 bits cannot hold, or of more than 100 million pixels (which is checked before they are decoded).

    Notes
    -----
    The pictures are those of scikit-image: the cat is Chelsea by Stefan van der Walt, camera is by Lav Varshney, coffee by
    Rachel Michetti and brick by CC0 Textures (all CC0); astronaut is by NASA and rocket by SpaceX (both public domain).

    Examples
    --------
    >>> load_picture("cat").shape
    (300, 451, 3)
    >>> load_picture("cat", grey=True).shape
    (300, 451)
    """
    pixels = _decode(_find_picture(name))
    return to_grey(pixels) if grey else pixels


def _find_picture(name: str | Path) -> Path:
    if not isinstance(name, str | Path):
        raise TypeError(
            f"name is of type {type(name).__name__}; expected a picture's name, such as 'cat', or a path (str or Path)"
        )
    if isinstance(name, str):
        if name in PICTURES:
            return DATA / (f"{name}.jpg" if name == "rocket" else f"{name}.png")
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", name):
            raise FileNotFoundError(
                f"there is no file {name!r}: that is a URL, and load_picture reads files; "
                "download it with a browser, check the spelling of its name, and give the path of the file"
            )
        looks_like_path = "/" in name or os.sep in name or Path(name).suffix or os.path.exists(name)
        if not looks_like_path:
            raise ValueError(
                f"unknown picture {name!r}; expected one of {', '.join(PICTURES)}, "
                "or a path to your own picture, such as 'holiday.jpg'"
            )
    path = Path(os.path.expanduser(name))
    if os.path.isdir(path):
        raise ValueError(f"{str(path)!r} is a folder; expected a picture file: add the name of a file in it")
    if not os.path.exists(path):
        raise FileNotFoundError(
            f"there is no file {str(path)!r}; check the spelling and the folder, or use one of {', '.join(PICTURES)}"
        )
    if not path.is_file():
        raise ValueError(f"{str(path)!r} is a device or a pipe; expected an ordinary picture file")
    if path.stat().st_size == 0:
        raise ValueError(f"{str(path)!r} is empty (0 bytes); expected a picture: copy or download it again")
    return path


def _decode(path: Path) -> Images:
    """Return the picture in a file as RGB, upright, or raise a ValueError that says why not."""
    from PIL import Image, ImageOps

    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(file, formats=_FORMATS)  # reads the header only
            width, height = image.size
            tags = dict(getattr(image, "tag_v2", {}))
        except Image.DecompressionBombError as error:
            raise ValueError(f"{str(path)!r} is too large: {error}; make it smaller in another program") from error
        except Exception as error:  # Pillow's formats raise OSError, SyntaxError, ValueError and others
            raise ValueError(
                f"{str(path)!r} is not a picture, or its beginning is damaged; expected one of the formats "
                f"{', '.join(_FORMATS)}: open it in another program and save it as PNG"
            ) from error
        if width * height > _MAX_PIXELS:
            raise ValueError(
                f"{str(path)!r} is too large: {width} x {height} pixels; "
                f"expected at most {_MAX_PIXELS:,} in all: make it smaller in another program"
            )
        try:
            image.load()
            image = ImageOps.exif_transpose(image)
        except Exception as error:
            raise ValueError(
                f"{str(path)!r} is cut short or damaged ({error}); expected a whole picture: copy or download it again"
            ) from error
        return _to_rgb(image, tags, path)


def _to_rgb(image, tags: dict[int, object], path: Path) -> Images:
    """Return a decoded Pillow image of any mode as an array of shape (H, W, 3); ``tags`` are those of a TIFF file."""
    from PIL import Image

    if image.mode == "I" or image.mode.startswith("I;16") or _is(tags, _SAMPLE_FORMAT, _SIGNED):
        grey = _to_eight_bits(image, tags, path)
        return np.stack([grey, grey, grey], axis=-1)
    if image.mode in ("F", "LAB"):
        raise ValueError(
            f"{str(path)!r} has pixels of Pillow's type {image.mode!r}; expected grey, RGB or CMYK in whole numbers: "
            "save it as an 8-bit PNG"
        )
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return np.array(image.convert("RGB"))


def _is(tags: dict[int, object], number: int, value: int) -> bool:
    return tags.get(number) in (value, (value,))


def _to_eight_bits(image, tags: dict[int, object], path: Path) -> Images:
    """Return grey levels of any whole type as 0 to 255, with what is transparent in white."""
    levels = np.asarray(image)
    if levels.dtype == np.uint8:  # Pillow reads signed bytes as unsigned ones
        levels = levels.view(np.int8)
    least, most = int(levels.min()), int(levels.max())
    if least < 0 or most > 65_535:
        raise ValueError(
            f"{str(path)!r} holds numbers from {least} to {most}; "
            "expected 0 to 255 or 0 to 65535: rescale it and save it as an 8-bit PNG"
        )
    white = 255 if most <= 255 else 65_535  # 8 bits may stand in a wider type
    shown = levels.astype(np.int32)
    if _is(tags, _PHOTOMETRIC, _WHITE_IS_ZERO):
        shown = white - shown
    grey = ((shown + white // 510) // (white // 255)).astype(np.uint8)
    if (transparent := image.info.get("transparency")) is not None:
        grey[levels == transparent] = 255
    return grey


# --- Handwritten digits ---


def load_digits(source: str = "mnist_5k") -> tuple[Split, Split]:
    """Load pictures of ten classes with their labels, to train and to test.

    Parameters
    ----------
    source
        * ``"mnist_5k"``: 4,000 and 1,000 handwritten digits, as many of each. It comes with the course: no download.
        * ``"mnist"``: all of MNIST, 60,000 and 10,000. Keras downloads it once (11 MB) and keeps it.
        * ``"fashion_mnist"``: 60,000 and 10,000 pieces of clothing. Keras downloads it once (31 MB) and keeps it.

    Returns
    -------
    (x_train, y_train), (x_test, y_test)
        Pictures x of dtype uint8 and shape (N, 28, 28), 0 for the background and 255 for full ink; labels y, 0 to 9, of
        dtype uint8 and shape (N,).

    Raises
    ------
    TypeError
        If the source is not text.
    ValueError
        If the source is unknown.
    ConnectionError
        If the data is neither in the cache of Keras nor can be downloaded. The message says where to put the files
        by hand; the cause says what went wrong.
    ValueError
        Also if a file in the cache of Keras is damaged or holds other data. It stays as it is; the message says what is
        wrong with it.

    Notes
    -----
    MNIST: LeCun, Bottou, Bengio and Haffner, *Gradient-based learning applied to document recognition* (1998).
    Fashion-MNIST: Xiao, Rasul and Vollgraf, *Fashion-MNIST: a novel image dataset for benchmarking machine learning
    algorithms* (2017). Keras keeps its files in ``~/.keras/datasets``, or in ``$KERAS_HOME/datasets``.

    Examples
    --------
    >>> (x_train, y_train), (x_test, y_test) = load_digits()
    >>> x_train.shape, x_test.shape
    ((4000, 28, 28), (1000, 28, 28))
    """
    if not isinstance(source, str):
        raise TypeError(f"source is of type {type(source).__name__}; expected text, such as 'mnist_5k'")
    if source == "mnist_5k":
        with np.load(DATA / "mnist_5k.npz", allow_pickle=False) as file:
            return (file["x_train"], file["y_train"]), (file["x_test"], file["y_test"])
    if source == "mnist":
        return load_mnist()
    if source == "fashion_mnist":
        return load_fashion_mnist()
    raise ValueError(f"unknown source {source!r}; expected 'mnist_5k' (offline), 'mnist' or 'fashion_mnist'")


# --- A digit that was read ---


class ReadDigit(NamedTuple):
    """A digit of the test set, and how a trained network reads it."""

    picture: Images
    label: int
    probabilities: NDArray[np.float64]
    right: int
    tested: int
    weights: int


def load_read_digit() -> ReadDigit:
    """Load a digit of the test set with the ten probabilities that a trained network gives it: no TensorFlow is needed.

    Returns
    -------
    ReadDigit
        ``picture``, uint8 of shape (28, 28); its ``label``; ``probabilities``, float64 of shape (10,), of the digits 0 to 9;
        how many test digits the network reads ``right``, out of how many ``tested``; and how many ``weights`` it has.

    Notes
    -----
    The network is the modern one of chapter 08, trained on the 4,000 digits of ``load_digits()``. The digit is the 3 that it
    reads right with the least confidence. ``benchmarks/read_digit.py`` made the file ``course_utils/data/read_digit.json``.

    Examples
    --------
    >>> digit = load_read_digit()
    >>> digit.label, int(digit.probabilities.argmax())
    (3, 3)
    """
    stored = json.loads((DATA / "read_digit.json").read_text(encoding="utf-8"))
    _, (pictures, labels) = load_digits()
    place = stored["test_digit"]
    counts = (stored[name] for name in ("right", "tested", "weights"))
    return ReadDigit(pictures[place].copy(), int(labels[place]), np.array(stored["probabilities"]), *counts)


# --- Trainings that were recorded ---


class Training(NamedTuple):
    """A training of a network of chapter 08, and what came out."""

    network: str
    epochs: int
    seed: int
    weights: int
    right: int
    tested: int
    smoothness: float


def load_trainings() -> list[Training]:
    """Load how well the networks of chapter 08 read, each with its parts left out and trained from several seeds.

    Returns
    -------
    list of Training
        Of each training: the ``network`` in words; its ``epochs`` and ``seed``; how many ``weights`` the network has, biases
        included; how many test digits it reads ``right``, out of how many ``tested``; and the ``smoothness`` of its first
        kernels, the correlation between each weight and the one below it (NaN if the network has no convolution).

    Notes
    -----
    ``benchmarks/parts.py`` made the file ``course_utils/data/trainings.csv`` with the networks and the training of the chapter.

    Examples
    --------
    >>> dense = [one for one in load_trainings() if one.network == "dense"]
    >>> [one.seed for one in dense], {one.weights for one in dense}
    ([1, 2, 3], {101770})
    """
    with (DATA / "trainings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = ("epochs", "seed", "weights", "right", "tested")
    return [Training(row["network"], *(int(row[name]) for name in counts), float(row["smoothness"] or "nan")) for row in rows]


# --- Study hours ---


def load_study_hours() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Load how long 25 students studied, and what they scored.

    Returns
    -------
    hours, scores
        Hours of study and scores in percent, each float64 of shape (25,).

    Notes
    -----
    A small data set that many public courses on regression use; who collected it is not documented. The file is
    ``course_utils/data/study_hours.csv``.

    Examples
    --------
    >>> hours, scores = load_study_hours()
    >>> float(hours[0]), float(scores[0])
    (2.5, 21.0)
    """
    table = np.loadtxt(DATA / "study_hours.csv", delimiter=",", skiprows=1)
    return table[:, 0].copy(), table[:, 1].copy()
