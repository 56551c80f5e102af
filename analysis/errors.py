"""What the user gets to read when the input or the call is wrong."""


class InputError(ValueError):
    """The input or the call is wrong: one sentence on what, where, and what to do.

    The command line prints the sentence and ends with exit code 2; in a notebook
    it is an ordinary ValueError.
    """
