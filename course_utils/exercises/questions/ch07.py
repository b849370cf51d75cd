"""Predictions and recall questions of chapter 07, Take a network apart, layer by layer."""

from ..predict import Prediction

# ------------------------------------------------------------------------------------------------------ before you start

filter_weights = Prediction(
    150,
    "5·5 weights for each of the 6 channels that it reads.",
    slips={
        25: "that is enough for one channel. How deep is the filter?",
        900: "that are six such filters. How many does the question ask for?",
        151: "you counted a bias. The question asks for the weights alone.",
        30: "a window of 5×5 has more weights than one side of it.",
    },
)

standardised = Prediction(
    1.2247,
    "the mean is 4 and the deviation √(8/3) ≈ 1.63, so 6 becomes 2/1.63.",
    slips={
        2: "that is the distance from the mean. By what is it divided?",
        0.75: "you divided by the variance. Which of the two has the unit of the values?",
        1: "you divided by the deviation with n − 1. The course divides by n.",
        3.674: "you divided, but did you subtract the mean?",
    },
    tolerance=0.006,
)

way_back = Prediction(
    "b",
    options={
        "a": (
            "a `valid` cross-correlation with the same kernel",
            "that would make the result still smaller. How large is the image?",
        ),
        "b": (
            "a `full` convolution with the same kernel",
            "every pixel collects from all positions that saw it, and the flip is back.",
        ),
        "c": ("a division by the kernel", "a gradient does not undo anything. Which sum carries it back?"),
    },
)

rows_of_maps = Prediction(
    (8, 96),
    "the first axis stays, and the other three are laid out in a row: 4·4·6.",
    slips={
        (8, -1): "−1 is a question to NumPy. Which length does it work out?",
        (8, 16): "where are the six channels?",
        (768,): "the first axis stays, because you gave it.",
        (1, 768): "eight pictures stay eight rows.",
    },
)

size_with_stride = Prediction(
    14,
    "⌊(32 − 5)/2⌋ + 1: the last window begins at sample 26.",
    slips={
        28: "that is with stride 1. What does a stride of 2 skip?",
        13: "you counted the steps. How many positions do 13 steps connect?",
        16: "that is `same`. Do all windows lie inside the row?",
        15: "the last window would reach beyond the end.",
    },
)

# ---------------------------------------------------------------------------------------------------------- predictions

first_layer = Prediction(
    (24, 24, 4, 104),
    "28 − 5 + 1 places along each axis, a map for each filter, 25·4 weights and 4 biases.",
    slips={
        (24, 24, 4, 100): "the shape is right. Each filter has one number more.",
        (24, 24, 4, 101): "the shape is right. Do four filters share one bias?",
        (28, 28, 4, 104): "that would be `same`. How many whole windows of 5 fit into 28?",
        (23, 23, 4, 104): "how many windows of 5 fit into 5 pixels?",
        (24, 24, 1, 26): "that is one filter. There are four.",
    },
)

second_layer = Prediction(
    (20, 20, 6, 606),
    "each filter reads all four maps: 5·5·4 weights, six times, and 6 biases.",
    slips={
        (20, 20, 6, 156): "the shape is right. But how many maps does each of these filters read?",
        (20, 20, 24, 606): "the count is right. But what happens to the four partial results of a filter?",
        (20, 20, 24, 156): "each of the six filters reads all four maps, and adds up.",
        (20, 20, 24, 624): "each of the six filters reads all four maps, and adds up. And who has a bias?",
        (20, 20, 6, 600): "the shape is right. What does each filter have besides its weights?",
        (20, 20, 6, 604): "the shape is right. Does each channel that comes in have a bias, or each filter?",
    },
)

wrong_entry = Prediction(
    "c",
    options={
        "a": ("stride 2, same", "this one is right: ⌈28/2⌉ = 14, and a stride doesn't change the kernel."),
        "b": ("dilation 2", "this one is right: the kernel spans 9 pixels, 28 − 9 + 1 = 20, with the same 25 weights."),
        "c": ("no bias", "it is 100: with four filters, four biases are gone, not one."),
        "d": ("relu", "this one is right: an activation has nothing to learn and keeps the shape."),
    },
)

larger_size = Prediction(
    9,
    "the four copies begin 2 rows apart, and the last of them is 3 rows high: 3·2 + 3.",
    slips={
        8: "that is `same`, which cuts the edges. Are any cut here?",
        7: "you counted up to the first row of the last copy. How high is it?",
        10: "you counted four steps. How many steps lie between four copies?",
        6: "that is stride 1. How far apart do neighbours drop their kernels here?",
        2: "that is what a convolution would make of it. Which way does this one go?",
        11: "you counted four steps and a whole kernel. How many steps lie between four copies?",
    },
)

norm_counts = Prediction(
    (8, 8),
    "γ and β of each channel are trained; a moving mean and a moving variance are measured and kept.",
    slips={
        (16, 0): "sixteen numbers in all, but are mean and variance learned or measured?",
        (8, 0): "the two that you know are counted. Which two does the layer need when there is no batch?",
        (4, 4): "that is one number a channel on each side. How many does the formula show?",
        (2, 2): "that is for one channel. There are four.",
        (0, 8): "γ and β have gradients. Which numbers have none?",
        (0, 16): "γ and β have gradients. Which numbers have none?",
    },
)

where_it_looks = Prediction(
    "c",
    options={
        "a": ("flat", "the weights are equal. But do equally many ways lead from each pixel to the unit?"),
        "b": ("highest at both edges", "how many windows does a pixel at the very edge lie in?"),
        "c": ("highest in the middle", "most ways lead from the middle, because most windows lie over it."),
    },
)

# -------------------------------------------------------------------------------------------------------------- summary

dense_parameters = Prediction(
    7850,
    "7·7·16 = 784 features for each of ten units, and ten biases.",
    slips={
        7840: "those are the weights. What else has a unit?",
        7841: "how many biases do ten units have?",
        500: "a dense layer sees all features of the flattened maps. How many are they?",
        170: "that would be a dense layer on the channels alone. Were the maps flattened?",
        784: "that is one unit, without its bias.",
    },
)

mean_in_use = Prediction(
    "b",
    options={
        "a": ("the mean of this digit", "of one digit alone? What did the layer keep from the training?"),
        "b": (
            "the moving mean that it measured during the training",
            "so that every picture is treated alike, whatever stands beside it.",
        ),
        "c": ("the β that it learned", "β is added at the end. What is subtracted at the beginning?"),
    },
)

kept_number = Prediction(
    5,
    "it is divided by the share that is kept, 0.8.",
    slips={
        4: "then the mean would sink to 0.8 of what it was.",
        3.2: "you multiplied by 0.8. Should what is kept become larger or smaller?",
        20: "you divided by the rate. Which share is kept?",
        0: "this number is kept, not dropped.",
    },
    tolerance=1e-9,
)

stack_sees = Prediction(
    8,
    "3, then one step more for the pooling makes 4, then two steps of 2 more.",
    slips={
        6: "after a stride of 2, neighbours are 2 pixels apart. How far does the last window of 3 reach?",
        5: "that is two convolutions of 3 alone. What does the pooling between them do?",
        12: "sizes do not multiply. How much does each layer add to what the one before it sees?",
        18: "sizes do not multiply. How much does each layer add to what the one before it sees?",
        7: "how much does the pooling add by itself?",
    },
)
