"""Tables of frames: of each sentence, and by outlet."""

from analysis.declared.declaring import GRADES, declare

TABLES = (
    declare(
        "frames",
        "sentence x frame of the codebook",
        "article_id sentence frame",
        "score label",
        frame=("str", "name of the frame in the codebook"),
        score=("float64", "estimated chance that a coder sees the frame, 0 to 1"),
        label=("bool", "whether the score is above the frame's threshold"),
    ),
    declare(
        "frame_shares",
        "outlet x frame x way of estimating",
        "frame outlet estimate",
        "outlet_grade value low high n n_coded tuning resampled reason note",
        frame=("str", "name of the frame in the codebook"),
        estimate=(
            "str",
            "hand-coded, model, rogan-gladen, corrected, or the last two from a sample",
        ),
        outlet_grade=("str", "how the outlet is known: " + ", ".join(GRADES)),
        value=("float64", "share of sentences that carry the frame, 0 to 1"),
        low=("float64", "lower end of the 95% interval"),
        high=("float64", "upper end of the 95% interval"),
        n=("int64", "number of sentences that the value speaks of"),
        n_coded=("int64", "number of those that were coded by hand"),
        tuning=("float64", "how far the model is used, 0 (not at all) to 1 (fully)"),
        resampled=("str", "what was resampled for the interval"),
        reason=("str", "why there is no interval, empty where there is one"),
        note=("str", "what else to know of the value, empty where nothing"),
    ),
)
