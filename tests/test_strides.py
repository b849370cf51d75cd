"""Where the elements of a view lie in its buffer."""

import numpy as np
import pytest

from course_utils.strides import byte_places


@pytest.mark.parametrize("dtype", [np.int64, np.float32, np.uint8])
def test_reading_the_buffer_at_these_bytes_gives_the_elements(dtype):
    buffer = np.arange(24).astype(dtype)
    cube = buffer.reshape(2, 3, 4)
    for view in (buffer, cube, cube.T, cube[::-1, 1:, ::-2], cube[1, 1], cube[0, 0, 3:], cube[:, None, ::2]):
        places = byte_places(buffer, view)
        assert places.shape == view.shape
        raw = buffer.tobytes()
        read = [np.frombuffer(raw, dtype, 1, place)[0] for place in places.ravel().tolist()]
        np.testing.assert_array_equal(read, view.ravel())
