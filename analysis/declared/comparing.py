"""Tables of comparison: measures, their intervals, their differences."""

from analysis.declared.declaring import GRADES, declare

TABLES = (
    declare(
        "measures",
        "article x measure x target",
        "article_id measure target",
        "value unit n",
        value=("float64", "the measure's value"),
        unit=("str", "unit of the value"),
        n=("int64", "number of sentences (or words) behind the value"),
    ),
    declare(
        "intervals",
        "outlet x measure x target",
        "measure target outlet",
        "outlet_grade value low high n resampled reason",
        value=("float64", "mean of the measure"),
        outlet_grade=("str", "how the outlet is known: " + ", ".join(GRADES)),
        low=("float64", "lower end of the 95% interval"),
        high=("float64", "upper end of the 95% interval"),
        n=("int64", "number of sentences behind the value"),
        resampled=("str", "what was resampled for the interval"),
        reason=("str", "why there is no interval, empty where there is one"),
    ),
    declare(
        "comparisons",
        "pair of outlets x measure x target",
        "measure target left right",
        "difference low high p q n_left n_right resampled reason",
        low=("float64", "lower end of the 95% interval"),
        high=("float64", "upper end of the 95% interval"),
        n_left=("int64", "number of sentences on the left"),
        n_right=("int64", "number of sentences on the right"),
        resampled=("str", "what was resampled for the interval"),
        reason=("str", "why there is no answer, empty where there is one"),
    ),
)
