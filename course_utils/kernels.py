"""The named kernels of the course: small matrices, written to be read.

Convention: these are *correlation* kernels, as in deep-learning libraries. Lay the kernel on the picture as it is
printed here, multiply and add; nothing is flipped. So ``sobel_x`` gives positive numbers where brightness grows to
the right, and ``sobel_y`` where it grows downwards. A *convolution* flips the kernel, which is half a turn. The result
of Sobel, Prewitt and Scharr then changes sign, and ``emboss`` swaps light and shade. All others stay the same.

Read a kernel by three things:

* Its **sum** is what it does to a flat area. Sum 1 keeps the brightness (blurs, sharpening); sum 0 turns flat areas
  into 0, so only changes remain (edges, derivatives).
* Its **symmetry** is what it prefers. A kernel that stays the same after a quarter turn treats all four directions
  alike. One with a negative left half and a positive right half answers to vertical edges.
* Its **signs** are what it computes. All positive: an average. Mixed: a difference.

Several kernels are built from others, and the entries show it:

* ``sharpen`` = ``identity`` + ``edge_detect_4``
* ``edge_enhance`` = ``identity`` + half of ``edge_detect_8``
* ``unsharp_mask`` = 2 × ``identity`` − ``gaussian_blur_5x5``
* ``gaussian_blur`` is the column 1 2 1 times the row 1 2 1, over 16; the 5×5 one uses 1 4 6 4 1, over 256

`KERNELS` holds the matrices and `DESCRIPTIONS` a sentence or two for each, under the same names and in the same order.
Both are read-only; so is each matrix. To change one, copy it.

Examples
--------
>>> from course_utils.kernels import DESCRIPTIONS, KERNELS
>>> KERNELS["sobel_x"]
array([[-1.,  0.,  1.],
       [-2.,  0.,  2.],
       [-1.,  0.,  1.]])
>>> float(KERNELS["gaussian_blur"].sum())
1.0
>>> DESCRIPTIONS["identity"]
'Returns the picture unchanged: 1 for the pixel itself, 0 for its neighbours. Sum 1.'
>>> mine = KERNELS["sharpen"].copy()
>>> mine[1, 1] = 6

Notes
-----
Sobel, Prewitt, Laplacian and unsharp masking: Gonzalez and Woods, *Digital Image Processing*, 4th edition (2018),
chapter 3. Scharr: Scharr, *Optimale Operatoren in der Digitalen Bildverarbeitung* (2000). Binomial (1 4 6 4 1) weights:
Burt and Adelson, *The Laplacian Pyramid as a Compact Image Code* (1983).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

__all__ = ["DESCRIPTIONS", "KERNELS", "frequency_response", "nearest_kernel", "secret_blur"]


def _kernel(rows: Sequence[Sequence[int]], divisor: int = 1) -> NDArray[np.float64]:
    """Return the rows over the divisor, as a read-only float64 matrix."""
    kernel = np.array(rows, dtype=np.float64) / divisor
    kernel.flags.writeable = False
    return kernel


KERNELS: Mapping[str, NDArray[np.float64]] = MappingProxyType({
    "identity": _kernel([
        [0, 0, 0],
        [0, 1, 0],
        [0, 0, 0],
    ]),
    "box_blur": _kernel([
        [1, 1, 1],
        [1, 1, 1],
        [1, 1, 1],
    ], divisor=9),
    "gaussian_blur": _kernel([
        [1, 2, 1],
        [2, 4, 2],
        [1, 2, 1],
    ], divisor=16),
    "gaussian_blur_5x5": _kernel([
        [1,  4,  6,  4, 1],
        [4, 16, 24, 16, 4],
        [6, 24, 36, 24, 6],
        [4, 16, 24, 16, 4],
        [1,  4,  6,  4, 1],
    ], divisor=256),
    "motion_blur": _kernel([
        [1, 0, 0, 0, 0],
        [0, 1, 0, 0, 0],
        [0, 0, 1, 0, 0],
        [0, 0, 0, 1, 0],
        [0, 0, 0, 0, 1],
    ], divisor=5),
    "sharpen": _kernel([
        [ 0, -1,  0],
        [-1,  5, -1],
        [ 0, -1,  0],
    ]),
    "edge_enhance": _kernel([
        [-1, -1, -1],
        [-1, 10, -1],
        [-1, -1, -1],
    ], divisor=2),
    "unsharp_mask": _kernel([
        [-1,  -4,  -6,  -4, -1],
        [-4, -16, -24, -16, -4],
        [-6, -24, 476, -24, -6],
        [-4, -16, -24, -16, -4],
        [-1,  -4,  -6,  -4, -1],
    ], divisor=256),
    "emboss": _kernel([
        [-2, -1, 0],
        [-1,  1, 1],
        [ 0,  1, 2],
    ]),
    "edge_detect_4": _kernel([
        [ 0, -1,  0],
        [-1,  4, -1],
        [ 0, -1,  0],
    ]),
    "edge_detect_8": _kernel([
        [-1, -1, -1],
        [-1,  8, -1],
        [-1, -1, -1],
    ]),
    "sobel_x": _kernel([
        [-1, 0, 1],
        [-2, 0, 2],
        [-1, 0, 1],
    ]),
    "sobel_y": _kernel([
        [-1, -2, -1],
        [ 0,  0,  0],
        [ 1,  2,  1],
    ]),
    "prewitt_x": _kernel([
        [-1, 0, 1],
        [-1, 0, 1],
        [-1, 0, 1],
    ]),
    "prewitt_y": _kernel([
        [-1, -1, -1],
        [ 0,  0,  0],
        [ 1,  1,  1],
    ]),
    "scharr_x": _kernel([
        [ -3, 0,  3],
        [-10, 0, 10],
        [ -3, 0,  3],
    ]),
    "scharr_y": _kernel([
        [-3, -10, -3],
        [ 0,   0,  0],
        [ 3,  10,  3],
    ]),
})  # fmt: skip
"""Read-only mapping from a name to a read-only float64 matrix, 3×3 or 5×5; a correlation kernel, never flipped."""

DESCRIPTIONS: Mapping[str, str] = MappingProxyType({
    "identity": "Returns the picture unchanged: 1 for the pixel itself, 0 for its neighbours. Sum 1.",
    "box_blur": "Blurs: the plain average of nine pixels. Sum 1, so the brightness stays.",
    "gaussian_blur": "Blurs: an average in which near pixels count more than far ones. Sum 1, the same after a quarter turn.",
    "gaussian_blur_5x5": "Blurs over a wider window, with the weights 1 4 6 4 1 in each direction. Sum 1.",
    "motion_blur": "Blurs along one diagonal, as if the camera had moved. Sum 1; a quarter turn changes its direction.",
    "sharpen": "Adds to each pixel its difference from its four neighbours, so edges stand out. Sum 1.",
    "edge_enhance": "Adds half the difference from all eight neighbours, so fine detail and noise grow. Sum 1.",
    "unsharp_mask": "Adds what a 5×5 Gaussian blur would take away, so edges gain contrast. Sum 1.",
    "emboss": "Lifts one side of an edge and lowers the other, like light from the side. Sum 1; half a turn swaps the sides.",
    "edge_detect_4": "Subtracts the four neighbours: the negative Laplacian, 0 in flat areas and on even slopes. Sum 0.",
    "edge_detect_8": "Subtracts all eight neighbours: a negative Laplacian that also weighs the diagonals. Sum 0.",
    "sobel_x": "Slope from left to right, three rows averaged with weights 1 2 1. Positive where it gets brighter. Sum 0.",
    "sobel_y": "Slope from top to bottom, three columns averaged with weights 1 2 1. Positive where it gets brighter. Sum 0.",
    "prewitt_x": "Slope from left to right, three rows averaged with equal weights. Sum 0.",
    "prewitt_y": "Slope from top to bottom, three columns averaged with equal weights. Sum 0.",
    "scharr_x": "Slope from left to right with row weights 3 10 3, so that an edge's angle matters least. Sum 0.",
    "scharr_y": "Slope from top to bottom with column weights 3 10 3, so that an edge's angle matters least. Sum 0.",
})
"""Read-only mapping from the same names to a sentence or two: what the kernel does, and why (its sum, its symmetry)."""


def frequency_response(kernel: NDArray, points: int = 65) -> NDArray[np.float64]:
    """The factors by which a kernel multiplies the contrast of stripes, for all stripes at once.

    Parameters
    ----------
    kernel
        Shape (height, width).
    points
        Frequencies along each axis, from −1/2 to 1/2 cycle per pixel; an odd number, so that 0 is in the middle.

    Returns
    -------
    ndarray
        Shape (points, points), none negative: rows for the frequency down, columns for the frequency across.

    Notes
    -----
    The modulus of the Fourier transform Σ K(m, n) exp(−2πi(u m + v n)): Oppenheim and Schafer, *Discrete-Time Signal
    Processing*, 3rd edition (2009), chapter 2.

    Examples
    --------
    >>> frequency_response(np.array([[0.5, 0.5]]), points=3).round(6)
    array([[0., 1., 0.],
           [0., 1., 0.],
           [0., 1., 0.]])
    """
    frequency = np.linspace(-0.5, 0.5, points)
    down, across = (np.exp(-2j * np.pi * np.outer(frequency, np.arange(size))) for size in kernel.shape)
    return np.abs(down @ kernel @ across.T)


def nearest_kernel(kernel: NDArray, known: Mapping[str, NDArray]) -> tuple[str, float]:
    """The name of the known kernel that a kernel is most like, and the cosine between the weights of the two.

    Parameters
    ----------
    kernel
        Shape (height, width), not all 0.
    known
        Name and kernel, of the same shape.

    Returns
    -------
    name, cosine
        The cosine is from −1 to 1: 1 if one is a positive multiple of the other. The name is that of the largest without
        its sign.

    Examples
    --------
    >>> nearest_kernel(np.array([[1.0, 0.0]]), {"left": np.array([[-3.0, 0.0]]), "right": np.array([[0.0, 1.0]])})
    ('left', -1.0)
    """
    cosines = {
        name: float((kernel * other).sum() / np.sqrt((kernel**2).sum() * (other**2).sum())) for name, other in known.items()
    }
    name = max(cosines, key=lambda name: abs(cosines[name]))
    return name, cosines[name]


def secret_blur() -> NDArray[np.float64]:
    """Return the 5×5 kernel that chapter 04 recovers from a blurred photograph.

    It is lopsided, so that a flip is noticed, and not in `KERNELS`, so that nobody meets it before. Its weights are not
    negative, and their sum is 1.

    Returns
    -------
    numpy.ndarray
        The kernel, read-only, shape (5, 5).

    Examples
    --------
    >>> secret_blur().shape
    (5, 5)
    """
    ramp = [9, 7, 5, 3, 1]
    return _kernel([[0] * 5, ramp, ramp, ramp, [0] * 5], divisor=75)
