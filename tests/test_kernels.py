import numpy as np
import pytest
from scipy.signal import correlate2d

from course_utils.integrals import BOX, RAMP
from course_utils.kernels import DESCRIPTIONS, KERNELS, frequency_response, nearest_kernel, secret_blur

BLURS = ["box_blur", "gaussian_blur", "gaussian_blur_5x5", "motion_blur"]
KEEP_BRIGHTNESS = [*BLURS, "identity", "sharpen", "edge_enhance", "unsharp_mask", "emboss"]
SLOPES_X = ["sobel_x", "prewitt_x", "scharr_x"]
SLOPES_Y = ["sobel_y", "prewitt_y", "scharr_y"]
LAPLACIANS = ["edge_detect_4", "edge_detect_8"]

TO_THE_RIGHT = np.tile(np.arange(9.0), (9, 1))  # brightness grows by 1 a pixel, from left to right


def test_the_bank_has_exactly_the_promised_names():
    assert sorted(KERNELS) == sorted([*KEEP_BRIGHTNESS, *SLOPES_X, *SLOPES_Y, *LAPLACIANS])


def test_every_kernel_has_a_description_in_the_same_order():
    assert list(DESCRIPTIONS) == list(KERNELS)
    assert len(set(DESCRIPTIONS.values())) == len(KERNELS)


@pytest.mark.parametrize("name", KERNELS)
def test_descriptions_state_the_true_sum(name):
    assert f"Sum {KERNELS[name].sum():.0f}" in DESCRIPTIONS[name]


@pytest.mark.parametrize("name", KERNELS)
def test_kernels_are_small_odd_squares_of_float64(name):
    kernel = KERNELS[name]
    assert kernel.dtype == np.float64
    assert kernel.shape == ((5, 5) if name in {"gaussian_blur_5x5", "motion_blur", "unsharp_mask"} else (3, 3))


def test_kernels_are_all_different():
    assert len({kernel.tobytes() for kernel in KERNELS.values()}) == len(KERNELS)


@pytest.mark.parametrize("name", KEEP_BRIGHTNESS)
def test_blurs_and_sharpeners_sum_to_one(name):
    assert KERNELS[name].sum() == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize("name", [*SLOPES_X, *SLOPES_Y, *LAPLACIANS])
def test_derivatives_sum_to_zero(name):
    assert KERNELS[name].sum() == 0


@pytest.mark.parametrize("name", BLURS)
def test_blurs_are_averages_without_negative_weights(name):
    assert (KERNELS[name] >= 0).all()


@pytest.mark.parametrize(
    "name",
    [
        "identity",
        "box_blur",
        "gaussian_blur",
        "gaussian_blur_5x5",
        "sharpen",
        "edge_enhance",
        "unsharp_mask",
        *LAPLACIANS,
    ],
)
def test_even_handed_kernels_survive_a_quarter_turn(name):
    np.testing.assert_array_equal(np.rot90(KERNELS[name]), KERNELS[name])


@pytest.mark.parametrize("name", [*SLOPES_X, *SLOPES_Y])
def test_slopes_change_sign_with_half_a_turn(name):
    np.testing.assert_array_equal(np.rot90(KERNELS[name], 2), -KERNELS[name])


@pytest.mark.parametrize(("x", "y"), list(zip(SLOPES_X, SLOPES_Y, strict=True)))
def test_y_kernels_are_the_transposed_x_kernels(x, y):
    np.testing.assert_array_equal(KERNELS[y], KERNELS[x].T)


@pytest.mark.parametrize(("name", "gain"), [("sobel_x", 8), ("prewitt_x", 6), ("scharr_x", 32)])
def test_x_kernels_are_positive_where_brightness_grows_to_the_right(name, gain):
    np.testing.assert_array_equal(correlate2d(TO_THE_RIGHT, KERNELS[name], "valid"), np.full((7, 7), gain))
    np.testing.assert_array_equal(correlate2d(TO_THE_RIGHT.T, KERNELS[name], "valid"), np.zeros((7, 7)))


@pytest.mark.parametrize(("name", "gain"), [("sobel_y", 8), ("prewitt_y", 6), ("scharr_y", 32)])
def test_y_kernels_are_positive_where_brightness_grows_downwards(name, gain):
    np.testing.assert_array_equal(correlate2d(TO_THE_RIGHT.T, KERNELS[name], "valid"), np.full((7, 7), gain))
    np.testing.assert_array_equal(correlate2d(TO_THE_RIGHT, KERNELS[name], "valid"), np.zeros((7, 7)))


@pytest.mark.parametrize("name", LAPLACIANS)
def test_laplacians_ignore_even_slopes_and_are_positive_on_a_bright_spot(name):
    np.testing.assert_array_equal(correlate2d(TO_THE_RIGHT, KERNELS[name], "valid"), np.zeros((7, 7)))
    assert KERNELS[name][1, 1] > 0


def test_documented_relations_between_kernels_hold():
    spot = KERNELS["identity"]
    wide_spot = np.pad(spot, 1)
    np.testing.assert_array_equal(KERNELS["sharpen"], spot + KERNELS["edge_detect_4"])
    np.testing.assert_array_equal(KERNELS["edge_enhance"], spot + KERNELS["edge_detect_8"] / 2)
    np.testing.assert_array_equal(KERNELS["unsharp_mask"], 2 * wide_spot - KERNELS["gaussian_blur_5x5"])
    np.testing.assert_array_equal(KERNELS["gaussian_blur"], np.outer([1, 2, 1], [1, 2, 1]) / 16)
    np.testing.assert_array_equal(KERNELS["gaussian_blur_5x5"], np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256)


def test_emboss_swaps_light_and_shade_with_half_a_turn():
    relief = KERNELS["emboss"] - KERNELS["identity"]
    np.testing.assert_array_equal(np.rot90(relief, 2), -relief)


def test_motion_blur_mixes_pixels_of_one_diagonal_only():
    rows, columns = np.nonzero(KERNELS["motion_blur"])
    np.testing.assert_array_equal(rows, columns)
    assert len(rows) == 5


def test_nobody_can_change_the_bank():
    with pytest.raises(TypeError):
        KERNELS["mine"] = np.ones((3, 3))
    with pytest.raises(TypeError):
        DESCRIPTIONS["sobel_x"] = ""
    for kernel in KERNELS.values():
        with pytest.raises(ValueError, match="read-only"):
            kernel[0, 0] = 7


def test_a_copy_of_a_kernel_can_be_changed():
    mine = KERNELS["identity"].copy()
    mine[1, 1] = 2
    assert KERNELS["identity"][1, 1] == 1


def test_an_unknown_name_is_a_key_error():
    with pytest.raises(KeyError, match="sobel"):
        KERNELS["sobel"]


@pytest.mark.parametrize("name", ["sobel_x", "edge_detect_4", "emboss"])
def test_a_frequency_response_is_the_modulus_of_the_fourier_transform(name):
    expected = np.abs(np.fft.fftshift(np.fft.fft2(KERNELS[name], (64, 64))))
    np.testing.assert_allclose(frequency_response(KERNELS[name], 65)[:-1, :-1], expected, atol=1e-12)


def test_the_nearest_kernel_depends_on_neither_scale_nor_sign():
    known = {"slope": np.array([[-1.0, 0, 1]]), "line": np.array([[-1.0, 2, -1]])}
    for factor in (0.01, 5.0, -3.0):
        name, cosine = nearest_kernel(factor * np.array([[-1.0, 0.1, 1]]), known)
        assert name == "slope"
        assert cosine == pytest.approx(np.sign(factor) * 2 / np.sqrt(2 * 2.01))


def test_the_secret_blur_is_the_box_down_and_the_ramp_across():
    box, ramp = BOX(np.array([-2, -1, 0, 1, 2])), RAMP(np.array([-0.8, -0.4, 0, 0.4, 0.8]))
    expected = np.outer(box, ramp)
    np.testing.assert_allclose(secret_blur(), expected / expected.sum(), atol=1e-15)


def test_the_secret_blur_is_in_no_bank_and_would_show_a_flip():
    blur = secret_blur()
    assert all(kernel.shape != blur.shape or not np.array_equal(kernel, blur) for kernel in KERNELS.values())
    assert not np.array_equal(blur, blur[::-1, ::-1])
