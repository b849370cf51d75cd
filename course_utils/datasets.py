"""The data of the course: pictures, handwritten digits and study hours. Offline first: only the full digits download.

Every call returns fresh arrays, so you may change them. The pictures come with scikit-image. The other files, their
origins and their licences are in ``course_utils/data``.
"""

import gzip
import os
import socket
import tempfile
import warnings
import zlib
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["PICTURES", "load_digits", "load_picture", "load_study_hours", "to_grey"]

Images = NDArray[np.uint8]
Split = tuple[NDArray[np.uint8], NDArray[np.uint8]]

DATA = Path(__file__).parent / "data"

_PICTURE_FILES = {
    "cat": "chelsea.png",
    "camera": "camera.png",
    "coffee": "coffee.png",
    "astronaut": "astronaut.png",
    "rocket": "rocket.jpg",
    "brick": "brick.png",
}
PICTURES: tuple[str, ...] = tuple(_PICTURE_FILES)
"""The names that `load_picture` knows without a path."""

# Formats that Pillow decodes by itself. Left out on purpose: EPS and the like, which would start another program.
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM")
_MAX_PIXELS = 100_000_000

_KERAS_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
_TIMEOUT = 30.0  # seconds of silence from the server
# Bytes of each file of Fashion-MNIST once unpacked: a header, then one byte a label or a pixel.
_FASHION_MNIST_SIZES = {
    "train-labels-idx1-ubyte.gz": 8 + 60_000,
    "train-images-idx3-ubyte.gz": 16 + 60_000 * 28 * 28,
    "t10k-labels-idx1-ubyte.gz": 8 + 10_000,
    "t10k-images-idx3-ubyte.gz": 16 + 10_000 * 28 * 28,
}


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
    red, green, blue = image[..., 0], image[..., 1], image[..., 2]
    grey = 0.2989 * red + 0.5870 * green + 0.1140 * blue
    if np.issubdtype(image.dtype, np.integer):
        grey = np.rint(grey)
    return grey.astype(image.dtype)


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
    The pictures come with scikit-image. The cat is Chelsea by Stefan van der Walt, camera is by Lav Varshney, coffee by
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
            # The folder is found without importing scikit-image, which takes a second.
            (package,) = find_spec("skimage").submodule_search_locations
            return Path(package, "data", _PICTURE_FILES[name])
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
        return _to_rgb(image, path)


def _to_rgb(image, path: Path) -> Images:
    """Return a decoded Pillow image of any mode as an array of shape (H, W, 3)."""
    from PIL import Image

    if image.mode == "I" or image.mode.startswith("I;16"):
        levels = np.asarray(image).astype(np.float64)
        if levels.min() < 0 or levels.max() > 65_535:
            raise ValueError(
                f"{str(path)!r} holds numbers from {levels.min():.0f} to {levels.max():.0f}; "
                "expected 0 to 255 or 0 to 65535: rescale it and save it as an 8-bit PNG"
            )
        grey = np.rint(levels / 257).astype(np.uint8)  # 65535 / 257 = 255
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
        return _load_with_keras("mnist", ["mnist.npz"], "")
    if source == "fashion_mnist":
        return _load_with_keras("fashion_mnist", list(_FASHION_MNIST_SIZES), "fashion-mnist")
    raise ValueError(f"unknown source {source!r}; expected 'mnist_5k' (offline), 'mnist' or 'fashion_mnist'")


def _load_with_keras(source: str, files: list[str], subfolder: str) -> tuple[Split, Split]:
    """Load a data set through `keras.datasets`; if that fails, say what can be done."""
    import keras

    folder = _keras_home() / "datasets" / subfolder
    previous_timeout = socket.getdefaulttimeout()
    try:
        socket.setdefaulttimeout(_TIMEOUT)  # Keras would wait for ever for a server that has gone silent
        if source == "fashion_mnist":
            _remove_damaged(folder)
        (x_train, y_train), (x_test, y_test) = getattr(keras.datasets, source).load_data()
    except Exception as error:  # Keras itself raises a bare Exception when the download fails
        raise ConnectionError(
            f"{source!r} is not on this machine and could not be downloaded ({error}). "
            f"Connect to the internet and try again; or put {', '.join(files)} from {_KERAS_URL} "
            f"into the folder {folder} by hand; or use load_digits('mnist_5k'), which works offline."
        ) from error
    finally:
        socket.setdefaulttimeout(previous_timeout)
    return (x_train.copy(), y_train.copy()), (x_test.copy(), y_test.copy())  # Keras's may be read-only


def _keras_home() -> Path:
    """Return the folder in which `keras.utils.get_file` looks, or its fallback if that one is read-only."""
    home = os.path.expanduser(os.environ.get("KERAS_HOME", "~/.keras"))
    if not os.access(home, os.W_OK):
        home = os.path.join("/tmp" if os.path.isdir("/tmp") else tempfile.gettempdir(), ".keras")
    return Path(home)


def _remove_damaged(folder: Path) -> None:
    """Remove files of Fashion-MNIST that an interrupted download left: Keras trusts any file of the right name."""
    for name, size in _FASHION_MNIST_SIZES.items():
        path = folder / name
        if not path.exists():
            continue
        try:
            with gzip.open(path) as file:
                whole = len(file.read(size + 1)) == size
        except (EOFError, gzip.BadGzipFile, zlib.error):
            whole = False
        if not whole:
            path.unlink()


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
